//! The notice that an application is out of service, with the action that restores it.

use domain::account::permission::Permission;
use domain::application::ApplicationDetail;
use domain::application::lifecycle::{Event, Status, StatusCause};
use leptos::prelude::*;

use super::page::with_dialog;
use crate::i18n::messages::refusal_text;
use crate::i18n::text::{frame, overview, steps};
use crate::pages::applications::actions;
use crate::shell::preferences::language;
use crate::ui::{Icon, Permitted};

/// The notice with its action; `None` while the application is in service.
pub(super) fn out_of_service(detail: &ApplicationDetail) -> Option<AnyView> {
    let language = language();
    let application = &detail.application;
    let (sdkappid, life) = (application.sdkappid, &application.life);
    let dialog = |name: &str| with_dialog(sdkappid, name);
    let upgrade = || (format!("/applications/{sdkappid}/upgrade"), steps::renew(language), "calendar");
    let (title, text) = match application.status(detail.at) {
        Status::Disabled => (overview::disabled_title(language), overview::disabled_text(language)),
        Status::Suspended => (overview::suspended_title(language), overview::suspended_text(language)),
        Status::Enabled | Status::Deleted => return None,
    };
    let refusal = life.refusal(Event::Enable, detail.at);
    let permission = match life.cause(detail.at) {
        None | Some(StatusCause::ByHand) => Permission::ChangeStatus,
        Some(StatusCause::Arrears) => Permission::ViewBilling,
        Some(StatusCause::Refund | StatusCause::Lapsed) => Permission::ViewApplications,
    };
    let (href, label, icon) = match life.cause(detail.at) {
        None => (dialog("extend"), overview::extend(language), "calendar"),
        Some(StatusCause::Arrears) => ("/billing".into(), frame::billing(language), "receipt"),
        Some(StatusCause::Refund | StatusCause::Lapsed) => upgrade(),
        Some(StatusCause::ByHand) => {
            (dialog(Event::Enable.code()), overview::enable(language), actions::icon(Event::Enable))
        }
    };
    // For a suspended trial the button itself says that it can be extended.
    let why = refusal.filter(|_| life.edition.is_paid()).map(|refusal| refusal_text(language, refusal));
    let notice = view! {
        <div class="notice warn act">
            <Icon name="warn"/>
            <div>
                <p><b>{title}</b></p>
                <p>{text}</p>
                {why.map(|why| view! { <p>{why}</p> })}
            </div>
            <div class="acts">
                <Permitted permission label icon>
                    <a class="btn" data-noscroll href=href><Icon name=icon/>{label}</a>
                </Permitted>
            </div>
        </div>
    };
    Some(notice.into_any())
}
