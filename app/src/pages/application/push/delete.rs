//! **Delete** of a certificate.

use domain::certificate::Certificate;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::DeleteCertificate;
use super::card::hidden;
use super::query::AccessQuery;
use crate::i18n::text::{common, push};
use crate::shell::preferences::language;
use crate::ui::{Dialog, ErrorSummary, Icon, Post, PostForm, SubmissionToken, SubmitButton};

/// Asks for confirmation before the certificate is deleted.
#[component]
pub(super) fn DeleteDialog(certificate: Certificate, query: Memo<AccessQuery>) -> AnyView {
    let language = language();
    let post = Post::to(DeleteCertificate::PATH);
    let id = certificate.id.to_string();
    let close = Signal::derive(move || query.get().base());
    let edit = format!("edit-{id}");
    view! {
        <Dialog
            title=push::delete_question(language, certificate.name.as_str())
            lead=push::delete_lead(language) close
        >
            <PostForm post>
                <SubmissionToken/>
                <div class="dialog-body">
                    <ErrorSummary failure=post.failure/>
                    {hidden(query.get_untracked().sdkappid, &id)}
                    <ul class="effects">
                        <li><Icon name="code"/><div>{push::delete_client(language, &id)}</div></li>
                        <li><Icon name="key"/><div>{push::delete_secret(language)}</div></li>
                    </ul>
                </div>
                <div class="dialog-foot">
                    <a class="btn grow" data-noscroll href=move || query.get().dialog(&edit)>
                        <Icon name="edit"/>{push::edit(language)}
                    </a>
                    <a class="btn" data-noscroll href=close autofocus=true>{common::cancel(language)}</a>
                    <SubmitButton label=common::confirm(language) tone="danger solid" pending=post.pending/>
                </div>
            </PostForm>
        </Dialog>
    }
    .into_any()
}
