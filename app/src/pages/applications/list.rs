//! The page `/applications`.

use domain::account::permission::Permission;
use domain::application::lifecycle::Event;
use domain::application::listing::ApplicationQuery;
use leptos::prelude::*;

use super::address;
use super::api::{ApplicationList, read_applications};
use super::create::CreateDialog;
use super::filters::{Controls, Filters};
use super::table::table;
use crate::address::{parameter, use_page_url};
use crate::data::{once_ready, page_data};
use crate::failure::Failure;
use crate::i18n::text::{applications, as_code, steps};
use crate::pages::application::overview::{ChangeDialog, ChangeSubject, read_subject};
use crate::shell::frame::Page;
use crate::shell::preferences::language;
use crate::ui::{ApiCall, FailureView, ForbiddenReasons, Icon, PageHead, Permitted, ShowAsCode};

/// An application to create by the API.
const NEW: &str = r#"{"name": "Example", "region": "sg"}"#;

/// The dialog over the list that the URL requests.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct ListDialogQuery {
    dialog: String,
    app: String,
}

/// The page **Application Management**.
#[component]
pub(crate) fn ListPage() -> AnyView {
    let url = use_page_url();
    let query = Memo::new(move |_| url.with(|url| address::read(&url.search)));
    let over = Memo::new(move |_| {
        let parameter = |name| url.with(|url| parameter(&url.search, name));
        ListDialogQuery { dialog: parameter("dialog"), app: parameter("app") }
    });
    let controls = Controls::new(query);
    let list = page_data(
        move || query.with(|query| address::query_of(&address::list(query)).to_owned()),
        read_applications,
    );
    let about = Memo::new(move |_| over.with(|over| over.app.clone()));
    let subject = page_data(move || about.get(), read_about);
    once_ready(move || async move {
        match list.await {
            Ok(list) => page(list, controls, over, subject.await.ok().flatten()),
            Err(failure) => view! { <FailureView failure/> }.into_any(),
        }
    })
}

/// The application of a dialog over the list; `None` if there is no such dialog.
async fn read_about(app: String) -> Result<Option<ChangeSubject>, Failure> {
    if app.is_empty() { Ok(None) } else { read_subject(app).await }
}

fn page(
    list: ApplicationList,
    controls: Controls,
    over: Memo<ListDialogQuery>,
    subject: Option<ChangeSubject>,
) -> AnyView {
    let (language, query) = (language(), controls.query());
    let (total, limit) = (list.page.total, list.page.limit);
    let newcomer = total == 0;
    let has_subject = subject.is_some();
    let behind = move || {
        over.with(|over| over.dialog == "create" || has_subject && Event::from_code(&over.dialog).is_some())
    };
    let dialog = move || {
        let code = over.with(|over| over.dialog.clone());
        let list = address::list(&query.get_untracked());
        if code == "create" {
            return Some(view! { <CreateDialog total limit close=list/> }.into_any());
        }
        let (event, ChangeSubject { application, at }) = (Event::from_code(&code)?, subject.clone()?);
        Some(view! { <ChangeDialog event application at list/> }.into_any())
    };
    let mut filter = query.get_untracked().parameters();
    // The API has one order, and pages by `next`.
    filter.retain(|(name, _)| ["q", "status", "edition"].contains(name));
    let calls = vec![
        (as_code::list_applications(language), ApiCall::new("GET", "/applications").with_query(&filter)),
        (as_code::create_application(language), ApiCall::new("POST", "/applications").with_body(NEW)),
    ];
    let content = if newcomer {
        newcomer_view(query)
    } else {
        view! { <Filters controls/> {table(&list, &query.get_untracked())} }.into_any()
    };
    view! {
        <Page
            title=applications::title(language)
            dialog=Some(dialog.into_any())
            inert=Signal::derive(behind)
        >
            <PageHead title=applications::title(language) lead=applications::lead(language)>
                <div class="row head-acts">
                    <a class="btn ghost head-links" href="/applications/deleted">{applications::deleted(language)}</a>
                    {(!newcomer).then(|| view! {
                        <span class="head-links">
                            <Permitted permission=Permission::CreateApplications label=applications::import(language) icon="upload">
                                <a class="btn" href="/applications/import"><Icon name="upload"/>{applications::import(language)}</a>
                            </Permitted>
                        </span>
                    })}
                    <button type="button" class="icon-btn head-more" popovertarget="list-more" aria-label=steps::more(language)>
                        <Icon name="more"/>
                    </button>
                    <ul class="menu" id="list-more" popover>
                        <li><a href="/applications/import"><Icon name="upload"/><span>{applications::import(language)}</span></a></li>
                        <li><a href="/applications/deleted"><Icon name="trash"/><span>{applications::deleted(language)}</span></a></li>
                    </ul>
                    {(!newcomer).then(|| view! { <CreateLink query/> })}
                </div>
            </PageHead>
            <ForbiddenReasons permissions=&[Permission::CreateApplications]/>
            {content}
            <ShowAsCode calls/>
        </Page>
    }
    .into_any()
}

/// The **Create Application** link: opens the dialog over the current list.
#[component]
fn CreateLink(query: Memo<ApplicationQuery>) -> impl IntoView {
    let href = move || address::with(&query.get(), &[("dialog", "create")]);
    let label = applications::create(language());
    view! {
        <Permitted permission=Permission::CreateApplications label icon="plus">
            <a class="btn primary" data-noscroll href=href><Icon name="plus"/>{label}</a>
        </Permitted>
    }
}

/// Shown to a person without any applications.
fn newcomer_view(query: Memo<ApplicationQuery>) -> AnyView {
    let language = language();
    view! {
        <div class="card empty">
            <svg class="art" viewBox="0 0 120 80" aria-hidden="true">
                <rect class="back" x="14" y="22" width="56" height="38" rx="6"/>
                <path d="M24 34h22M24 42h34"/>
                <rect class="back" x="50" y="12" width="56" height="38" rx="6"/>
                <path class="lit" d="m60 24 6 6-6 6M72 38h14"/>
                <path d="M60 50v10l10-10"/>
            </svg>
            <h2>{applications::empty_title(language)}</h2>
            <p>{applications::empty_text(language)}</p>
            <div class="row">
                <CreateLink query/>
                <a class="btn" href="/applications/import"><Icon name="upload"/>{applications::import(language)}</a>
            </div>
            <a class="small" href="/resources">{steps::guide(language)}</a>
        </div>
    }
    .into_any()
}
