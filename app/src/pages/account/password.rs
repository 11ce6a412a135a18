//! **Change password**.

use domain::field::Field;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::ChangePassword;
use crate::i18n::text::{account, auth};
use crate::shell::preferences::{email, language};
use crate::ui::{ErrorSummary, Post, PostForm, SubmissionToken, SubmitButton, TextField};

#[component]
pub(super) fn ChangePasswordCard() -> AnyView {
    let language = language();
    let post = Post::to(ChangePassword::PATH);
    let failure = post.failure;
    // Password managers look for the user name that belongs to the password.
    let email = email().unwrap_or_default().to_string();
    view! {
        <section class="card" aria-labelledby="password">
            <div class="card-head"><h2 id="password">{account::password_title(language)}</h2></div>
            <div class="card-body">
                <PostForm post class="form short">
                    <SubmissionToken/>
                    <ErrorSummary failure labels=vec![(Field::Password, account::current_password(language))]/>
                    <input class="sr" type="text" autocomplete="username" value=email readonly tabindex="-1" aria-hidden="true"/>
                    <TextField field=Field::Password label=account::current_password(language) kind="password"
                        autocomplete="current-password" failure/>
                    <TextField field=Field::NewPassword label=account::new_password(language) kind="password"
                        autocomplete="new-password" failure hint=auth::password_hint(language)/>
                    <p class="hint">{account::password_lead(language)}</p>
                    <div><SubmitButton label=account::change_password(language) pending=post.pending/></div>
                </PostForm>
            </div>
        </section>
    }
    .into_any()
}
