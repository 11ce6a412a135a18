//! **Delete** on a paid application: explains, and files a request.

use domain::application::Application;
use domain::application::lifecycle::{Moment, Step};
use domain::field::Field;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::AskForDeletion;
use crate::i18n::messages::refusal_text;
use crate::i18n::text::{common, help};
use crate::routes::PagePath;
use crate::shell::preferences::language;
use crate::ui::{Dialog, ErrorSummary, Notice, Post, PostForm, SubmissionToken, SubmitButton, TextField};

/// The request for deletion, or why it cannot be filed.
#[component]
pub(crate) fn DeletionDialog(application: Application, at: Moment) -> AnyView {
    let language = language();
    let sdkappid = application.sdkappid;
    let close = PagePath::Application(sdkappid).to_string();
    let post = Post::to(AskForDeletion::PATH).rereading();
    let failure = post.failure;
    let refusal = application.life.refusal(Step::RequestDeletion, at);
    let name = application.name.as_str();
    let body = if let Some(refusal) = refusal {
        view! { <Notice><p>{refusal_text(language, refusal)}</p></Notice> }.into_any()
    } else {
        let subject = help::delete_subject(language, name, &sdkappid.to_string());
        view! {
            <ErrorSummary failure/>
            <p class="small soft">{help::delete_explained(language)}</p>
            <TextField field=Field::Subject label=help::subject(language) failure value=subject/>
            <TextField field=Field::Message label=help::message(language) failure multiline=true value=help::delete_reason(language)/>
        }
        .into_any()
    };
    let confirm = refusal.is_none().then(|| {
        view! { <SubmitButton label=common::confirm(language) pending=post.pending tone="danger solid"/> }
    });
    view! {
        <Dialog title=help::delete_question(language, name) lead=help::delete_lead(language) close=close.clone()>
            <PostForm post>
                <SubmissionToken/>
                <div class="dialog-body">
                    <input type="hidden" name="sdkappid" value=sdkappid.to_string()/>
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
