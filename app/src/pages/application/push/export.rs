//! **Export**: all certificates of an application as one encrypted file.

use domain::account::language::Language;
use domain::field::Field;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::query::AccessQuery;
use super::transfer_api::ExportCertificates;
use crate::i18n::certificate::certificate_field;
use crate::i18n::text::{common, push};
use crate::routes::PagePath;
use crate::shell::preferences::language;
use crate::ui::{Dialog, ErrorSummary, Icon, Post, PostForm, SubmitButton, TextField};

/// The export form, or a link to the created file, stored under `token`.
#[component]
pub(super) fn ExportDialog(token: Option<String>, query: Memo<AccessQuery>) -> AnyView {
    let language = language();
    let close = Signal::derive(move || query.get().base());
    let content = match token {
        Some(token) => {
            let application = PagePath::Application(query.get_untracked().sdkappid);
            let file = format!("{application}/push/certificates.json?answer={token}");
            view! {
                <div class="dialog-body">
                    <div class="notice ok" role="status"><Icon name="ok"/><div><p>{push::export_ready(language)}</p></div></div>
                </div>
                <div class="dialog-foot">
                    <a class="btn" data-noscroll href=close>{common::close(language)}</a>
                    <a class="btn primary" href=file rel="external" download="" autofocus=true>
                        <Icon name="download"/>{push::download(language)}
                    </a>
                </div>
            }
            .into_any()
        }
        None => form(query, close, language),
    };
    view! {
        <Dialog title=push::export_title(language) lead=push::export_lead(language) close>{content}</Dialog>
    }
    .into_any()
}

fn form(query: Memo<AccessQuery>, close: Signal<String>, language: Language) -> AnyView {
    let post = Post::to(ExportCertificates::PATH);
    let failure = post.failure;
    view! {
        <PostForm post>
            <div class="dialog-body">
                <ErrorSummary failure/>
                {place(query)}
                <TextField
                    field=Field::Password label=push::export_password(language) failure kind="password"
                    autocomplete="current-password" first=true
                />
                <TextField
                    field=Field::Passphrase label=certificate_field(language, Field::Passphrase) failure kind="password"
                    autocomplete="new-password" hint=push::export_hint(language)
                />
            </div>
            <div class="dialog-foot">
                <a class="btn" data-noscroll href=close>{common::cancel(language)}</a>
                <SubmitButton label=common::confirm(language) pending=post.pending/>
            </div>
        </PostForm>
    }
    .into_any()
}

/// The hidden fields for the application and the tab to which a form returns.
pub(super) fn place(query: Memo<AccessQuery>) -> AnyView {
    let AccessQuery { sdkappid, tab, .. } = query.get_untracked();
    view! {
        <input type="hidden" name="sdkappid" value=sdkappid.to_string()/>
        <input type="hidden" name="platform" value=tab.code()/>
    }
    .into_any()
}
