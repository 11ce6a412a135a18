//! The dialog that asks for the password again before a key is shown.

use domain::application::sdkappid::Sdkappid;
use domain::field::Field;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::UnlockKey;
use crate::address::escape;
use crate::i18n::text::{common, overview, second_factor};
use crate::routes::PagePath;
use crate::shell::preferences::{email, language};
use crate::ui::{Dialog, ErrorSummary, Post, PostForm, SubmitButton, TextField};

/// The dialog: **Password** -> **Show Key**.
#[component]
pub(super) fn PasswordDialog(
    sdkappid: Sdkappid,
    /// Whether a code of the person's authenticator app will do as well.
    has_second_factor: bool,
) -> AnyView {
    let language = language();
    let unlock = Post::to(UnlockKey::PATH);
    let failure = unlock.failure;
    let close = PagePath::Application(sdkappid).to_string();
    let by_code = format!("{}?next={}", PagePath::Verify, escape(&format!("{close}#key")));
    let email = email().unwrap_or_default().to_string();
    view! {
        <Dialog title=overview::password_question(language) lead=overview::password_lead(language) close=close.clone()>
            <PostForm post=unlock>
                <div class="dialog-body">
                    <ErrorSummary failure/>
                    <input type="hidden" name="sdkappid" value=sdkappid.to_string()/>
                    <input class="sr" type="text" autocomplete="username" value=email readonly tabindex="-1" aria-hidden="true"/>
                    <TextField field=Field::Password label=overview::password(language) kind="password"
                        autocomplete="current-password" failure first=true/>
                    {has_second_factor.then(|| view! {
                        <p><a href=by_code>{second_factor::use_code_instead(language)}</a></p>
                    })}
                </div>
                <div class="dialog-foot">
                    <a class="btn" data-noscroll href=close>{common::cancel(language)}</a>
                    <SubmitButton label=overview::show_key(language) pending=unlock.pending/>
                </div>
            </PostForm>
        </Dialog>
    }
    .into_any()
}
