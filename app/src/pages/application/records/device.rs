//! What happened to a push on one device.

use domain::account::language::Language;
use domain::certificate::CertificateId;
use domain::delivery::record::{DeliveryEvent, DeviceRecord};
use leptos::prelude::*;

use super::api::PushDetail;
use super::states::{icon_name, state_name, state_text, tag_class};
use crate::i18n::text::records;
use crate::routes::PagePath;
use crate::ui::{Exact, Icon};

/// The row of a device; its events unfold.
pub(super) fn device_row(language: Language, detail: &PushDetail, device: &DeviceRecord) -> AnyView {
    let state = device.state();
    let last = device.events.last();
    let attempts = last.map_or(0, |event| event.attempts);
    let (name, user) = match (&device.test_token, &device.registered) {
        (Some(token), _) => {
            let token = view! { <span class="mono" translate="no">{token.clone()}</span> }.into_any();
            (token, None)
        }
        (None, Some((name, user))) => {
            let name = view! { <span class="mono" translate="no">{name.to_string()}</span> }.into_any();
            (name, user.as_ref().map(ToString::to_string))
        }
        (None, None) => (view! { <span class="faint">{records::removed(language)}</span> }.into_any(), None),
    };
    let said = last.and_then(answer);
    let said_label = said.is_some().then(|| records::vendor_said(language));
    let user_label = user.is_some().then(|| records::user(language));
    view! {
        <tr>
            <td class="wide">{name}</td>
            <td class="wide mono" translate="no" data-label=user_label>{user}</td>
            <td class="wide" data-label=records::certificate(language)>{certificate(detail, device.certificate)}</td>
            <td class="wide">
                <span class=tag_class(state)>{state_name(language, state)}</span>
                <p class="small soft">{state_text(language, state)}</p>
                {events(language, &device.events)}
            </td>
            <td class="wide" data-label=records::attempts(language)>{attempts.to_string()}</td>
            <td class="wide" data-label=said_label>{said}</td>
        </tr>
    }
    .into_any()
}

/// The certificate's ID, as a link to its card unless it was deleted.
fn certificate(detail: &PushDetail, id: CertificateId) -> AnyView {
    let Some(label) = detail.certificates.iter().find(|label| label.id == id) else {
        return view! { <span class="mono">{id.to_string()}</span> }.into_any();
    };
    let page = PagePath::Access(detail.sdkappid);
    let href = format!("{page}?platform={}#c-{id}", label.platform.tab().code());
    view! { <a href=href><span class="mono">{id.to_string()}</span>" "<span>{label.name.to_string()}</span></a> }.into_any()
}

/// The vendor's code and words, verbatim.
fn answer(event: &DeliveryEvent) -> Option<AnyView> {
    let (code, text) = event.reason.clone()?;
    let text = (!text.is_empty()).then(|| view! { <span class="small soft" dir="auto">{text}</span> });
    Some(view! { <span translate="no"><span class="mono">{code}</span>" "{text}</span> }.into_any())
}

/// All events, the earliest first; nothing while the push waits.
fn events(language: Language, events: &[DeliveryEvent]) -> Option<AnyView> {
    if events.is_empty() {
        return None;
    }
    let lines: Vec<AnyView> = events.iter().map(|event| line(language, event)).collect();
    let fold = view! {
        <details class="fold">
            <summary><Icon name="right" small=true/>{records::events(language, events.len())}</summary>
            <ol class="events">{lines}</ol>
        </details>
    };
    Some(fold.into_any())
}

fn line(language: Language, event: &DeliveryEvent) -> AnyView {
    let attempt = (event.attempts > 0).then(|| {
        view! { <small class="change">{records::attempt(language, event.attempts)}</small> }
    });
    let before_stop = event.sent_before_stop.then(|| {
        view! { <small class="change">{records::sent_before_stop(language)}</small> }
    });
    let said = answer(event).map(|said| view! { <small class="change">{said}</small> });
    view! {
        <li>
            <Icon name=icon_name(event.state)/>
            <span>{state_name(language, event.state)}{attempt}{said}{before_stop}</span>
            <Exact at=event.at milliseconds=true/>
        </li>
    }
    .into_any()
}
