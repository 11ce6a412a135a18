//! The dialogs of **Disable**, **Enable** and **Delete**: consequences, then **Confirm**.

use domain::account::language::Language;
use domain::application::Application;
use domain::application::lifecycle::{Event, Moment};
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::ChangeApplication;
use crate::i18n::messages::refusal_text;
use crate::i18n::text::{common, overview};
use crate::pages::applications::address;
use crate::routes::PagePath;
use crate::shell::preferences::language;
use crate::ui::{Dialog, ErrorSummary, Icon, Notice, Post, PostForm, SubmissionToken, SubmitButton};

/// States the consequences of `event` for an application as read at `at`, and asks for confirmation.
///
/// `list` is the URL of the list below the dialog; `None` if it lies over the application's own page.
#[component]
pub(crate) fn ChangeDialog(
    event: Event,
    application: Application,
    at: Moment,
    #[prop(optional, into)] list: Option<String>,
) -> AnyView {
    let language = language();
    let change = Post::to(ChangeApplication::PATH);
    let failure = change.failure;
    let name = application.name.as_str();
    let (title, lead) = match event {
        Event::Disable => (overview::disable_question(language, name), overview::disable_lead(language)),
        Event::Enable => (overview::enable_question(language, name), overview::enable_lead(language)),
        Event::Delete => (overview::delete_question(language, name), overview::delete_lead(language)),
    };
    let query = list.as_deref().map(|list| format!("?{}", address::query_of(list))).unwrap_or_default();
    let close = list.unwrap_or_else(|| PagePath::Application(application.sdkappid).to_string());
    let refusal = application.life.refusal(event, at);
    let body = if let Some(refusal) = refusal {
        view! { <Notice><p>{refusal_text(language, refusal)}</p></Notice> }.into_any()
    } else {
        let (ends, grace) = (application.life.term.end().date(), at.policy.deletion_grace_days);
        view! { <ErrorSummary failure/> {effects(event, &ends, grace, language)} }.into_any()
    };
    let confirm = refusal.is_none().then(|| {
        let tone = if event == Event::Enable { "primary" } else { "danger solid" };
        view! { <SubmitButton label=common::confirm(language) pending=change.pending tone/> }
    });
    view! {
        <Dialog title lead close=close.clone()>
            <PostForm post=change>
                <SubmissionToken/>
                <div class="dialog-body">
                    <input type="hidden" name="sdkappid" value=application.sdkappid.to_string()/>
                    <input type="hidden" name="event" value=event.code()/>
                    <input type="hidden" name="list" value=query/>
                    {body}
                </div>
                <div class="dialog-foot">
                    <span class="grow mono faint">{application.sdkappid.to_string()}</span>
                    <a class="btn" data-noscroll href=close autofocus>{common::cancel(language)}</a>
                    {confirm}
                </div>
            </PostForm>
        </Dialog>
    }
    .into_any()
}

/// The consequences, the most severe first.
fn effects(event: Event, ends: &str, grace: u32, language: Language) -> AnyView {
    let effects: Vec<(&'static str, String, String)> = match event {
        Event::Disable => vec![
            ("apps", overview::stops_title(language).into(), overview::stops_text(language).into()),
            ("users", overview::refused_title(language).into(), overview::refused_text(language).into()),
            ("clock", overview::at_once_title(language).into(), overview::at_once_text(language).into()),
            ("history", overview::kept_title(language).into(), overview::kept_text(language, ends)),
        ],
        Event::Enable => vec![
            ("users", overview::resumes_title(language).into(), overview::resumes_text(language).into()),
            ("clock", overview::at_once_title(language).into(), overview::at_once_text(language).into()),
            ("calendar", overview::term_title(language).into(), overview::term_text(language, ends)),
        ],
        Event::Delete if grace == 0 => vec![
            ("trash", overview::gone_title(language).into(), overview::gone_text(language).into()),
            (
                "lock",
                overview::number_gone_title(language).into(),
                overview::number_gone_text(language).into(),
            ),
        ],
        Event::Delete => vec![
            ("history", overview::grace_title(language, grace), overview::grace_text(language).into()),
            ("trash", overview::gone_title(language).into(), overview::gone_text(language).into()),
            ("key", overview::key_gone_title(language).into(), overview::key_gone_text(language).into()),
            (
                "lock",
                overview::number_gone_title(language).into(),
                overview::number_gone_text(language).into(),
            ),
        ],
    };
    let items: Vec<AnyView> = effects
        .into_iter()
        .map(|(icon, title, text)| {
            view! { <li><Icon name=icon/><div>{title}<small>{text}</small></div></li> }.into_any()
        })
        .collect();
    view! { <ul class="effects">{items}</ul> }.into_any()
}
