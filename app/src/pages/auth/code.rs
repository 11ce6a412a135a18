//! The page `/sign-in/code`: the second step of a sign-in.

use domain::field::Field;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;
use leptos_router::hooks::use_url;

use super::api::SignInWithCode;
use super::{AuthPage, PasskeySignIn};
use crate::address::{local_path, parameter};
use crate::i18n::text::second_factor;
use crate::shell::preferences::language;
use crate::ui::{Command, ErrorSummary, Icon, Post, PostForm, REMOVE_SECOND_FACTOR, SubmitButton, TextField};

/// Asks for the code that is still owed. It says nothing about whether somebody owes one.
#[component]
pub(crate) fn CodePage() -> AnyView {
    let language = language();
    let post = Post::to(SignInWithCode::PATH).fresh();
    let failure = post.failure;
    let next = use_url().with_untracked(|url| parameter(url.search(), "next"));
    let next = local_path(&next).map(ToOwned::to_owned).unwrap_or_default();
    let other_next = next.clone();
    view! {
        <AuthPage title=second_factor::sign_in_title(language) lead=second_factor::sign_in_lead(language)>
            <PostForm post class="form">
                <ErrorSummary failure/>
                <TextField field=Field::AuthenticationCode label=second_factor::code(language) mono=true
                    autocomplete="one-time-code" failure first=true hint=second_factor::code_hint(language)/>
                <input type="hidden" name="next" value=next/>
                <SubmitButton label=second_factor::verify(language) tone="primary wide" pending=post.pending/>
            </PostForm>
            <PasskeySignIn next=other_next second_step=true/>
            <details class="fold gate-help">
                <summary><Icon name="right" small=true/>{second_factor::lost(language)}</summary>
                <p class="small soft">{second_factor::lost_text(language)}</p>
                <Command text=REMOVE_SECOND_FACTOR/>
            </details>
        </AuthPage>
    }
    .into_any()
}
