//! `/setup`: available on the first start only.

use domain::field::Field;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::AuthPage;
use super::api::CreateOwner;
use crate::i18n::text::auth;
use crate::shell::preferences::language;
use crate::ui::{ErrorSummary, Post, PostForm, SubmitButton, TextField};

/// Creates the owner, with the code that the console printed. Once an owner exists, the server redirects away from
/// here.
#[component]
pub(crate) fn SetupPage() -> AnyView {
    let language = language();
    let post = Post::to(CreateOwner::PATH).fresh();
    let failure = post.failure;
    view! {
        <AuthPage title=auth::setup_title(language) lead=auth::setup_lead(language)>
            <PostForm post class="form">
                <ErrorSummary failure/>
                <TextField field=Field::SetupCode label=auth::setup_code(language) mono=true failure first=true
                    hint=auth::setup_code_hint(language)/>
                <TextField field=Field::Email label=auth::email(language) kind="email" autocomplete="username" failure/>
                <TextField field=Field::Password label=auth::password(language) kind="password"
                    autocomplete="new-password" reveal=true failure hint=auth::password_hint(language)/>
                <SubmitButton label=auth::create_owner(language) tone="primary wide" pending=post.pending/>
            </PostForm>
        </AuthPage>
    }
    .into_any()
}
