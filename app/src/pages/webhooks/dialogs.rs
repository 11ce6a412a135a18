//! **Rotate secret** and **Delete**, each with its confirmation.

use domain::webhook::EndpointId;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::{DeleteWebhook, RotateWebhookSecret};
use crate::i18n::text::{common, webhooks};
use crate::routes::PagePath;
use crate::shell::preferences::language;
use crate::ui::{Dialog, ErrorSummary, Post, PostForm, SubmissionToken, SubmitButton};

/// A dialog over the page of an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EndpointDialog {
    Rotate,
    Delete,
}

impl EndpointDialog {
    /// The dialog that the URL calls `code`.
    pub(super) fn named(code: &str) -> Option<Self> {
        match code {
            "rotate" => Some(Self::Rotate),
            "delete" => Some(Self::Delete),
            _ => None,
        }
    }

    pub(super) fn view(self, id: EndpointId) -> AnyView {
        let language = language();
        let close = PagePath::Webhook(id.0).to_string();
        let (path, title, lead, tone) = match self {
            Self::Rotate => (
                RotateWebhookSecret::PATH,
                webhooks::rotate_question(language),
                webhooks::rotate_lead(language),
                "primary",
            ),
            Self::Delete => (
                DeleteWebhook::PATH,
                webhooks::delete_question(language),
                webhooks::delete_lead(language),
                "danger solid",
            ),
        };
        let post = Post::to(path);
        view! {
            <Dialog title lead=lead.to_owned() close=close.clone()>
                <PostForm post>
                    <SubmissionToken/>
                    <input type="hidden" name="endpoint" value=id.to_string()/>
                    <ErrorSummary failure=post.failure/>
                    <div class="dialog-foot">
                        <a class="btn grow" data-noscroll href=close autofocus=true>{common::cancel(language)}</a>
                        <SubmitButton label=common::confirm(language) tone pending=post.pending/>
                    </div>
                </PostForm>
            </Dialog>
        }
        .into_any()
    }
}
