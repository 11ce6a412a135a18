//! The page `/applications/{sdkappid}`.

use std::sync::Arc;

use domain::account::permission::Permission;
use domain::application::lifecycle::Event;
use domain::application::sdkappid::Sdkappid;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::api::{Overview, read_overview};
use super::basic::Basic;
use super::calls::calls;
use super::change_dialog::ChangeDialog;
use super::edit::Edit;
use super::key::Key;
use super::password_dialog::PasswordDialog;
use super::recent::RecentChanges;
use crate::address::{parameter, use_page_url};
use crate::data::{page_data, show};
use crate::i18n::text::overview;
use crate::pages::application::administrators::AdministratorsCard;
use crate::pages::application::extension::ExtensionDialog;
use crate::pages::application::keys::KeyDialog;
use crate::pages::application::package::{EditionsDialog, PackageCard, RefundDialog};
use crate::pages::support::DeletionDialog;
use crate::routes::PagePath;
use crate::shell::focus;
use crate::shell::frame::Page;
use crate::shell::preferences::language;
use crate::ui::{ForbiddenReasons, Icon, PageHead, ShowAsCode};

/// What the URL requests, besides the application.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct OverviewQuery {
    /// The name of the open dialog; empty if none is.
    dialog: String,
    /// The version being edited; `None` if nothing is.
    edit: Option<i64>,
}

/// The page **Overview**.
#[component]
pub(crate) fn OverviewPage() -> AnyView {
    let (path, url) = (use_params_map(), use_page_url());
    let query = move |name| url.with(|url| parameter(&url.search, name));
    let sdkappid = Memo::new(move |_| path.with(|map| map.get("sdkappid").unwrap_or_default()));
    let reveal = Memo::new(move |_| query("reveal"));
    let query_parameters = Memo::new(move |_| {
        let edit = Some(query("edit")).filter(|version| !version.is_empty());
        OverviewQuery { dialog: query("dialog"), edit: edit.map(|version| version.parse().unwrap_or(0)) }
    });
    let overview = page_data(
        move || (sdkappid.get(), reveal.get()),
        |(sdkappid, reveal)| read_overview(sdkappid, reveal),
    );
    show(overview, move |overview| page(overview, query_parameters))
}

fn page(overview: Overview, query_parameters: Memo<OverviewQuery>) -> AnyView {
    let language = language();
    let Overview { detail, package, .. } = overview.clone();
    let (sdkappid, name) = (detail.application.sdkappid, detail.application.name.to_string());
    let now = detail.at.now;
    let overview = Arc::new(overview);
    let open_dialog = {
        let overview = Arc::clone(&overview);
        Memo::new(move |_| {
            query_parameters
                .with(|query_parameters| OverviewDialog::named(&query_parameters.dialog, &overview))
        })
    };
    let edit = Memo::new(move |_| query_parameters.with(|query_parameters| query_parameters.edit));
    // The focused element is replaced: the focus moves to the first field, and later back to **Edit**.
    Effect::watch(move || edit.get(), |_, _, _| focus::arrived(), false);
    let dialog = move || open_dialog.get().map(|open_dialog| open_dialog.view(&overview));
    let has_dialog = open_dialog.with_untracked(Option::is_some);
    let basic = {
        let detail = detail.clone();
        move || match edit.get() {
            Some(seen) => view! { <Edit detail=detail.clone() seen/> }.into_any(),
            None => view! { <Basic detail=detail.clone()/> }.into_any(),
        }
    };
    let calls = calls(language, &detail.application, &detail.key);
    view! {
        <Page
            title=name
            dialog=Some(dialog.into_any())
            inert=Signal::derive(move || open_dialog.with(Option::is_some))
        >
            <PageHead title=overview::title(language) lead=overview::lead(language)>
                <a class="btn" href=PagePath::UserSig(sdkappid).to_string()>
                    <Icon name="sign"/>{overview::generate_usersig(language)}
                </a>
            </PageHead>
            <ForbiddenReasons permissions=&[
                Permission::EditApplications,
                Permission::ChangeStatus,
                Permission::ShowKeys,
                Permission::RotateKeys,
                Permission::OrderPackages,
            ]/>
            <div class="stack">
                <div class="split">
                    <div class="stack">
                        {basic}
                        <Key detail=detail.clone() has_dialog/>
                        <AdministratorsCard sdkappid users=detail.administrators/>
                    </div>
                    <div class="stack">
                        <PackageCard package/>
                        <RecentChanges now changes=detail.recent/>
                    </div>
                </div>
                <ShowAsCode calls/>
            </div>
        </Page>
    }
    .into_any()
}

/// A dialog over the page.
#[derive(Debug, Clone, PartialEq, Eq)]
enum OverviewDialog {
    Password,
    Change(Event),
    Extension,
    Editions,
    Refund,
    Deletion,
    Key(KeyDialog),
}

impl OverviewDialog {
    /// The dialog that the URL calls `code`; `None` if there is no such dialog or it does not apply now.
    fn named(code: &str, Overview { detail, package, .. }: &Overview) -> Option<Self> {
        Some(match code {
            "password" => Self::Password,
            "extend" => Self::Extension,
            "editions" => Self::Editions,
            "refund" if package.operator => Self::Refund,
            "request-deletion" => Self::Deletion,
            _ => match Event::from_code(code) {
                Some(event) => Self::Change(event),
                None => Self::Key(KeyDialog::named(code, &detail.keys, detail.at.now)?),
            },
        })
    }

    fn view(self, Overview { detail, package, has_second_factor }: &Overview) -> AnyView {
        let (application, at) = (detail.application.clone(), detail.at);
        let sdkappid = application.sdkappid;
        match self {
            Self::Password => {
                view! { <PasswordDialog sdkappid has_second_factor=*has_second_factor/> }.into_any()
            }
            Self::Change(event) => view! { <ChangeDialog event application at/> }.into_any(),
            Self::Extension => view! { <ExtensionDialog application at/> }.into_any(),
            Self::Editions => view! { <EditionsDialog package=package.clone()/> }.into_any(),
            Self::Refund => {
                view! { <RefundDialog name=application.name package=package.clone()/> }.into_any()
            }
            Self::Deletion => view! { <DeletionDialog application at/> }.into_any(),
            Self::Key(dialog) => dialog.view(sdkappid),
        }
    }
}

/// The URL of the page with a dialog over it.
pub(super) fn with_dialog(sdkappid: Sdkappid, dialog: &str) -> String {
    format!("{}?dialog={dialog}", PagePath::Application(sdkappid))
}
