//! The rest of the card **Key**, below the secret of the current key: the usage of each key.

use domain::account::language::Language;
use domain::account::permission::Permission;
use domain::application::sdkappid::Sdkappid;
use domain::key::Algorithm;
use domain::key::rotation::{KeyState, Ring};
use domain::time::Timestamp;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::{RetireKey, RotateKey, UndoRotation};
use super::chart::chart;
use super::key_refusal;
use crate::i18n::text::keys;
use crate::pages::application::editions::grouped;
use crate::routes::PagePath;
use crate::shell::preferences::{forbidden, language};
use crate::ui::{Day, DisabledButton, ErrorSummary, Icon, Permitted, Post, Reason, forbidden_button};

/// Usage of the current key, the older keys, and **Rotate key**. Errors are shown here, unless a dialog shows them.
#[component]
pub(crate) fn KeyUses(sdkappid: Sdkappid, keys: Vec<KeyState>, now: Timestamp, has_dialog: bool) -> AnyView {
    let uses = Uses { sdkappid, now, language: language() };
    // The heading above is that of the current key, so its numbers come first, even if it is not the newest.
    let (current, others): (Vec<_>, Vec<_>) = keys.iter().partition(|key| key.life.is_current());
    let rows: Vec<AnyView> = current
        .into_iter()
        .map(|key| uses.current(key))
        .chain(others.into_iter().map(|key| uses.old(key)))
        .collect();
    let paths = if has_dialog { &[][..] } else { &[RotateKey::PATH, UndoRotation::PATH, RetireKey::PATH] };
    let failures: Vec<AnyView> = paths
        .iter()
        .map(|path| view! { <ErrorSummary failure=Post::to(path).failure/> }.into_any())
        .collect();
    view! { {rows} {failures} {uses.foot(&keys)} }.into_any()
}

fn uses_text(language: Language, uses: u64) -> String {
    if uses == 1 { keys::one_use(language).to_owned() } else { keys::uses(language, &grouped(uses)) }
}

struct Uses {
    sdkappid: Sdkappid,
    now: Timestamp,
    language: Language,
}

impl Uses {
    fn dialog(&self, name: &str) -> String {
        format!("{}?dialog={name}", PagePath::Application(self.sdkappid))
    }

    /// The creation time and the recent use of a key.
    fn usage(&self, key: &KeyState) -> AnyView {
        let Self { now, language, .. } = *self;
        let uses = grouped(key.usage.uses());
        let last = match key.usage.last_used_at {
            Some(at) => {
                let when = crate::i18n::relative_time::relative(language, now, at).0;
                let title = crate::i18n::text::common::utc(language, &at.date_and_minute());
                view! { <span title=title>{keys::last_used(language, &when)}</span> }.into_any()
            }
            None => view! { <span>{keys::never_used(language)}</span> }.into_any(),
        };
        view! {
            <p class="key-meta full">
                <span>{keys::made_on(language)}" "<Day at=key.facts.created_at/></span>
                {last}
                <span>{uses_text(language, key.usage.uses())}</span>
                {chart(&key.usage.hours, keys::chart(language, &uses))}
            </p>
        }
        .into_any()
    }

    fn current(&self, key: &KeyState) -> AnyView {
        let counted = (key.usage.uses() > 0)
            .then(|| view! { <p class="small faint full">{keys::counted(self.language)}</p> });
        let legacy = (key.facts.algorithm == Algorithm::EcdsaSha256)
            .then(|| view! { <p class="reason full"><Icon name="info" small=true/><span>{keys::legacy(self.language)}</span></p> });
        view! {
            <div class="key-row bare">
                {self.usage(key)}
                {counted}
                <p class="small faint full">{keys::audited(self.language)}</p>
                {legacy}
            </div>
        }
        .into_any()
    }

    fn old(&self, key: &KeyState) -> AnyView {
        let Self { now, language, .. } = *self;
        let version = key.facts.version;
        let end = key.life.ends_at.unwrap_or(now).date_and_minute();
        if !key.life.is_accepted(now) {
            return view! {
                <div class="key-row">
                    <h3>
                        {keys::key_number(language, version)}" "
                        <span class="tag">{keys::ended(language, &end)}</span>
                    </h3>
                    <p class="key-meta full"><span>{keys::made_on(language)}" "<Day at=key.facts.created_at/></span></p>
                </div>
            }
            .into_any();
        }
        let uses = key.usage.uses();
        let retire = if let Some(refusal) = forbidden(Permission::RotateKeys) {
            forbidden_button(refusal, keys::retire(language), None)
        } else if uses == 0 {
            view! {
                <a class="btn sm" data-noscroll href=self.dialog(&format!("retire-{version}"))>
                    {keys::retire(language)}
                </a>
            }
            .into_any()
        } else {
            view! {
                <DisabledButton label=keys::retire(language) reason_id="why-retire"/>
                <a class="btn sm danger" data-noscroll href=self.dialog(&format!("retire-{version}"))>
                    {keys::end_now(language)}
                </a>
            }
            .into_any()
        };
        let reason = (uses > 0).then(|| {
            let text = match uses {
                1 => keys::still_used_once(language).to_owned(),
                uses => keys::still_used(language, &grouped(uses)),
            };
            view! { <p class="full"><Reason id="why-retire">{text}</Reason></p> }
        });
        let undo = self.dialog("undo");
        view! {
            <div class="key-row">
                <h3>
                    {keys::key_number(language, version)}" "
                    <span class="tag">{keys::accepted_until(language, &end)}</span>
                </h3>
                <div class="acts">
                    <Permitted permission=Permission::RotateKeys label=keys::undo(language)>
                        <a class="btn sm" data-noscroll href=undo>{keys::undo(language)}</a>
                    </Permitted>
                    {retire}
                </div>
                {self.usage(key)}
                {reason}
            </div>
        }
        .into_any()
    }

    /// **Rotate key**, or why the key cannot be rotated.
    fn foot(&self, keys: &[KeyState]) -> AnyView {
        let language = self.language;
        let is_legacy =
            keys.iter().any(|key| key.life.is_current() && key.facts.algorithm == Algorithm::EcdsaSha256);
        let label = if is_legacy { keys::update(language) } else { keys::rotate(language) };
        let ring = Ring::new(keys.iter().map(|key| (key.facts.version, key.life)).collect());
        let rotate = self.dialog("rotate");
        let action = match ring.refusal(self.now) {
            None => view! {
                <Permitted permission=Permission::RotateKeys label icon="rotate">
                    <a class="btn sm" data-noscroll href=rotate><Icon name="rotate"/>{label}</a>
                </Permitted>
            }
            .into_any(),
            Some(refusal) => view! {
                <DisabledButton label icon="rotate" reason_id="why-rotate"/>
                <Reason id="why-rotate">{key_refusal(language, refusal)}</Reason>
            }
            .into_any(),
        };
        view! { <div class="key-foot">{action}</div> }.into_any()
    }
}

#[cfg(test)]
mod tests {
    use domain::key::KeyFacts;
    use domain::key::rotation::{KeyLife, KeyUsage};
    use leptos::reactive::owner::Owner;

    use super::*;

    const NOW: Timestamp = Timestamp::from_unix_seconds(1_700_000_000);

    fn key(version: i64, life: KeyLife, uses: u64) -> KeyState {
        let mut hours = vec![0; KeyUsage::HOURS];
        hours[23] = uses;
        KeyState {
            facts: KeyFacts { version, algorithm: Algorithm::HmacSha256, created_at: NOW },
            life,
            usage: KeyUsage { last_used_at: (uses > 0).then_some(NOW), hours },
        }
    }

    /// The HTML of the component in English.
    fn html(keys: &[KeyState]) -> String {
        let (owner, keys) = (Owner::new(), keys.to_vec());
        owner.with(|| {
            view! { <KeyUses sdkappid=Sdkappid::from_random(1) keys now=NOW has_dialog=false/> }.to_html()
        })
    }

    fn place(html: &str, text: &str) -> usize {
        html.find(text).unwrap_or_else(|| panic!("{text:?} is not in {html}"))
    }

    #[test]
    fn numbers_stand_with_their_key() {
        let old = KeyLife { ends_at: Some(NOW.plus(std::time::Duration::from_hours(1))), retired_at: None };
        // A rotation; one that was undone, so that the newest key has ended; and another one after that.
        for keys in [
            vec![key(2, KeyLife::CURRENT, 194), key(1, old, 11)],
            vec![key(2, KeyLife::retired(NOW), 11), key(1, KeyLife::CURRENT, 194)],
            vec![key(3, KeyLife::CURRENT, 194), key(2, KeyLife::retired(NOW), 11), key(1, old, 7)],
        ] {
            let html = html(&keys);
            let first_heading = place(&html, "<h3");
            assert!(place(&html, "194 uses in 24 hours") < first_heading, "{html}");
            assert!(place(&html, "A use is a UserSig that was accepted") < first_heading);
            for other in keys.iter().filter(|key| !key.life.is_current() && key.life.is_accepted(NOW)) {
                let heading = place(&html, &format!("Key {}", other.facts.version));
                let uses = place(&html, &format!("{} uses in 24 hours", other.usage.uses()));
                assert!(first_heading < heading && heading < uses);
            }
        }
    }

    #[test]
    fn no_chart_is_drawn_of_nothing() {
        assert!(!html(&[key(1, KeyLife::CURRENT, 0)]).contains("spark"));
        assert!(html(&[key(1, KeyLife::CURRENT, 1)]).contains("spark"));
    }
}
