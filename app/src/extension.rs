//! **Apply for Extension** -> **Confirm**: the trial lasts one calendar month longer. Written by the server
//! alone.

use domain::application::Detail;
use domain::language::Language;
use domain::lifecycle::{Status, Step};
use domain::sdkappid::Sdkappid;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use crate::failure::Failure;
use crate::markup::Markup;
use crate::ssr::{actor, console, fail, go};
use crate::text::{words as common, written as words};
use crate::ui::{Day, ErrorSummary, Icon, Notice, Post, SubmissionToken, SubmitButton};
use crate::words::refusal_text;
use crate::written::WrittenDialog;

/// When the trial ends now, and when it would, or why it cannot be extended.
pub(crate) fn dialog(detail: &Detail, language: Language) -> WrittenDialog {
    let (application, now) = (&detail.application, detail.at);
    let sdkappid = application.sdkappid;
    let failure = Post::to(ExtendTrial::PATH).failure;
    let extended = application.life.next(Step::Extend, now);
    let close = format!("/applications/{sdkappid}");
    let confirm = extended.is_ok().then(|| view! { <SubmitButton label=common::confirm(language)/> });
    let body = match extended {
        Err(refusal) => view! { <Notice><p>{refusal_text(language, refusal)}</p></Notice> }.into_any(),
        Ok(life) => {
            let comes_back = (application.status(now) == Status::Suspended).then(|| {
                view! { <p class="reason"><Icon name="info" small=true/><span>{words::comes_back(language)}</span></p> }
            });
            view! {
                <ErrorSummary failure/>
                <dl class="facts dense plain short">
                    <div><dt>{words::ends_now_title(language)}</dt><dd><Day at=application.life.term.end()/></dd></div>
                    <div><dt>{words::ends_then_title(language)}</dt><dd><Day at=life.term.end()/></dd></div>
                </dl>
                {comes_back}
            }
            .into_any()
        }
    };
    let content = view! {
        <form method="post" action=ExtendTrial::PATH novalidate="">
            <SubmissionToken/>
            <div class="dialog-body">
                <input type="hidden" name="sdkappid" value=sdkappid.to_string()/>
                <input type="hidden" name="version" value=application.version.to_string()/>
                {body}
            </div>
            <div class="dialog-foot">
                <span class="grow mono faint">{sdkappid.to_string()}</span>
                <a class="btn" data-noscroll="" href=close.clone() autofocus=true>{common::cancel(language)}</a>
                {confirm}
            </div>
        </form>
    };
    WrittenDialog {
        title: words::extend_question(language, application.name.as_str()),
        lead: words::extend_lead(language).to_owned(),
        close,
        content: Markup::new(content.to_html()),
    }
}

/// **Apply for Extension** -> **Confirm**. `version` is the one that the person saw.
#[server(endpoint = "extend_trial")]
pub async fn extend_trial(
    #[server(default)] sdkappid: String,
    #[server(default)] version: String,
) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let sdkappid: Sdkappid = sdkappid.parse().map_err(|_| fail(::console::Error::NotFound))?;
    let seen = version.parse().unwrap_or(0);
    console.acting_as(&actor).applications().extend(sdkappid, seen).await.map_err(fail)?;
    go(&format!("/applications/{sdkappid}?done=extended"));
    Ok(())
}
