//! The server implementation: no-ops.

use domain::account::second_factor::PasskeyRefusal;
use leptos::ev::{Event, SubmitEvent};
use leptos::html::Dialog;
use leptos::server_fn::codec::MultipartData;

use crate::failure::Failure;
use crate::ui::Ceremony;

pub(crate) fn focus(_: String) {}
pub(crate) fn copy(_: &str, _: impl Fn() + 'static) {}
pub(crate) fn print() {}
pub(crate) fn keep_refused(_: &str, _: &Failure) {}
/// Never constructed: only browsers submit forms.
pub(crate) enum Submission {}

impl Submission {
    pub(crate) fn of(_: &SubmitEvent) -> Option<Self> {
        None
    }

    pub(crate) fn filled(&self) -> Vec<(String, String)> {
        match *self {}
    }

    #[expect(clippy::unused_async, reason = "as in the browser")]
    pub(crate) async fn send(self) -> Result<Option<String>, Failure> {
        match self {}
    }
}

pub(crate) fn forget_seen() {}
pub(crate) fn close_popovers() {}
pub(crate) fn open_popover(_: &str) -> bool {
    false
}
pub(crate) fn reveal(_: String) {}
pub(crate) fn is_popover_open(_: &str) -> bool {
    false
}
pub(crate) fn is_typing<T>(_: &T) -> bool {
    false
}
pub(crate) fn is_apple() -> bool {
    false
}
pub(crate) fn shown(_: impl Fn() -> bool + 'static) {}
pub(crate) fn load(_: &str) {}
pub(crate) fn leave(_: &str) {}
pub(crate) fn later(_: u64, _: impl FnOnce() + 'static) {}
pub(crate) fn open_modally(_: &<Dialog as leptos::html::ElementType>::Output) {}
pub(crate) fn is_password(_: &Event) -> bool {
    false
}
pub(crate) fn form_around<T>(_: &T) -> Option<MultipartData> {
    None
}
pub(crate) fn has_focus<T>(_: &T) -> bool {
    false
}
pub(crate) fn is_own(_: &Event) -> bool {
    false
}
pub(crate) fn has_passkeys() -> bool {
    false
}

#[expect(clippy::unused_async, reason = "as in the browser")]
pub(crate) async fn passkey(_: Ceremony, _: &str) -> Result<String, PasskeyRefusal> {
    Err(PasskeyRefusal::Unsupported)
}

/// Never constructed: only browsers have buttons that are pressed.
pub(crate) enum FormAround {}

impl FormAround {
    pub(crate) fn of<T>(_: &T) -> Option<Self> {
        None
    }

    pub(crate) fn first_text(&self) -> String {
        match *self {}
    }

    pub(crate) fn submit_with(&self, _: &[(&str, &str)]) {
        match *self {}
    }
}
