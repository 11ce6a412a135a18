//! The page `/applications/{sdkappid}/push/records/{TaskId}`: what happened to one push.

use domain::account::language::Language;
use domain::delivery::Target;
use domain::delivery::record::PushRecord;
use leptos::prelude::*;

use super::api::{PushDetail, read_push_record};
use super::device::device_row;
use super::facts::facts_card;
use super::title_text;
use crate::address::use_page_url;
use crate::data::{page_data, show};
use crate::failure::{Failure, FailureKind};
use crate::i18n::text::{as_code, records};
use crate::routes::PagePath;
use crate::shell::frame::Page;
use crate::shell::preferences::language;
use crate::ui::{ApiCall, Icon, PageHead, ShowAsCode};

#[component]
pub(crate) fn PushRecordPage() -> AnyView {
    let url = use_page_url();
    let asked = Memo::new(move |_| match url.with(|url| PagePath::parse(&url.path)) {
        Some(PagePath::PushRecord(sdkappid, task_id)) => Some((sdkappid, task_id)),
        _ => None,
    });
    let push = page_data(
        move || asked.get(),
        async move |asked| match asked {
            Some((sdkappid, task_id)) => read_push_record(sdkappid, task_id.to_string()).await,
            None => Err(Failure::new(FailureKind::NotFound)),
        },
    );
    show(push, page)
}

fn page(detail: PushDetail) -> AnyView {
    let language = language();
    let summary = &detail.record.summary;
    let list = PagePath::Records(detail.sdkappid);
    let title = title_text(language, &summary.title);
    let is_running = summary.states.iter().any(|(state, count)| *count > 0 && !state.is_final());
    // Without `external`, the router would stay on the page that it has.
    let refresh = is_running.then(|| {
        let here = format!("{list}/{}", summary.task_id);
        view! { <a class="btn" href=here rel="external"><Icon name="rotate"/>{records::refresh(language)}</a> }
    });
    let path = format!("/applications/{}/pushes/{}", detail.sdkappid, summary.task_id);
    let calls = vec![(as_code::see_push(language), ApiCall::new("GET", path))];
    view! {
        <Page title=title.clone()>
            <PageHead title lead=records::record_lead(language)>
                <div class="row">
                    {refresh}
                    <a class="btn" href=list.to_string()>{records::title(language)}</a>
                </div>
            </PageHead>
            <div class="stack">
                {facts_card(language, &detail)}
                {devices(language, &detail)}
                {refused(language, &detail.record.refused)}
                <ShowAsCode calls/>
            </div>
        </Page>
    }
    .into_any()
}

/// A row for each device, as far as they are shown.
fn devices(language: Language, detail: &PushDetail) -> AnyView {
    let PushRecord { summary, devices, .. } = &detail.record;
    if devices.is_empty() {
        return view! {
            <section class="card card-body" aria-label=records::devices(language)>
                <p class="soft">{records::sent_to_none(language)}</p>
            </section>
        }
        .into_any();
    }
    let rows: Vec<AnyView> = devices.iter().map(|device| device_row(language, detail, device)).collect();
    let all: usize = summary.states.values().sum();
    let left_out = (all > devices.len()).then(|| {
        view! { <p class="table-note">{records::first_devices(language, devices.len(), all)}</p> }
    });
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label=records::devices(language)>
            <table class="table stacks traces">
                <thead><tr>
                    <th scope="col">{records::device(language)}</th>
                    <th scope="col">{records::user(language)}</th>
                    <th scope="col">{records::certificate(language)}</th>
                    <th scope="col">{records::state(language)}</th>
                    <th scope="col">{records::attempts(language)}</th>
                    <th scope="col">{records::vendor_said(language)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
            {left_out}
        </div>
    }
    .into_any()
}

/// The targets for which there was no device.
fn refused(language: Language, targets: &[Target]) -> Option<AnyView> {
    if targets.is_empty() {
        return None;
    }
    let lines: Vec<AnyView> = targets
        .iter()
        .map(|target| view! { <li class="mono" translate="no">{target.to_string()}</li> }.into_any())
        .collect();
    let card = view! {
        <section class="card" aria-labelledby="refused">
            <div class="card-head"><h2 id="refused">{records::refused(language)}</h2></div>
            <p class="card-body small soft">{records::refused_text(language)}</p>
            <ul class="lines">{lines}</ul>
        </section>
    };
    Some(card.into_any())
}

#[cfg(test)]
mod tests {
    use domain::certificate::{CertificateId, Platform};
    use domain::delivery::outcome::DeliveryState;
    use domain::delivery::record::{DeliveryEvent, DeviceRecord, PushSummary};
    use domain::time::Timestamp;
    use leptos::reactive::owner::Owner;

    use super::super::api::CertificateLabel;
    use super::*;

    fn certificate(number: u32) -> CertificateId {
        number.try_into().unwrap()
    }

    fn event(milliseconds: i64, state: DeliveryState, attempts: u8, reason: &str) -> DeliveryEvent {
        let reason = reason.split_once(' ').map(|(code, words)| (code.to_owned(), words.to_owned()));
        let at = Timestamp::from_micros(1_772_443_800_000_000 + milliseconds * 1_000);
        DeliveryEvent { at, state, attempts, reason, sent_before_stop: false }
    }

    fn device(certificate: CertificateId, events: Vec<DeliveryEvent>) -> DeviceRecord {
        let registered = Some(("phone-1".parse().unwrap(), Some("jo".parse().unwrap())));
        DeviceRecord { device: 1, test_token: None, registered, certificate, events }
    }

    /// The HTML of the table in English. All devices but these are waiting.
    fn html(devices: Vec<DeviceRecord>, waiting: usize) -> String {
        let mut states = std::collections::BTreeMap::from([(DeliveryState::Waiting, waiting)]);
        for device in &devices {
            *states.entry(device.state()).or_default() += 1;
        }
        let at = Timestamp::from_unix_seconds(1_772_443_800);
        let summary = PushSummary {
            number: 1,
            task_id: "batch_00ff0123456789abcdefabcd".into(),
            title: "Ward 3".into(),
            is_test: false,
            accepted_at: at,
            states,
            refused: 0,
        };
        let (text, from_account, data_id, refused) = Default::default();
        let record = PushRecord { summary, text, from_account, data_id, expires_at: at, refused, devices };
        let name = "App Store".parse().unwrap();
        let detail = PushDetail {
            now: at,
            sdkappid: "1400000001".parse().unwrap(),
            record,
            certificates: vec![CertificateLabel { id: certificate(7), name, platform: Platform::Apns }],
        };
        Owner::new().with(|| super::devices(Language::English, &detail).to_html())
    }

    #[test]
    fn a_device_has_its_events_and_what_the_vendor_said() {
        let html = html(
            vec![device(
                certificate(7),
                vec![
                    event(120, DeliveryState::Retrying, 1, "503 <busy>"),
                    event(1_250, DeliveryState::DoubtfulToken, 2, "BadDeviceToken wrong environment"),
                ],
            )],
            0,
        );
        for text in [
            "phone-1",
            "jo",
            "href=\"/applications/1400000001/push/access?platform=ios#c-7\"",
            "App Store",
            "tag warn",
            "Token refused",
            "Check whether both belong to the same app",
            "Events: 2",
            "2026-03-02 09:30:00.120 UTC",
            "2026-03-02 09:30:01.250 UTC",
            "&lt;busy&gt;",
            "Attempt 2",
        ] {
            assert!(html.contains(text), "{text}: {html}");
        }
        assert_eq!(html.matches("BadDeviceToken").count(), 2, "with the device and its event: {html}");
        assert!(!html.contains("devices are shown"), "{html}");
    }

    #[test]
    fn what_is_gone_is_no_link() {
        let gone = DeviceRecord { registered: None, ..device(certificate(8), Vec::new()) };
        let html = html(vec![gone], 600);
        assert!(html.contains("removed") && !html.contains("#c-8"), "{html}");
        assert!(!html.contains("<details"), "nothing has happened: {html}");
        assert!(html.contains("The first 1 of 601 devices are shown."), "{html}");
    }

    #[test]
    fn a_push_to_nobody_says_so() {
        assert!(html(Vec::new(), 0).contains("This push was sent to no device."));
    }
}
