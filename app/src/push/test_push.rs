//! **Test push**: one push to one device, and what the vendor says.

use console::{AccessSetting, TestResult};
use domain::certificate::CertificateId;
use domain::field::Field;
use domain::language::Language;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::actions::SendTestPush;
use super::card::hidden;
use super::page::Asked;
use super::words::{remedy_text, vendor_name};
use crate::certificate::certificate_field;
use crate::markup::Markup;
use crate::text::{push as words, words as common};
use crate::ui::{ErrorSummary, Icon, Post, SubmissionToken, TextField};
use crate::written::WrittenDialog;

/// The dialog, with what became of the push before.
pub(super) fn dialog(
    setting: &AccessSetting,
    id: CertificateId,
    asked: &Asked,
    result: Option<&TestResult>,
    language: Language,
) -> Option<WrittenDialog> {
    let certificate = setting.certificate(id)?;
    let result = result.filter(|result| result.id == id);
    let failure = Post::to(SendTestPush::PATH).failure;
    let typed =
        |text: fn(&TestResult) -> &String| result.map(|result| text(result).clone()).unwrap_or_default();
    let field = |field: Field, value: String, mono: bool| {
        let (label, first) = (certificate_field(language, field), field == Field::PushTitle);
        view! { <TextField field label=label failure value mono=mono first=first/> }
    };
    let vendor = vendor_name(language, certificate.platform);
    let close = asked.base();
    let content = view! {
        <form method="post" action=SendTestPush::PATH novalidate="">
            <SubmissionToken/>
            <div class="dialog-body">
                <ErrorSummary failure/>
                {result.map(|result| outcome(result, vendor, language))}
                {hidden(asked.sdkappid, &id.to_string())}
                <input type="hidden" name="back" value=close.clone()/>
                {field(Field::PushTitle, typed(|result| &result.title), false)}
                {field(Field::PushBody, typed(|result| &result.body), false)}
                {field(Field::DeviceToken, typed(|result| &result.token), true)}
            </div>
            <div class="dialog-foot">
                <a class="btn" data-noscroll="" href=close.clone()>{common::close(language)}</a>
                <button class="btn primary" type="submit"><Icon name="send"/>{words::send(language)}</button>
            </div>
        </form>
    };
    Some(WrittenDialog {
        title: words::test_title(language, certificate.name.as_str()),
        lead: words::test_lead(language).to_owned(),
        close,
        content: Markup::new(content.to_html()),
    })
}

fn outcome(result: &TestResult, vendor: &str, language: Language) -> AnyView {
    if result.accepted {
        let text = match result.message_id.as_str() {
            "" => words::accepted(language, vendor),
            id => words::accepted_as(language, vendor, id),
        };
        return view! { <div class="notice ok" role="status"><Icon name="ok"/><div><p>{text}</p></div></div> }.into_any();
    }
    let said = [result.code.as_str(), result.words.as_str()];
    let said = said.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(": ");
    let remedy = remedy_text(language, &result.remedy).map(|remedy| view! { <p class="small">{remedy}</p> });
    view! {
        <div class="notice bad" role="alert">
            <Icon name="fail"/>
            <div>
                <p><b>{words::refused(language, vendor)}</b></p>
                <p class="small">{words::vendor_said(language)}": "<span class="mono" translate="no">{said}</span></p>
                {remedy}
            </div>
        </div>
    }
    .into_any()
}
