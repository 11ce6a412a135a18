//! The page `/webhooks/new`: creates an endpoint.

use domain::field::Field;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::CreateWebhook;
use super::form::SettingsFields;
use crate::i18n::text::webhooks;
use crate::shell::frame::Page;
use crate::shell::preferences::language;
use crate::ui::{ErrorSummary, PageHead, Post, PostForm, SubmissionToken, SubmitButton};

/// The page **Add endpoint**.
#[component]
pub(crate) fn NewEndpointPage() -> AnyView {
    let language = language();
    let post = Post::to(CreateWebhook::PATH);
    let failure = post.failure;
    view! {
        <Page title=webhooks::add(language)>
            <PageHead title=webhooks::add(language) lead=webhooks::none_lead(language)/>
            <section class="card narrow" aria-label=webhooks::add(language)>
                <PostForm post class="card-body form">
                    <SubmissionToken/>
                    <ErrorSummary failure labels=vec![(Field::Description, webhooks::description(language))]/>
                    <SettingsFields failure first=true/>
                    <div class="row"><SubmitButton label=webhooks::create(language) pending=post.pending/></div>
                </PostForm>
            </section>
        </Page>
    }
    .into_any()
}
