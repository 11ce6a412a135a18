//! A row of the list: the application, its next step, and the other actions on it.

use std::time::Duration;

use domain::account::language::Language;
use domain::account::permission::Permission;
use domain::application::Application;
use domain::application::alarms::Alarms;
use domain::application::lifecycle::{Event, Life, Moment, Refusal, Status, StatusCause, Step};
use domain::application::listing::ApplicationQuery;
use domain::application::sdkappid::Sdkappid;
use leptos::prelude::*;

use super::{actions, address};
use crate::i18n::messages::{forbidden_text, refusal_text};
use crate::i18n::names::{edition_name, region_name};
use crate::i18n::relative_time::relative;
use crate::i18n::text::{application_rows, applications, frame, health, money, overview, steps};
use crate::routes::PagePath;
use crate::shell::preferences::{forbidden, language};
use crate::ui::{CopyButton, Day, Icon, StatusBadge};

/// How long before its end a term needs renewal.
const SOON: Duration = Duration::from_hours(7 * 24);

/// The row. Its dialogs open over the list for `query`.
pub(super) fn row(
    application: &Application,
    alarms: Alarms,
    at: Moment,
    query: &ApplicationQuery,
) -> AnyView {
    let language = language();
    let (sdkappid, life) = (application.sdkappid, &application.life);
    let description = match application.description.as_str() {
        "" => applications::no_description(language).to_owned(),
        text => text.to_owned(),
    };
    let name = application.name.to_string();
    let (distance, tone) = relative(language, at.now, life.term.end());
    let next = next_step(sdkappid, life, at, query, language).map(|(href, label)| {
        let name = name.clone();
        view! { <a class="btn sm" data-noscroll href=href>{label}<span class="sr">" "{name}</span></a> }
    });
    let menu = format!("more-{sdkappid}");
    let actions: Vec<AnyView> = actions::available(life, at)
        .map(|(event, refusal)| action(sdkappid, event, refusal, query, language))
        .collect();
    view! {
        <tr role="row">
            <td role="cell" class="c-name">
                <a href=PagePath::Application(sdkappid).to_string()>{name.clone()}</a>
                {alarm_link(sdkappid, alarms, language)}
                <small>{description}</small>
            </td>
            <td role="cell" class="c-id">
                <span class="copy">
                    <span class="mono">{sdkappid.to_string()}</span>
                    <CopyButton label=application_rows::copy_id(language, &sdkappid.to_string()) text=sdkappid.to_string()/>
                </span>
            </td>
            <td role="cell" class="c-edition"><span class="tag">{edition_name(language, life.edition)}</span></td>
            <td role="cell" class="c-status"><StatusBadge status=application.status(at)/></td>
            <td role="cell" class="c-region">{region_name(language, application.region)}</td>
            <td role="cell" class="c-date c-created"><Day at=application.created_at/></td>
            <td role="cell" class="c-date c-expires"><Day at=life.term.end()/>" "<small class=tone>{distance}</small></td>
            <td role="cell" class="c-act">
                <span class="copy">
                    {next}
                    <button type="button" class="icon-btn" popovertarget=menu.clone() aria-label=application_rows::more_actions(language, &name)>
                        <Icon name="more"/>
                    </button>
                </span>
                <ul class="menu" id=menu popover>
                    {pages(sdkappid, life, at, language)}
                    {actions}
                </ul>
            </td>
        </tr>
    }
    .into_any()
}

/// A link to the certificates that fail, or else to those that are about to expire.
fn alarm_link(sdkappid: Sdkappid, alarms: Alarms, language: Language) -> Option<AnyView> {
    let (class, health, text) = match alarms {
        Alarms { failing: 0, expiring: 0 } => return None,
        Alarms { failing: 0, expiring } => ("tag warn", "expiring", health::expiring(language, expiring)),
        Alarms { failing, .. } => ("tag bad", "failing", health::failing(language, failing)),
    };
    let href = format!("{}?health={health}", PagePath::Access(sdkappid));
    Some(view! { " "<a class=class href=href>{text}</a> }.into_any())
}

/// URL and label of the application's next step, if there is one.
fn next_step(
    sdkappid: Sdkappid,
    life: &Life,
    at: Moment,
    query: &ApplicationQuery,
    language: Language,
) -> Option<(String, &'static str)> {
    let upgrade = || (PagePath::Upgrade(sdkappid).to_string(), steps::renew(language));
    let ends_soon = life.term.end() <= at.now.plus(SOON);
    match life.status(at) {
        Status::Suspended | Status::Enabled if !life.edition.is_paid() => {
            let is_due = ends_soon && life.refusal(Step::Extend, at).is_none();
            is_due.then(|| (extension(sdkappid), overview::extend(language)))
        }
        Status::Enabled => (ends_soon && !life.auto_renew).then(upgrade),
        Status::Disabled => match life.cause(at)? {
            StatusCause::ByHand => Some((dialog(sdkappid, Event::Enable, query), overview::enable(language))),
            StatusCause::Arrears => Some((PagePath::Billing.to_string(), frame::billing(language))),
            StatusCause::Refund | StatusCause::Lapsed => Some(upgrade()),
        },
        Status::Suspended | Status::Deleted => None,
    }
}

/// The URL of the dialog **Apply for Extension** of an application.
fn extension(sdkappid: Sdkappid) -> String {
    format!("{}?dialog=extend", PagePath::Application(sdkappid))
}

/// The URL of a dialog about an application, over the list.
fn dialog(sdkappid: Sdkappid, event: Event, query: &ApplicationQuery) -> String {
    address::with(query, &[("dialog", event.code()), ("app", &sdkappid.to_string())])
}

/// Links to the pages of an application and the actions there.
fn pages(sdkappid: Sdkappid, life: &Life, at: Moment, language: Language) -> Vec<AnyView> {
    let extends = !life.edition.is_paid() && life.refusal(Step::Extend, at).is_none();
    [
        Some((PagePath::Access(sdkappid).to_string(), frame::access(language))),
        Some((PagePath::UserSig(sdkappid).to_string(), "UserSig")),
        Some((format!("{}#key", PagePath::Application(sdkappid)), overview::show_key(language))),
        extends.then(|| (extension(sdkappid), overview::extend(language))),
        Some((PagePath::Upgrade(sdkappid).to_string(), money::renewal_upgrade(language))),
    ]
    .into_iter()
    .flatten()
    .map(|(href, name)| view! { <li><a href=href>{name}</a></li> }.into_any())
    .collect()
}

/// **Disable**, **Enable** or **Delete**, with the reason if it is unavailable.
fn action(
    sdkappid: Sdkappid,
    event: Event,
    refusal: Option<Refusal>,
    query: &ApplicationQuery,
    language: Language,
) -> AnyView {
    let (label, icon) = (actions::label(event, language), actions::icon(event));
    let class = (event == Event::Delete).then_some("danger");
    let forbidden = forbidden(Permission::ChangeStatus).map(|refusal| forbidden_text(language, refusal));
    let reason = forbidden.or_else(|| refusal.map(|refusal| refusal_text(language, refusal).to_owned()));
    let Some(reason) = reason else {
        let href = dialog(sdkappid, event, query);
        return view! { <li><a data-noscroll class=class href=href><Icon name=icon/><span>{label}</span></a></li> }
            .into_any();
    };
    view! {
        <li><button type="button" aria-disabled="true"><Icon name=icon/><span>{label}</span><small>{reason}</small></button></li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use domain::billing::catalogue::Policy;
    use domain::billing::edition::Edition;
    use domain::time::Timestamp;

    use super::*;

    /// The label of the next step for an application that was created and, `days` later, changed by `change`.
    fn step_after(days: u64, change: impl Fn(&mut Life, Moment)) -> Option<&'static str> {
        let created = Timestamp::from_unix_seconds(1_700_000_000);
        let now = created.plus(Duration::from_hours(24 * days));
        let at = Moment { now, arrears_since: None, policy: Policy::default() };
        let mut life = Life::begin(created);
        change(&mut life, at);
        let step =
            next_step(Sdkappid::from_random(7), &life, at, &ApplicationQuery::default(), Language::English);
        step.map(|(_, label)| label)
    }

    #[test]
    fn a_row_offers_what_its_application_needs_next() {
        let paid = |life: &mut Life, _: Moment| life.edition = Edition::Standard;
        assert_eq!(step_after(1, |_, _| ()), None);
        assert_eq!(step_after(25, |_, _| ()), Some("Apply for Extension"));
        assert_eq!(step_after(40, |_, _| ()), Some("Apply for Extension"));
        assert_eq!(step_after(1, |life, at| *life = life.next(Event::Disable, at).unwrap()), Some("Enable"));
        assert_eq!(step_after(1, paid), None);
        assert_eq!(step_after(25, paid), Some("Renew"));
        let renewing = |life: &mut Life, at: Moment| {
            paid(life, at);
            life.auto_renew = true;
        };
        assert_eq!(step_after(25, renewing), None);
        assert_eq!(step_after(40, paid), Some("Renew"));
    }
}
