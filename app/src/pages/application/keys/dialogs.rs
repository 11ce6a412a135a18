//! The dialogs **Rotate key**, undo and **Retire now**: consequences, recent use, then **Confirm**.

use domain::application::sdkappid::Sdkappid;
use domain::field::Field;
use domain::key::rotation::{KeyState, Overlap, Ring};
use domain::key::{Algorithm, KeyFacts};
use domain::time::Timestamp;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::{RetireKey, RotateKey, UndoRotation};
use super::chart::chart;
use crate::i18n::text::{common, keys};
use crate::pages::application::editions::grouped;
use crate::routes::PagePath;
use crate::shell::preferences::language;
use crate::ui::{
    Dialog, ErrorSummary, Icon, Notice, Post, PostForm, SubmissionToken, SubmitButton, TextField,
};

/// A dialog about keys, with its data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum KeyDialog {
    /// **Rotate key**: the current key is replaced.
    Rotate(KeyFacts),
    /// Undo: the previous key becomes the current one again.
    Undo {
        /// The version of the key that is given up.
        current: i64,
        /// The version of the key to go back to.
        back: i64,
    },
    /// **Retire now**: an old key ends early.
    Retire(KeyState),
}

impl KeyDialog {
    /// The dialog that URLs call `name`; `None` if it does not apply at `now`.
    pub(crate) fn named(name: &str, keys: &[KeyState], now: Timestamp) -> Option<Self> {
        let current = keys.iter().find(|key| key.life.is_current())?.facts;
        let ring = Ring::new(keys.iter().map(|key| (key.facts.version, key.life)).collect());
        match name {
            "rotate" => ring.refusal(now).is_none().then_some(Self::Rotate(current)),
            "undo" => Some(Self::Undo { current: current.version, back: ring.old(now)? }),
            _ => {
                let version: i64 = name.strip_prefix("retire-")?.parse().ok()?;
                ring.retire(version, now).ok()?;
                Some(Self::Retire(keys.iter().find(|key| key.facts.version == version)?.clone()))
            }
        }
    }

    /// Renders the dialog over the page of the application.
    pub(crate) fn view(self, sdkappid: Sdkappid) -> AnyView {
        match self {
            Self::Rotate(current) => view! { <RotateDialog sdkappid current/> }.into_any(),
            Self::Undo { current, back } => view! { <UndoDialog sdkappid current back/> }.into_any(),
            Self::Retire(key) => view! { <RetireDialog sdkappid key/> }.into_any(),
        }
    }
}

/// A confirmation dialog about the key with that version.
#[component]
fn Confirmation(
    #[prop(into)] title: String,
    #[prop(into)] lead: String,
    post: Post,
    sdkappid: Sdkappid,
    version: i64,
    /// CSS classes of the button.
    tone: &'static str,
    #[prop(optional)] children: Option<Children>,
) -> AnyView {
    let language = language();
    let close = PagePath::Application(sdkappid).to_string();
    let is_loss = tone.contains("danger") && post.failure.with_untracked(Option::is_none);
    view! {
        <Dialog title lead close=close.clone()>
            <PostForm post>
                <SubmissionToken/>
                <div class="dialog-body">
                    <ErrorSummary failure=post.failure/>
                    <input type="hidden" name="sdkappid" value=sdkappid.to_string()/>
                    <input type="hidden" name="version" value=version.to_string()/>
                    {children.map(|children| children())}
                </div>
                <div class="dialog-foot">
                    <span class="grow mono faint">{sdkappid.to_string()}</span>
                    <a class="btn" data-noscroll href=close autofocus=is_loss>{common::cancel(language)}</a>
                    <SubmitButton label=common::confirm(language) pending=post.pending tone/>
                </div>
            </PostForm>
        </Dialog>
    }
    .into_any()
}

/// The field in which the SDKAppID is typed to confirm.
#[component]
fn TypedSdkappid(sdkappid: Sdkappid, post: Post) -> AnyView {
    let label = keys::type_sdkappid(language(), &sdkappid.to_string());
    view! { <TextField field=Field::Confirmation label failure=post.failure mono=true/> }.into_any()
}

#[component]
fn RotateDialog(sdkappid: Sdkappid, current: KeyFacts) -> AnyView {
    let language = language();
    let post = Post::to(RotateKey::PATH).rereading();
    let is_legacy = current.algorithm == Algorithm::EcdsaSha256;
    let (title, lead) = if is_legacy {
        (keys::update_question(language), keys::update_lead(language))
    } else {
        (keys::rotate_question(language), keys::rotate_lead(language))
    };
    view! {
        <Confirmation title lead post sdkappid version=current.version tone="primary">
            <Ending sdkappid post/>
            <div class="next">
                <h3>{keys::next_title(language)}</h3>
                <ol class="steps">
                    <li>{keys::next_deploy(language)}</li>
                    <li>{keys::next_watch(language)}</li>
                    <li>{keys::next_retire(language)}</li>
                </ol>
            </div>
        </Confirmation>
    }
    .into_any()
}

/// The choice for the current key: accepted for an overlap, or ended immediately, which must be confirmed. CSS shows
/// only the field of the selected choice; browsers without support show both.
#[component]
fn Ending(sdkappid: Sdkappid, post: Post) -> AnyView {
    let language = language();
    let is_now = post.failure.with_untracked(|failure| {
        failure.as_ref().is_some_and(|failure| {
            failure.problem(Field::Confirmation).is_some() || failure.sent("ending") == Some("now")
        })
    });
    view! {
        <fieldset class="boxes">
            <legend>{keys::ending(language)}</legend>
            <label class="check">
                <input type="radio" name="ending" value="overlap" checked=!is_now/>
                {keys::ending_overlap(language)}
            </label>
            <label class="check">
                <input type="radio" name="ending" value="now" checked=is_now/>
                {keys::ending_now(language)}
            </label>
        </fieldset>
        <div class="at-overlap">
            <TextField field=Field::Overlap label=keys::overlap(language) kind="number" failure=post.failure
                value=Overlap::DEFAULT_DAYS.to_string() hint=keys::overlap_hint(language) first=true/>
        </div>
        <div class="at-now"><TypedSdkappid sdkappid post/></div>
    }
    .into_any()
}

#[component]
fn UndoDialog(sdkappid: Sdkappid, current: i64, back: i64) -> AnyView {
    let language = language();
    let post = Post::to(UndoRotation::PATH).rereading();
    let (title, lead) = (keys::undo_question(language, back), keys::undo_lead(language, back, current));
    view! { <Confirmation title lead post sdkappid version=current tone="danger solid"/> }.into_any()
}

#[component]
fn RetireDialog(sdkappid: Sdkappid, key: KeyState) -> AnyView {
    let language = language();
    let post = Post::to(RetireKey::PATH).rereading();
    let (version, uses) = (key.facts.version, key.usage.uses());
    let shown = grouped(uses);
    let evidence = if uses > 0 {
        let text = match uses {
            1 => keys::in_use_once(language, version),
            _ => keys::in_use(language, version, &shown),
        };
        view! { <Notice><p>{text}</p></Notice> }.into_any()
    } else {
        let text = keys::not_in_use(language, version);
        view! { <p class="reason"><Icon name="ok" small=true/><span>{text}</span></p> }.into_any()
    };
    let (title, lead) = (keys::retire_question(language, version), keys::retire_lead(language));
    view! {
        <Confirmation title lead post sdkappid version tone="danger solid">
            <div class="next">
                <h3>{keys::evidence(language)}</h3>
                {evidence}
                {chart(&key.usage.hours, keys::chart(language, &shown))}
            </div>
            {(uses > 0).then(|| view! { <TypedSdkappid sdkappid post/> })}
        </Confirmation>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::key::rotation::{KeyLife, KeyUsage};

    use super::*;

    const NOW: Timestamp = Timestamp::from_unix_seconds(1_700_000_000);

    fn key(version: i64, life: KeyLife) -> KeyState {
        let facts = KeyFacts { version, algorithm: Algorithm::HmacSha256, created_at: NOW };
        KeyState { facts, life, usage: KeyUsage::default() }
    }

    #[test]
    fn only_what_makes_sense_can_be_asked() {
        let ends = NOW.plus(std::time::Duration::from_hours(1));
        let old = KeyLife { ends_at: Some(ends), retired_at: None };
        let one = [key(1, KeyLife::CURRENT)];
        let two = [key(2, KeyLife::CURRENT), key(1, old)];
        assert_eq!(KeyDialog::named("rotate", &one, NOW), Some(KeyDialog::Rotate(one[0].facts)));
        assert_eq!(KeyDialog::named("undo", &two, NOW), Some(KeyDialog::Undo { current: 2, back: 1 }));
        assert_eq!(KeyDialog::named("retire-1", &two, NOW), Some(KeyDialog::Retire(two[1].clone())));
        for (name, keys, now) in [
            ("rotate", &two[..], NOW),
            ("undo", &one, NOW),
            ("undo", &two, ends),
            ("retire-1", &one, NOW),
            ("retire-1", &two, ends),
            ("retire-2", &two, NOW),
            ("retire-3", &two, NOW),
            ("retire-x", &two, NOW),
            ("", &one, NOW),
            ("rotate", &[], NOW),
        ] {
            assert_eq!(KeyDialog::named(name, keys, now), None, "{name}");
        }
    }
}
