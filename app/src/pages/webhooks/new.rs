//! The page `/webhooks/new`: creates an endpoint.

use domain::account::language::Language;
use domain::field::Field;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::CreateWebhook;
use super::form::SettingsFields;
use crate::i18n::text::{as_code, webhooks};
use crate::shell::frame::Page;
use crate::shell::preferences::language;
use crate::ui::{ApiCall, ErrorSummary, PageHead, Post, PostForm, ShowAsCode, SubmissionToken, SubmitButton};

/// An endpoint to create by the API.
const NEW: &str = r#"{"url": "https://hooks.example.com/console", "events": ["certificate.failing"]}"#;

/// The call that does what the form does, with its name.
pub(super) fn create_call(language: Language) -> (&'static str, ApiCall) {
    (as_code::create_webhook(language), ApiCall::new("POST", "/webhooks").with_body(NEW))
}

/// The page **Add endpoint**.
#[component]
pub(crate) fn NewEndpointPage() -> AnyView {
    let language = language();
    let post = Post::to(CreateWebhook::PATH);
    let failure = post.failure;
    view! {
        <Page title=webhooks::add(language)>
            <PageHead title=webhooks::add(language) lead=webhooks::none_lead(language)/>
            <div class="stack">
                <section class="card narrow" aria-label=webhooks::add(language)>
                    <PostForm post class="card-body form">
                        <SubmissionToken/>
                        <ErrorSummary failure labels=vec![(Field::Description, webhooks::description(language))]/>
                        <SettingsFields failure first=true/>
                        <div class="row"><SubmitButton label=webhooks::create(language) pending=post.pending/></div>
                    </PostForm>
                </section>
                <ShowAsCode calls=vec![create_call(language)]/>
            </div>
        </Page>
    }
    .into_any()
}
