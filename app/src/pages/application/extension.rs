//! **Apply for Extension** -> **Confirm**: extends the trial by one calendar month.

use domain::application::Application;
use domain::application::lifecycle::{Moment, Status, Step};
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use crate::failure::Failure;
#[cfg(feature = "ssr")]
use crate::i18n::done::Done;
use crate::i18n::messages::refusal_text;
use crate::i18n::text::{common, fields};
use crate::routes::PagePath;
use crate::shell::preferences::language;
use crate::ui::{Day, Dialog, ErrorSummary, Icon, Notice, Post, PostForm, SubmissionToken, SubmitButton};

/// Shows the current and the new end of the trial, or why it cannot be extended.
#[component]
pub(crate) fn ExtensionDialog(application: Application, at: Moment) -> AnyView {
    let language = language();
    let sdkappid = application.sdkappid;
    let post = Post::to(ExtendTrial::PATH).rereading();
    let extended = application.life.next(Step::Extend, at);
    let close = PagePath::Application(sdkappid).to_string();
    let confirm = extended
        .is_ok()
        .then(|| view! { <SubmitButton label=common::confirm(language) pending=post.pending/> });
    let body = match extended {
        Err(refusal) => view! { <Notice><p>{refusal_text(language, refusal)}</p></Notice> }.into_any(),
        Ok(life) => {
            let comes_back = (application.status(at) == Status::Suspended).then(|| {
                view! { <p class="reason"><Icon name="info" small=true/><span>{fields::comes_back(language)}</span></p> }
            });
            view! {
                <ErrorSummary failure=post.failure/>
                <dl class="facts dense plain short">
                    <div><dt>{fields::ends_now_title(language)}</dt><dd><Day at=application.life.term.end()/></dd></div>
                    <div><dt>{fields::ends_then_title(language)}</dt><dd><Day at=life.term.end()/></dd></div>
                </dl>
                {comes_back}
            }
            .into_any()
        }
    };
    let title = fields::extend_question(language, application.name.as_str());
    view! {
        <Dialog title lead=fields::extend_lead(language) close=close.clone()>
            <PostForm post>
                <SubmissionToken/>
                <div class="dialog-body">
                    <input type="hidden" name="sdkappid" value=sdkappid.to_string()/>
                    <input type="hidden" name="version" value=application.version.to_string()/>
                    {body}
                </div>
                <div class="dialog-foot">
                    <span class="grow mono faint">{sdkappid.to_string()}</span>
                    <a class="btn" data-noscroll href=close autofocus>{common::cancel(language)}</a>
                    {confirm}
                </div>
            </PostForm>
        </Dialog>
    }
    .into_any()
}

/// **Apply for Extension** -> **Confirm**. `version` is the one that the person saw.
#[server(endpoint = "extend_trial")]
pub async fn extend_trial(
    #[server(default)] sdkappid: String,
    #[server(default)] version: String,
) -> Result<(), Failure> {
    use crate::ssr::{actor, console, into_failure, parse_or_not_found, redirect};
    use domain::application::sdkappid::Sdkappid;
    let (console, actor) = (console(), actor());
    let sdkappid: Sdkappid = parse_or_not_found(&sdkappid)?;
    let seen = version.parse().unwrap_or(0);
    console.acting_as(&actor).applications().extend(sdkappid, seen).await.map_err(into_failure)?;
    redirect(&Done::Extended.on(PagePath::Application(sdkappid)));
    Ok(())
}
