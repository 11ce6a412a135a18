//! The page `/applications/{sdkappid}`.

use domain::application::Detail;
use domain::lifecycle::Event;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::api::{Overview, application_detail};
use super::basic::Basic;
use super::change_dialog::ChangeDialog;
use super::edit::Edit;
use super::key::Key;
use super::password_dialog::PasswordDialog;
use crate::address::{parameter, use_page_url};
use crate::applications::address;
use crate::data::{page_data, show};
use crate::focus;
use crate::frame::Page;
use crate::preferences::language;
use crate::text::overview as words;
use crate::ui::{Icon, PageHead};
use crate::written::Over;

/// What the address asks for, besides the application.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Asked {
    /// Which dialog is open.
    dialog: String,
    /// The version that is edited; none when nothing is.
    edit: Option<i64>,
}

/// **Overview**.
#[component]
pub(crate) fn OverviewPage() -> AnyView {
    let (path, url) = (use_params_map(), use_page_url());
    let query = move |name| url.with(|url| parameter(&url.search, name));
    let sdkappid = Memo::new(move |_| path.with(|map| map.get("sdkappid").unwrap_or_default()));
    let reveal = Memo::new(move |_| query("reveal"));
    let asked = Memo::new(move |_| {
        let edit = Some(query("edit")).filter(|version| !version.is_empty());
        Asked { dialog: query("dialog"), edit: edit.map(|version| version.parse().unwrap_or(0)) }
    });
    // Dialogs about keys come from the server; the others are here already.
    let written = Memo::new(move |_| {
        asked.with(|asked| Some(asked.dialog.clone()).filter(|code| !is_own(code)).unwrap_or_default())
    });
    let overview = page_data(
        move || (sdkappid.get(), reveal.get(), written.get()),
        |(sdkappid, reveal, dialog)| application_detail(sdkappid, reveal, dialog),
    );
    show(overview, move |overview| page(overview, asked))
}

/// Whether the dialog is one that the browser makes by itself.
fn is_own(code: &str) -> bool {
    code == "password" || Event::from_code(code).is_some()
}

fn page(overview: Overview, asked: Memo<Asked>) -> AnyView {
    let language = language();
    let Overview { detail, keys, administrators, package, recent, dialog: written } = overview;
    let application = &detail.application;
    let (sdkappid, name) = (application.sdkappid, application.name.to_string());
    let dialog_code = Memo::new(move |_| asked.with(|asked| asked.dialog.clone()));
    let edit = Memo::new(move |_| asked.with(|asked| asked.edit));
    // What had the focus is replaced with it: to the first field, and back to **Edit**.
    Effect::new(move |_| {
        edit.track();
        focus::arrived();
    });
    let dialog = {
        let detail = detail.clone();
        let has_written = written.is_some();
        let written = StoredValue::new(written);
        let behind = move || has_written || dialog_code.with(|code| is_own(code));
        let dialog = move || match written.get_value() {
            Some(dialog) => Some(view! { <Over dialog/> }.into_any()),
            None => dialog_code.with(|code| dialog(code, &detail)),
        };
        (dialog, behind)
    };
    let (dialog, behind) = dialog;
    let basic = {
        let detail = detail.clone();
        move || match edit.get() {
            Some(seen) => view! { <Edit detail=detail.clone() seen/> }.into_any(),
            None => view! { <Basic detail=detail.clone()/> }.into_any(),
        }
    };
    view! {
        <Page
            title=name
            dialog=Some(dialog.into_any())
            inert=Signal::derive(behind)
        >
            <PageHead title=words::title(language) lead=words::lead(language)>
                <a class="btn" href=format!("/applications/{sdkappid}/usersig")>
                    <Icon name="sign"/>{words::generate_usersig(language)}
                </a>
            </PageHead>
            <div class="stack">
                <div class="split">
                    <div class="stack">
                        {basic}
                        <Key detail=detail.clone() keys/>
                        <div data-written="administrators" inner_html=administrators.html()></div>
                    </div>
                    <div class="stack">
                        <div data-written="package" inner_html=package.html()></div>
                        <div inner_html=recent.html()></div>
                    </div>
                </div>
            </div>
        </Page>
    }
    .into_any()
}

/// The dialog that the address names, if it names one.
fn dialog(code: &str, detail: &Detail) -> Option<AnyView> {
    if code == "password" {
        return Some(view! { <PasswordDialog sdkappid=detail.application.sdkappid/> }.into_any());
    }
    let event = Event::from_code(code)?;
    Some(view! { <ChangeDialog event subject=detail.clone()/> }.into_any())
}

/// The address of the page with a dialog over it.
pub(super) fn with_dialog(sdkappid: domain::sdkappid::Sdkappid, dialog: &str) -> String {
    format!("{}?dialog={dialog}", address::detail(sdkappid))
}
