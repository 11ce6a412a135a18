//! The dialogs **Rotate key**, undo and **Retire now**: what will happen, on what evidence, then **Confirm**.

use domain::field::Field;
use domain::key::Algorithm;
use domain::language::Language;
use domain::rotation::{KeyState, Overlap, Ring};
use domain::sdkappid::Sdkappid;
use domain::time::Timestamp;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::actions::{RetireKey, RotateKey, UndoRotation};
use super::card::count;
use super::chart::chart;
use crate::markup::Markup;
use crate::text::{keys as words, words as common};
use crate::ui::{ErrorSummary, Icon, Notice, Post, SubmissionToken, SubmitButton, TextField};
use crate::written::WrittenDialog;

/// The dialog of that name in the address, where it makes sense now.
pub(crate) fn dialog(
    name: &str,
    sdkappid: Sdkappid,
    keys: &[KeyState],
    now: Timestamp,
    language: Language,
) -> Option<WrittenDialog> {
    let current = keys.iter().find(|key| key.life.is_current())?;
    let ring = Ring::new(keys.iter().map(|key| (key.facts.version, key.life)).collect());
    let asked = Asked { sdkappid, language };
    match name {
        "rotate" if ring.refusal(now).is_none() => Some(asked.rotate(current)),
        "undo" => Some(asked.undo(current.facts.version, ring.old(now)?)),
        _ => {
            let version: i64 = name.strip_prefix("retire-")?.parse().ok()?;
            ring.retire(version, now).ok()?;
            Some(asked.retire(keys.iter().find(|key| key.facts.version == version)?))
        }
    }
}

struct Asked {
    sdkappid: Sdkappid,
    language: Language,
}

impl Asked {
    fn written(&self, title: String, lead: impl Into<String>, content: AnyView) -> WrittenDialog {
        WrittenDialog {
            title,
            lead: lead.into(),
            close: format!("/applications/{}", self.sdkappid),
            content: Markup::new(content.to_html()),
        }
    }

    /// The form around `body`, for the server function of `path`; `named` is the version that it is about.
    fn form(
        &self,
        post: Post,
        path: &'static str,
        version: i64,
        body: AnyView,
        tone: &'static str,
    ) -> AnyView {
        let Self { sdkappid, language } = *self;
        let is_loss = tone.contains("danger") && post.failure.with_untracked(Option::is_none);
        view! {
            <form method="post" action=path novalidate="">
                <SubmissionToken/>
                <div class="dialog-body">
                    <ErrorSummary failure=post.failure/>
                    <input type="hidden" name="sdkappid" value=sdkappid.to_string()/>
                    <input type="hidden" name="version" value=version.to_string()/>
                    {body}
                </div>
                <div class="dialog-foot">
                    <span class="grow mono faint">{sdkappid.to_string()}</span>
                    <a class="btn" data-noscroll="" href=format!("/applications/{sdkappid}") autofocus=is_loss>{common::cancel(language)}</a>
                    <SubmitButton label=common::confirm(language) tone/>
                </div>
            </form>
        }
        .into_any()
    }

    fn confirmation(&self, post: Post) -> AnyView {
        let label = words::type_sdkappid(self.language, &self.sdkappid.to_string());
        view! { <TextField field=Field::Confirmation label failure=post.failure mono=true/> }.into_any()
    }

    /// What becomes of the current key: accepted for an overlap, or ended at once, which has to be confirmed.
    /// The style shows the field of the choice; a browser that cannot shows both.
    fn ending(&self, post: Post) -> AnyView {
        let language = self.language;
        let is_now = post.failure.with_untracked(|failure| {
            failure.as_ref().is_some_and(|failure| {
                failure.problem(Field::Confirmation).is_some() || failure.sent("ending") == Some("now")
            })
        });
        view! {
            <fieldset class="boxes">
                <legend>{words::ending(language)}</legend>
                <label class="check">
                    <input type="radio" name="ending" value="overlap" checked=!is_now/>
                    {words::ending_overlap(language)}
                </label>
                <label class="check">
                    <input type="radio" name="ending" value="now" checked=is_now/>
                    {words::ending_now(language)}
                </label>
            </fieldset>
            <div class="at-overlap">
                <TextField field=Field::Overlap label=words::overlap(language) kind="number" failure=post.failure
                    value=Overlap::DEFAULT_DAYS.to_string() hint=words::overlap_hint(language) first=true/>
            </div>
            <div class="at-now">{self.confirmation(post)}</div>
        }
        .into_any()
    }

    fn rotate(&self, current: &KeyState) -> WrittenDialog {
        let language = self.language;
        let post = Post::to(RotateKey::PATH);
        let is_legacy = current.facts.algorithm == Algorithm::EcdsaSha256;
        let (title, lead) = if is_legacy {
            (words::update_question(language), words::update_lead(language))
        } else {
            (words::rotate_question(language), words::rotate_lead(language))
        };
        let body = view! {
            {self.ending(post)}
            <div class="next">
                <h3>{words::next_title(language)}</h3>
                <ol class="steps">
                    <li>{words::next_deploy(language)}</li>
                    <li>{words::next_watch(language)}</li>
                    <li>{words::next_retire(language)}</li>
                </ol>
            </div>
        }
        .into_any();
        let form = self.form(post, RotateKey::PATH, current.facts.version, body, "primary");
        self.written(title.to_owned(), lead, form)
    }

    fn undo(&self, current: i64, back: i64) -> WrittenDialog {
        let language = self.language;
        let post = Post::to(UndoRotation::PATH);
        let form = self.form(post, UndoRotation::PATH, current, ().into_any(), "danger solid");
        self.written(words::undo_question(language, back), words::undo_lead(language, back, current), form)
    }

    fn retire(&self, key: &KeyState) -> WrittenDialog {
        let language = self.language;
        let post = Post::to(RetireKey::PATH);
        let (version, uses) = (key.facts.version, key.usage.uses());
        let shown = count(uses);
        let evidence = if uses > 0 {
            let text = match uses {
                1 => words::in_use_once(language, version),
                _ => words::in_use(language, version, &shown),
            };
            view! { <Notice><p>{text}</p></Notice> }.into_any()
        } else {
            let text = words::not_in_use(language, version);
            view! { <p class="reason"><Icon name="ok" small=true/><span>{text}</span></p> }.into_any()
        };
        let typed = (uses > 0).then(|| self.confirmation(post));
        let body = view! {
            <div class="next">
                <h3>{words::evidence(language)}</h3>
                {evidence}
                {chart(&key.usage.hours, words::chart(language, &shown))}
            </div>
            {typed}
        }
        .into_any();
        let form = self.form(post, RetireKey::PATH, version, body, "danger solid");
        self.written(words::retire_question(language, version), words::retire_lead(language), form)
    }
}
