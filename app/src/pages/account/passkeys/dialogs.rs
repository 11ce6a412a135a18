//! The dialogs that rename and remove a passkey.

use domain::account::second_factor::PasskeyFacts;
use domain::field::Field;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::{RemovePasskey, RenamePasskey};
use crate::i18n::text::{common, overview, passkeys};
use crate::routes::PagePath;
use crate::shell::preferences::language;
use crate::ui::{Dialog, ErrorSummary, Post, PostForm, SubmissionToken, SubmitButton, TextField};

const RENAME: &str = "rename-passkey-";
const REMOVE: &str = "remove-passkey-";

/// A dialog about a passkey; its name in the URL contains the number of the passkey.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::pages::account) enum PasskeyDialog {
    Rename(PasskeyFacts),
    Remove(PasskeyFacts),
}

impl PasskeyDialog {
    /// `None` if no dialog has that name, or if the person has no such passkey.
    pub(in crate::pages::account) fn parse(name: &str, passkeys: &[PasskeyFacts]) -> Option<Self> {
        let numbered = |number: &str| {
            let number: i64 = number.parse().ok()?;
            passkeys.iter().find(|passkey| passkey.id.0 == number).cloned()
        };
        match (name.strip_prefix(RENAME), name.strip_prefix(REMOVE)) {
            (Some(number), _) => numbered(number).map(Self::Rename),
            (_, Some(number)) => numbered(number).map(Self::Remove),
            _ => None,
        }
    }

    /// The URL of the page with the dialog.
    pub(super) fn address(&self) -> String {
        let (name, passkey) = match self {
            Self::Rename(passkey) => (RENAME, passkey),
            Self::Remove(passkey) => (REMOVE, passkey),
        };
        format!("{}?dialog={name}{}", PagePath::Account, passkey.id)
    }
}

pub(in crate::pages::account) fn dialog_view(dialog: PasskeyDialog) -> AnyView {
    match dialog {
        PasskeyDialog::Rename(passkey) => view! { <RenameDialog passkey/> }.into_any(),
        PasskeyDialog::Remove(passkey) => view! { <RemoveDialog passkey/> }.into_any(),
    }
}

#[component]
fn RenameDialog(passkey: PasskeyFacts) -> AnyView {
    let language = language();
    let post = Post::to(RenamePasskey::PATH);
    let (failure, close) = (post.failure, PagePath::Account.to_string());
    view! {
        <Dialog title=passkeys::rename_title(language) lead=passkeys::rename_lead(language).to_owned() close=close.clone()>
            <PostForm post>
                <SubmissionToken/>
                <div class="dialog-body form">
                    <ErrorSummary failure/>
                    <input type="hidden" name="passkey" value=passkey.id.to_string()/>
                    <TextField field=Field::PasskeyName label=passkeys::name(language) failure first=true
                        value=passkey.name.as_str()/>
                </div>
                <div class="dialog-foot">
                    <a class="btn" data-noscroll="" href=close>{common::cancel(language)}</a>
                    <SubmitButton label=overview::save(language) pending=post.pending/>
                </div>
            </PostForm>
        </Dialog>
    }
    .into_any()
}

#[component]
fn RemoveDialog(passkey: PasskeyFacts) -> AnyView {
    let language = language();
    let post = Post::to(RemovePasskey::PATH);
    let close = PagePath::Account.to_string();
    view! {
        <Dialog title=passkeys::remove_question(language, passkey.name.as_str())
            lead=passkeys::remove_lead(language).to_owned() close=close.clone()>
            <PostForm post>
                <SubmissionToken/>
                <div class="dialog-body">
                    <ErrorSummary failure=post.failure/>
                    <input type="hidden" name="passkey" value=passkey.id.to_string()/>
                </div>
                <div class="dialog-foot">
                    <a class="btn" data-noscroll="" href=close autofocus>{common::cancel(language)}</a>
                    <SubmitButton label=passkeys::remove(language) tone="danger solid" pending=post.pending/>
                </div>
            </PostForm>
        </Dialog>
    }
    .into_any()
}
