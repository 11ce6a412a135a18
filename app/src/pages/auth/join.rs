//! `/join`: accepts an invitation.

use domain::account::member::InvitationFacts;
use domain::field::Field;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::AuthPage;
use super::api::JoinAccount;
use crate::address::{parameter, use_page_url};
use crate::data::{once_ready, page_data};
use crate::i18n::names::role_name;
use crate::i18n::text::{auth, members};
use crate::pages::members::read_invitation;
use crate::shell::preferences::language;
use crate::ui::{ErrorSummary, Notice, Post, PostForm, SubmitButton, TextField};

/// Who is invited as what; they choose a password. A link that no longer works says so.
#[component]
pub(crate) fn JoinPage() -> AnyView {
    let url = use_page_url();
    let token = Memo::new(move |_| url.with(|url| parameter(&url.search, "token")));
    let invitation = page_data(move || token.get(), read_invitation);
    once_ready(move || async move {
        match invitation.await {
            Ok(invitation) => view! { <JoinForm invitation token=token.get_untracked()/> }.into_any(),
            Err(_) => view! { <LinkEnded/> }.into_any(),
        }
    })
}

#[component]
fn JoinForm(invitation: InvitationFacts, token: String) -> AnyView {
    let language = language();
    let post = Post::to(JoinAccount::PATH).fresh();
    let failure = post.failure;
    let lead = members::join_lead(language, &invitation.invited_by, role_name(language, invitation.role));
    view! {
        <AuthPage title=members::join_title(language) lead>
            <PostForm post class="form">
                <ErrorSummary failure/>
                <input type="hidden" name="token" value=token/>
                <div class="field">
                    <label for="f-email">{auth::email(language)}</label>
                    <input class="input" id="f-email" type="email" autocomplete="username" readonly=true
                        value=invitation.email.to_string()/>
                </div>
                <TextField field=Field::Password label=auth::password(language) kind="password"
                    autocomplete="new-password" reveal=true failure first=true hint=auth::password_hint(language)/>
                <SubmitButton label=members::join(language) tone="primary wide" pending=post.pending/>
            </PostForm>
        </AuthPage>
    }
    .into_any()
}

#[component]
fn LinkEnded() -> AnyView {
    let language = language();
    view! {
        <AuthPage title=members::join_title(language) lead="">
            <Notice><p>{members::link_ended(language)}</p></Notice>
        </AuthPage>
    }
    .into_any()
}
