//! **Test push**: one push to one device, and what the vendor says.

use domain::account::language::Language;
use domain::application::sdkappid::Sdkappid;
use domain::certificate::{Certificate, TestOutcome, TestResult};
use domain::field::Field;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::SendTestPush;
use super::card::hidden;
use super::labels::remedy_text;
use super::query::AccessQuery;
use crate::i18n::certificate::certificate_field;
use crate::i18n::names::vendor_name;
use crate::i18n::text::{common, push};
use crate::routes::PagePath;
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
    let sdkappid = query.get_untracked().sdkappid;
    let close = Signal::derive(move || query.get().base());
    let vendor = vendor_name(language, certificate.platform);
    let sent = |text: fn(&TestResult) -> &String| result.as_ref().map(text).cloned().unwrap_or_default();
    let (title, body, token) =
        (sent(|result| &result.title), sent(|result| &result.body), sent(|result| &result.token));
    let label = move |field| certificate_field(language, field);
    view! {
        <Dialog title=push::test_title(language, certificate.name.as_str()) lead=push::test_lead(language) close>
            <PostForm post>
                <SubmissionToken/>
                <div class="dialog-body">
                    <ErrorSummary failure/>
                    {result.as_ref().map(|result| answer(sdkappid, result, vendor, language))}
                    {hidden(sdkappid, &certificate.id.to_string())}
                    <input type="hidden" name="back" value=close/>
                    <TextField field=Field::PushTitle label=label(Field::PushTitle) failure value=title first=true/>
                    <TextField field=Field::PushBody label=label(Field::PushBody) failure value=body/>
                    <TextField field=Field::DeviceToken label=label(Field::DeviceToken) failure value=token mono=true/>
                </div>
                <div class="dialog-foot">
                    <a class="btn" data-noscroll href=close>{common::close(language)}</a>
                    <SubmitButton label=push::send(language) icon="send" pending=post.pending/>
                </div>
            </PostForm>
        </Dialog>
    }
    .into_any()
}

/// What became of it, with a link to its record.
fn answer(sdkappid: Sdkappid, result: &TestResult, vendor: &str, language: Language) -> AnyView {
    let record = result.task_id.parse().ok().map(|task| {
        let href = PagePath::PushRecord(sdkappid, task).to_string();
        view! { <p class="small"><a href=href>{push::open_record(language)}</a></p> }
    });
    match &result.outcome {
        None => view! {
            <div class="notice" role="status">
                <Icon name="clock"/>
                <div>
                    <p><b>{push::test_waits(language)}</b></p>
                    <p class="small">{push::test_waits_text(language)}</p>
                    {record}
                </div>
            </div>
        }
        .into_any(),
        Some(outcome) if outcome.accepted => {
            let text = match outcome.message_id.as_str() {
                "" => push::accepted(language, vendor),
                id => push::accepted_as(language, vendor, id),
            };
            view! { <div class="notice ok" role="status"><Icon name="ok"/><div><p>{text}</p>{record}</div></div> }
                .into_any()
        }
        Some(outcome) => not_accepted(outcome, vendor, record.into_any(), language),
    }
}

fn not_accepted(outcome: &TestOutcome, vendor: &str, record: AnyView, language: Language) -> AnyView {
    let said = [outcome.code.as_str(), outcome.words.as_str()];
    let said = said.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(": ");
    let remedy = remedy_text(language, outcome.remedy).map(|remedy| view! { <p class="small">{remedy}</p> });
    let retried = outcome.is_retried.then(|| view! { <p class="small">{push::test_retried(language)}</p> });
    let title = if outcome.is_retried {
        push::not_accepted_yet(language, vendor)
    } else {
        push::refused(language, vendor)
    };
    view! {
        <div class="notice bad" role="alert">
            <Icon name="fail"/>
            <div>
                <p><b>{title}</b></p>
                <p class="small">{push::vendor_said(language)}": "<span class="mono" translate="no">{said}</span></p>
                {remedy}
                {retried}
                {record}
            </div>
        </div>
    }
    .into_any()
}
