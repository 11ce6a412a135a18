//! The dialogs of the page: **Add Certificate**, **Edit**, **Delete**.

use console::AccessSetting;
use domain::certificate::{Certificate, CertificateId};
use domain::language::Language;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::actions::DeleteCertificate;
use super::card::hidden;
use super::form;
use super::page::Asked;
use crate::markup::Markup;
use crate::text::{push as words, words as common};
use crate::ui::{ErrorSummary, Icon, Post, SubmissionToken};
use crate::written::WrittenDialog;

/// The dialog of that name, if there is one.
pub(super) fn dialog(
    name: &str,
    setting: &AccessSetting,
    asked: &Asked,
    language: Language,
) -> Option<WrittenDialog> {
    if name == "add" {
        return Some(form::add(setting, asked, language));
    }
    let (what, id) = name.rsplit_once('-')?;
    let id: CertificateId = id.parse().ok()?;
    let certificate = setting.certificate(id)?;
    match what {
        "edit" => Some(form::edit(setting, certificate, asked, language)),
        "delete" => Some(delete(certificate, asked, language)),
        _ => None,
    }
}

fn delete(certificate: &Certificate, asked: &Asked, language: Language) -> WrittenDialog {
    let failure = Post::to(DeleteCertificate::PATH).failure;
    let (id, close) = (certificate.id.to_string(), asked.base());
    let content = view! {
        <form method="post" action=DeleteCertificate::PATH novalidate="">
            <SubmissionToken/>
            <div class="dialog-body">
                <ErrorSummary failure/>
                {hidden(asked.sdkappid, &id)}
                <ul class="effects">
                    <li><Icon name="code"/><div>{words::delete_client(language, &id)}</div></li>
                    <li><Icon name="key"/><div>{words::delete_secret(language)}</div></li>
                </ul>
            </div>
            <div class="dialog-foot">
                <a class="btn grow" data-noscroll="" href=format!("{close}&dialog=edit-{id}")><Icon name="edit"/>{words::edit(language)}</a>
                <a class="btn" data-noscroll="" href=close.clone() autofocus=true>{common::cancel(language)}</a>
                <button class="btn danger solid" type="submit">{common::confirm(language)}</button>
            </div>
        </form>
    };
    WrittenDialog {
        title: words::delete_question(language, certificate.name.as_str()),
        lead: words::delete_lead(language).to_owned(),
        close,
        content: Markup::new(content.to_html()),
    }
}
