//! The card **Basic Information**.

use domain::account::permission::Permission;
use domain::application::lifecycle::{Event, Moment, Refusal, Status};
use domain::application::sdkappid::Sdkappid;
use domain::application::{Application, ApplicationDetail};
use domain::time::Timestamp;
use leptos::prelude::*;

use super::page::with_dialog;
use super::service::out_of_service;
use crate::i18n::messages::refusal_text;
use crate::i18n::names::region_name;
use crate::i18n::relative_time::relative;
use crate::i18n::text::{applications, common, overview, steps};
use crate::pages::applications::actions;
use crate::routes::PagePath;
use crate::shell::preferences::{forbidden, language};
use crate::ui::{CopyButton, Day, DisabledButton, Icon, Permitted, Reason, StatusBadge, forbidden_button};

/// The description of the application, and the actions on it.
#[component]
pub(super) fn Basic(detail: ApplicationDetail) -> AnyView {
    let language = language();
    let notice = out_of_service(&detail);
    let ApplicationDetail { at, application, .. } = detail;
    let now = at.now;
    let edit = format!("{}?edit={}", PagePath::Application(application.sdkappid), application.version);
    let description = match application.description.as_str() {
        "" => view! { <span class="faint">{applications::no_description(language)}</span> }.into_any(),
        text => view! { <span class="lines">{text.to_owned()}</span> }.into_any(),
    };
    // If the trial is over, the notice above contains this button.
    let is_running = !application.life.edition.is_paid() && application.status(at) != Status::Suspended;
    let extend = is_running.then(|| with_dialog(application.sdkappid, "extend"));
    view! {
        <section class="card" aria-labelledby="basic">
            <div class="card-head">
                <h2 id="basic">{overview::basic(language)}</h2>
                <Permitted permission=Permission::EditApplications label=overview::edit(language) icon="edit">
                    <a class="btn sm" id="edit-toggle" data-noscroll href=edit><Icon name="edit"/>{overview::edit(language)}</a>
                </Permitted>
            </div>
            {notice.map(|notice| view! { <div class="card-body">{notice}</div> })}
            <dl class="facts">
                <Number sdkappid=application.sdkappid/>
                <div><dt>{common::field_name(language)}</dt><dd>{application.name.as_str().to_owned()}</dd></div>
                <div><dt>{common::field_description(language)}</dt><dd>{description}</dd></div>
                {status_row(at, &application)}
                <div><dt>{applications::region(language)}</dt><dd>{region_name(language, application.region)}</dd></div>
                <div><dt>{applications::created(language)}</dt><dd><Day at=application.created_at/></dd></div>
                <Expiry now end=application.life.term.end() extend/>
            </dl>
        </section>
    }
    .into_any()
}

/// The SDKAppID with a copy button.
#[component]
pub(super) fn Number(sdkappid: Sdkappid) -> AnyView {
    view! {
        <div>
            <dt>"SDKAppID"</dt>
            <dd>
                <span class="copy">
                    <span class="mono">{sdkappid.to_string()}</span>
                    <CopyButton label=overview::copy_id(language()) text=sdkappid.to_string()/>
                </span>
            </dd>
        </div>
    }
    .into_any()
}

/// **Status**, with its actions on the right; unavailable ones give the reason.
pub(super) fn status_row(at: Moment, application: &Application) -> AnyView {
    let language = language();
    let status = application.status(at);
    if status == Status::Suspended {
        return view! {
            <div>
                <dt>{applications::status(language)}</dt>
                <dd><StatusBadge status/></dd>
                <dd class="under"><Reason id="why-0">{steps::suspended_rest(language)}</Reason></dd>
            </div>
        }
        .into_any();
    }
    // **Enable** is in the notice that the application is out of service.
    let offered: Vec<(Event, Option<Refusal>)> =
        actions::available(&application.life, at).filter(|(event, _)| *event != Event::Enable).collect();
    let mut reasons: Vec<Refusal> = Vec::new();
    for refusal in offered.iter().filter_map(|(_, refusal)| *refusal) {
        if !reasons.contains(&refusal) {
            reasons.push(refusal);
        }
    }
    let reason_id =
        |refusal| format!("why-{}", reasons.iter().position(|known| *known == refusal).unwrap_or(0));
    let acts: Vec<AnyView> = offered
        .iter()
        .map(|(event, refusal)| {
            let (label, icon) = (actions::label(*event, language), actions::icon(*event));
            if let Some(forbidden) = forbidden(Permission::ChangeStatus)
                && refusal.is_none_or(|refusal| refusal == Refusal::PaidDeletedOnRequest)
            {
                return forbidden_button(forbidden, label, Some(icon));
            }
            match refusal {
                None => {
                    let class = if *event == Event::Delete { "btn sm danger" } else { "btn sm" };
                    let href = with_dialog(application.sdkappid, event.code());
                    view! { <a class=class data-noscroll href=href><Icon name=icon/>{label}</a> }.into_any()
                }
                // A paid application is deleted on request: the reason links to the request.
                Some(Refusal::PaidDeletedOnRequest) => {
                    let href = with_dialog(application.sdkappid, "request-deletion");
                    view! { <a class="btn sm danger" data-noscroll href=href><Icon name=icon/>{label}</a> }
                        .into_any()
                }
                Some(refusal) => {
                    view! { <DisabledButton label icon reason_id=reason_id(*refusal)/> }.into_any()
                }
            }
        })
        .collect();
    let why: Vec<AnyView> = reasons
        .iter()
        .map(|refusal| (reason_id(*refusal), refusal_text(language, *refusal)))
        .map(|(id, text)| view! { <dd class="under"><Reason id>{text}</Reason></dd> }.into_any())
        .collect();
    view! {
        <div>
            <dt>{applications::status(language)}</dt>
            <dd><StatusBadge status/></dd>
            <dd class="acts">{acts}</dd>
            {why}
        </div>
    }
    .into_any()
}

/// The end of the term, and the time until then.
#[component]
pub(super) fn Expiry(
    now: Timestamp,
    end: Timestamp,
    /// The URL for extending the term; `None` for a paid package, which cannot be extended.
    #[prop(default = None)]
    extend: Option<String>,
) -> AnyView {
    let language = language();
    let (distance, tone) = relative(language, now, end);
    view! {
        <div>
            <dt>{applications::expires(language)}</dt>
            <dd><Day at=end/>" "<span class=tone>{distance}</span></dd>
            {extend.map(|href| view! {
                <dd class="acts">
                    <Permitted permission=Permission::ChangeStatus label=overview::extend(language)>
                        <a class="btn sm" data-noscroll href=href>{overview::extend(language)}</a>
                    </Permitted>
                </dd>
            })}
        </div>
    }
    .into_any()
}
