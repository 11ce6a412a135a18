//! **Test push**: one push to one device, and what the vendor says.

use domain::account::language::Language;
use domain::certificate::{Certificate, TestResult};
use domain::field::Field;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::SendTestPush;
use super::card::hidden;
use super::query::AccessQuery;
use super::words::remedy_text;
use crate::i18n::certificate::certificate_field;
use crate::i18n::text::{push as words, words as common};
use crate::i18n::words::vendor_name;
use crate::shell::preferences::language;
use crate::ui::{Dialog, ErrorSummary, Icon, Post, PostForm, SubmissionToken, SubmitButton, TextField};

/// The form, with the result of the last test push.
#[component]
pub(super) fn TestPushDialog(
    certificate: Certificate,
    result: Option<TestResult>,
    query: Memo<AccessQuery>,
) -> AnyView {
    let language = language();
    let post = Post::to(SendTestPush::PATH);
    let failure = post.failure;
    let close = Signal::derive(move || query.get().base());
    let vendor = vendor_name(language, certificate.platform);
    let sent = |text: fn(&TestResult) -> &String| result.as_ref().map(text).cloned().unwrap_or_default();
    let (title, body, token) =
        (sent(|result| &result.title), sent(|result| &result.body), sent(|result| &result.token));
    let label = move |field| certificate_field(language, field);
    view! {
        <Dialog title=words::test_title(language, certificate.name.as_str()) lead=words::test_lead(language) close>
            <PostForm post>
                <SubmissionToken/>
                <div class="dialog-body">
                    <ErrorSummary failure/>
                    {result.as_ref().map(|result| outcome(result, vendor, language))}
                    {hidden(query.get_untracked().sdkappid, &certificate.id.to_string())}
                    <input type="hidden" name="back" value=close/>
                    <TextField field=Field::PushTitle label=label(Field::PushTitle) failure value=title first=true/>
                    <TextField field=Field::PushBody label=label(Field::PushBody) failure value=body/>
                    <TextField field=Field::DeviceToken label=label(Field::DeviceToken) failure value=token mono=true/>
                </div>
                <div class="dialog-foot">
                    <a class="btn" data-noscroll href=close>{common::close(language)}</a>
                    <SubmitButton label=words::send(language) icon="send" pending=post.pending/>
                </div>
            </PostForm>
        </Dialog>
    }
    .into_any()
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
    let remedy = remedy_text(language, result.remedy).map(|remedy| view! { <p class="small">{remedy}</p> });
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
