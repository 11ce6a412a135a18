//! The page `/account/verify`: a person who signed in a while ago proves again who they are, and goes on.

use std::sync::Arc;

use domain::account::session::Proofs;
use domain::field::Field;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::{VerifyCode, VerifyPassword, read_verification};
use crate::address::{local_path, parameter, use_page_url};
use crate::data::{page_data, show};
use crate::i18n::text::{auth, passkeys, provider, second_factor};
use crate::pages::account::passkeys::{VerifyPasskey, begin_verification};
use crate::pages::auth::{ProviderForm, ProviderNotice};
use crate::shell::frame::Page;
use crate::shell::preferences::{email, language, provider};
use crate::ui::{Ceremony, ErrorSummary, PageHead, PasskeyForm, Post, PostForm, SubmitButton, TextField};

#[component]
pub(crate) fn VerifyPage() -> AnyView {
    let url = use_page_url();
    let next = Memo::new(move |_| {
        let next = url.with(|url| parameter(&url.search, "next"));
        local_path(&next).map(ToOwned::to_owned).unwrap_or_default()
    });
    let proofs = page_data(|| (), |()| read_verification());
    show(proofs, move |proofs| shown(proofs, next.get_untracked()))
}

/// Passkeys and codes first, for whoever has them: they are quicker than a long password. One field has the focus, that of a refused
/// form if there is one.
fn shown(proofs: Proofs, next: String) -> AnyView {
    let language = language();
    let has_code = proofs.code;
    let title = second_factor::verify_title(language);
    let (by_code, by_password) = (Post::to(VerifyCode::PATH), Post::to(VerifyPassword::PATH));
    let starts_with_code = has_code && by_password.failure.with_untracked(Option::is_none);
    view! {
        <Page title>
            <PageHead title lead=second_factor::verify_lead(language)/>
            <div class="stack">
                <ProviderNotice/>
                {proofs.passkey.then(|| view! { <PasskeyCard next=next.clone()/> })}
                {has_code.then(|| view! { <CodeCard post=by_code next=next.clone() first=starts_with_code/> })}
                {proofs.password.then(|| {
                    view! { <PasswordCard post=by_password next=next.clone() first=!starts_with_code/> }
                })}
                {provider().filter(|_| proofs.provider).map(|name| view! { <ProviderCard name next/> })}
            </div>
        </Page>
    }
    .into_any()
}

/// The provider asks again who the person is.
#[component]
fn ProviderCard(name: Arc<str>, next: String) -> AnyView {
    let language = language();
    view! {
        <section class="card" aria-labelledby="by-provider">
            <div class="card-head"><h2 id="by-provider">{provider::use_provider(language, &name)}</h2></div>
            <div class="card-body">
                <p class="soft">{provider::asks_again(language, &name)}</p>
                <ProviderForm label=provider::go_to(language, &name) next/>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn PasskeyCard(next: String) -> AnyView {
    let language = language();
    let post = Post::to(VerifyPasskey::PATH);
    view! {
        <section class="card" aria-labelledby="by-passkey">
            <div class="card-head"><h2 id="by-passkey">{passkeys::with_one(language)}</h2></div>
            <div class="card-body">
                <PasskeyForm post ceremony=Ceremony::Get begin=|_| Box::pin(begin_verification())
                    label=passkeys::use_one(language) tone="primary">
                    <input type="hidden" name="next" value=next/>
                </PasskeyForm>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn CodeCard(post: Post, next: String, first: bool) -> AnyView {
    let language = language();
    let failure = post.failure;
    view! {
        <section class="card" aria-labelledby="by-code">
            <div class="card-head"><h2 id="by-code">{second_factor::use_code(language)}</h2></div>
            <div class="card-body">
                <PostForm post class="form short">
                    <ErrorSummary failure/>
                    <input type="hidden" name="next" value=next/>
                    <TextField field=Field::AuthenticationCode label=second_factor::code(language) mono=true
                        autocomplete="one-time-code" failure first hint=second_factor::code_hint(language)/>
                    <div><SubmitButton label=second_factor::verify(language) pending=post.pending/></div>
                </PostForm>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn PasswordCard(post: Post, next: String, first: bool) -> AnyView {
    let language = language();
    let failure = post.failure;
    // Password managers look for the user name that belongs to the password.
    let email = email().unwrap_or_default().to_string();
    view! {
        <section class="card" aria-labelledby="by-password">
            <div class="card-head"><h2 id="by-password">{second_factor::use_password(language)}</h2></div>
            <div class="card-body">
                <PostForm post class="form short">
                    <ErrorSummary failure/>
                    <input type="hidden" name="next" value=next/>
                    <input class="sr" type="text" autocomplete="username" value=email readonly tabindex="-1" aria-hidden="true"/>
                    <TextField field=Field::Password label=auth::password(language) kind="password"
                        autocomplete="current-password" failure first/>
                    <div><SubmitButton label=second_factor::verify(language) pending=post.pending/></div>
                </PostForm>
            </div>
        </section>
    }
    .into_any()
}
