//! The page `/support/new`: files a request.

use domain::field::Field;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::FileRequest;
use crate::address::{parameter, use_page_url};
use crate::i18n::text::{common, help};
use crate::routes::PagePath;
use crate::shell::frame::Page;
use crate::shell::preferences::language;
use crate::ui::{ErrorSummary, PageHead, Post, PostForm, SubmissionToken, SubmitButton, TextField};

/// The page **New request**. The URL preselects the application.
#[component]
pub(crate) fn NewRequestPage() -> AnyView {
    let language = language();
    let application = use_page_url().with_untracked(|url| parameter(&url.search, "application"));
    let post = Post::to(FileRequest::PATH);
    let failure = post.failure;
    view! {
        <Page title=help::new(language)>
            <PageHead title=help::new(language) lead=help::lead(language)/>
            <section class="card narrow" aria-label=help::new(language)>
                <PostForm post class="card-body form">
                    <SubmissionToken/>
                    <ErrorSummary failure/>
                    <TextField field=Field::Subject label=help::subject(language) failure first=true/>
                    <TextField field=Field::Sdkappid label=help::application(language) failure mono=true optional=true
                        value=application hint=help::application_hint(language)/>
                    <TextField field=Field::Message label=help::message(language) failure multiline=true/>
                    <div class="row">
                        <SubmitButton label=help::send(language) pending=post.pending/>
                        <a class="btn" href=PagePath::Support.to_string()>{common::cancel(language)}</a>
                    </div>
                </PostForm>
            </section>
        </Page>
    }
    .into_any()
}
