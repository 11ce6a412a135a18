//! What the card **Key** says of each key, below the secret of the current one.

use domain::key::Algorithm;
use domain::language::Language;
use domain::rotation::{KeyState, Ring};
use domain::sdkappid::Sdkappid;
use domain::time::Timestamp;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::actions::{RetireKey, RotateKey, UndoRotation};
use super::chart::chart;
use super::key_refusal;
use crate::markup::Markup;
use crate::text::keys as words;
use crate::ui::{Day, DisabledButton, ErrorSummary, Icon, Post, Reason};

/// Usage of the current key, the older keys, and **Rotate key**. What went wrong with them is said here, unless a
/// dialog says it.
pub(crate) fn card(
    sdkappid: Sdkappid,
    keys: &[KeyState],
    now: Timestamp,
    language: Language,
    has_dialog: bool,
) -> Markup {
    let card = Card { sdkappid, now, language };
    let rows: Vec<AnyView> = keys
        .iter()
        .map(|key| if key.life.is_current() { card.current(key) } else { card.old(key) })
        .collect();
    let failures = [RotateKey::PATH, UndoRotation::PATH, RetireKey::PATH]
        .map(|path| (!has_dialog).then(|| view! { <ErrorSummary failure=Post::to(path).failure/> }));
    let view = view! { {rows} {failures.into_iter().collect_view()} {card.foot(keys)} };
    Markup::new(view.to_html())
}

/// How many, with separators between thousands.
pub(super) fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn uses_text(language: Language, uses: u64) -> String {
    if uses == 1 { words::one_use(language).to_owned() } else { words::uses(language, &count(uses)) }
}

struct Card {
    sdkappid: Sdkappid,
    now: Timestamp,
    language: Language,
}

impl Card {
    fn dialog(&self, name: &str) -> String {
        format!("/applications/{}?dialog={name}", self.sdkappid)
    }

    /// When it was made and who uses it.
    fn usage(&self, key: &KeyState) -> AnyView {
        let Self { now, language, .. } = *self;
        let uses = count(key.usage.uses());
        let last = match key.usage.last_used_at {
            Some(at) => {
                let when = crate::words::relative(language, now, at).0;
                let title = crate::text::words::utc(language, &at.date_and_minute());
                view! { <span title=title>{words::last_used(language, &when)}</span> }.into_any()
            }
            None => view! { <span>{words::never_used(language)}</span> }.into_any(),
        };
        view! {
            <p class="key-meta full">
                <span>{words::made_on(language)}" "<Day at=key.facts.created_at/></span>
                {last}
                <span>{uses_text(language, key.usage.uses())}</span>
                {chart(&key.usage.hours, words::chart(language, &uses))}
            </p>
        }
        .into_any()
    }

    fn current(&self, key: &KeyState) -> AnyView {
        let legacy = (key.facts.algorithm == Algorithm::EcdsaSha256)
            .then(|| view! { <p class="reason full"><Icon name="info" small=true/><span>{words::legacy(self.language)}</span></p> });
        view! {
            <div class="key-row bare">
                {self.usage(key)}
                <p class="small faint full">{words::audited(self.language)}</p>
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
                        {words::key_number(language, version)}" "
                        <span class="tag">{words::ended(language, &end)}</span>
                    </h3>
                    <p class="key-meta full"><span>{words::made_on(language)}" "<Day at=key.facts.created_at/></span></p>
                </div>
            }
            .into_any();
        }
        let uses = key.usage.uses();
        let retire = if uses == 0 {
            view! {
                <a class="btn sm" data-noscroll="" href=self.dialog(&format!("retire-{version}"))>
                    {words::retire(language)}
                </a>
            }
            .into_any()
        } else {
            view! {
                <DisabledButton label=words::retire(language) reason_id="why-retire"/>
                <a class="btn sm danger" data-noscroll="" href=self.dialog(&format!("retire-{version}"))>
                    {words::end_now(language)}
                </a>
            }
            .into_any()
        };
        let reason = (uses > 0).then(|| {
            let text = match uses {
                1 => words::still_used_once(language).to_owned(),
                uses => words::still_used(language, &count(uses)),
            };
            view! { <p class="full"><Reason id="why-retire">{text}</Reason></p> }
        });
        view! {
            <div class="key-row">
                <h3>
                    {words::key_number(language, version)}" "
                    <span class="tag">{words::accepted_until(language, &end)}</span>
                </h3>
                <div class="acts">
                    <a class="btn sm" data-noscroll="" href=self.dialog("undo")>{words::undo(language)}</a>
                    {retire}
                </div>
                {self.usage(key)}
                {reason}
            </div>
        }
        .into_any()
    }

    /// **Rotate key**, or why not.
    fn foot(&self, keys: &[KeyState]) -> AnyView {
        let language = self.language;
        let is_legacy =
            keys.iter().any(|key| key.life.is_current() && key.facts.algorithm == Algorithm::EcdsaSha256);
        let label = if is_legacy { words::update(language) } else { words::rotate(language) };
        let ring = Ring::new(keys.iter().map(|key| (key.facts.version, key.life)).collect());
        let action = match ring.refusal(self.now) {
            None => view! {
                <a class="btn sm" data-noscroll="" href=self.dialog("rotate")><Icon name="rotate"/>{label}</a>
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
    use super::count;

    #[test]
    fn thousands_are_apart() {
        for (number, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(count(number), text);
        }
    }
}
