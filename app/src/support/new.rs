//! `/support/new`: asks something.

use domain::field::Field;
use domain::language::Language;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::actions::FileRequest;
use crate::failure::Failure;
use crate::markup::Markup;
use crate::text::{help as words, words as common};
use crate::ui::{ErrorSummary, PageHead, Post, SubmissionToken, SubmitButton, TextField};
use crate::written::Written;

/// The form; `application` is what it is about at first.
pub(crate) fn page(application: &str, language: Language) -> Result<Written, Failure> {
    crate::ssr::signed_in()?;
    let failure = Post::to(FileRequest::PATH).failure;
    let content = view! {
        <PageHead title=words::new(language) lead=words::lead(language)/>
        <section class="card narrow" aria-label=words::new(language)>
            <form class="card-body form" method="post" action=FileRequest::PATH novalidate="">
                <SubmissionToken/>
                <ErrorSummary failure/>
                <TextField field=Field::Subject label=words::subject(language) failure first=true/>
                <TextField field=Field::Sdkappid label=words::application(language) failure mono=true optional=true
                    value=application.to_owned() hint=words::application_hint(language)/>
                <TextField field=Field::Message label=words::message(language) failure multiline=true/>
                <div class="row">
                    <SubmitButton label=words::send(language)/>
                    <a class="btn" href="/support">{common::cancel(language)}</a>
                </div>
            </form>
        </section>
    };
    Ok(Written {
        title: words::new(language).to_owned(),
        content: Markup::new(content.to_html()),
        dialog: None,
    })
}
