//! The page `/sign-in`.

use domain::field::Field;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;
use leptos_router::hooks::use_url;

use super::api::SignIn;
use super::{AuthPage, PasskeySignIn, ProviderForm, ProviderNotice};
use crate::address::{local_path, parameter};
use crate::i18n::text::{auth, provider};
use crate::shell::preferences::{language, provider};
use crate::ui::{Command, ErrorSummary, Icon, Post, PostForm, RESET_PASSWORD, SubmitButton, TextField};

/// The sign-in form. The server admits nobody here before there is an owner, nor anybody who is signed in.
#[component]
pub(crate) fn SignInPage() -> AnyView {
    let language = language();
    let post = Post::to(SignIn::PATH).fresh();
    let failure = post.failure;
    let next = use_url().with_untracked(|url| parameter(url.search(), "next"));
    let next = local_path(&next).map(ToOwned::to_owned).unwrap_or_default();
    let by_passkey = next.clone();
    let by_provider = next.clone();
    view! {
        <AuthPage title=auth::sign_in(language) lead=auth::sign_in_lead(language)>
            <ProviderNotice/>
            <PostForm post class="form">
                <ErrorSummary failure/>
                <TextField field=Field::Email label=auth::email(language) kind="email" autocomplete="username" failure first=true/>
                <TextField field=Field::Password label=auth::password(language) kind="password" autocomplete="current-password" failure/>
                <input type="hidden" name="next" value=next/>
                <SubmitButton label=auth::sign_in(language) tone="primary wide" pending=post.pending/>
            </PostForm>
            <PasskeySignIn next=by_passkey/>
            {provider().map(|name| {
                let label = provider::sign_in_with(language, &name);
                view! { <ProviderForm label next=by_provider tone="wide"/> }
            })}
            <details class="fold gate-help">
                <summary><Icon name="right" small=true/>{auth::cannot_sign_in(language)}</summary>
                <p class="small soft">{auth::forgotten(language)}</p>
                <Command text=RESET_PASSWORD/>
            </details>
        </AuthPage>
    }
    .into_any()
}
