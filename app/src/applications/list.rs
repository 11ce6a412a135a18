//! The page `/applications`.

use domain::application::Detail;
use domain::lifecycle::Event;
#[cfg(feature = "ssr")]
use domain::listing::Page;
use domain::listing::Query;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::address;
use super::api::applications_page;
use super::create::CreateDialog;
use super::filters::Filters;
use super::table::table;
use crate::address::{parameter, use_page_url};
use crate::frame::{Frame, Section};
use crate::markup::Markup;
use crate::overview::{ChangeDialog, subject};
use crate::preferences::language;
#[cfg(feature = "ssr")]
use crate::reading::Content;
use crate::reading::{Loading, resource};
use crate::text::{applications as words, steps};
use crate::ui::{Changes, FailureView, Icon, PageHead};

/// One page of the list, ready to be shown.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Shown {
    /// The rows.
    pub rows: Markup,
    /// Whether there are no rows.
    pub empty: bool,
    /// The place of the first row in the whole list, from 1.
    pub first: i64,
    /// The place of the last row.
    pub last: i64,
    /// The address of the page before.
    pub previous: Option<String>,
    /// The address of the page after.
    pub next: Option<String>,
    /// How many the list has in all.
    pub matching: i64,
    /// How many applications the account has.
    pub total: i64,
    /// How many it may have.
    pub limit: i64,
}

#[cfg(feature = "ssr")]
impl Shown {
    pub(super) fn new(rows: String, page: &Page, query: &Query) -> Self {
        let beside = |there: bool, row, backwards| {
            Option::filter(row, |_| there).map(|row| address::list(&query.beside(row, backwards)))
        };
        Self {
            rows: Markup::new(rows),
            empty: page.rows.is_empty(),
            first: page.before + 1,
            last: page.before + i64::try_from(page.rows.len()).unwrap_or(i64::MAX),
            previous: beside(page.has_previous, page.rows.first(), true),
            next: beside(page.has_next, page.rows.last(), false),
            matching: page.matching,
            total: page.total,
            limit: page.limit,
        }
    }
}

#[cfg(feature = "ssr")]
impl Content for Shown {
    fn put_here(self) -> Self {
        Self { rows: self.rows.put_here(), ..self }
    }
}

/// What the query has under `name` in an address.
fn text(query: &Query, name: &str) -> String {
    let found = query.parameters().into_iter().find(|(key, _)| *key == name);
    found.map(|(_, value)| value).unwrap_or_default()
}

/// What the address asks to be shown over the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Over {
    dialog: String,
    app: String,
}

/// **Application Management**.
#[component]
pub(crate) fn ListPage() -> AnyView {
    let url = use_page_url();
    let query = Memo::new(move |_| url.with(|url| address::read(&url.search)));
    let over = Memo::new(move |_| {
        let parameter = |name| url.with(|url| parameter(&url.search, name));
        Over { dialog: parameter("dialog"), app: parameter("app") }
    });
    let field = move |name| query.with(|query| text(query, name));
    let list: Loading<Shown> = resource!(
        applications_page {
            q: field("q"), status: field("status"), edition: field("edition"), sort: field("sort"), page: field("page")
        },
        again Changes::count()
    );
    let about = Memo::new(move |_| over.with(|over| over.app.clone()));
    let about: Loading<Option<Detail>> =
        resource!(subject { app: about.get() }, if about.with(|app| !app.is_empty()));
    view! {
        <Transition>
            {move || Suspend::new(async move {
                match list.content().await {
                    Ok(shown) => page(shown, query, over, about.content().await.ok().flatten()),
                    Err(failure) => view! { <FailureView failure/> }.into_any(),
                }
            })}
        </Transition>
    }
    .into_any()
}

fn page(shown: Shown, query: Memo<Query>, over: Memo<Over>, subject: Option<Detail>) -> AnyView {
    let language = language();
    let newcomer = shown.total == 0;
    let asked = query.get_untracked();
    let (total, limit) = (shown.total, shown.limit);
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
        let (event, subject) = (Event::from_code(&code)?, subject.clone()?);
        Some(view! { <ChangeDialog event subject list/> }.into_any())
    };
    let content = if newcomer {
        newcomer_view(query)
    } else {
        view! { <Filters query/> {table(shown, &asked)} }.into_any()
    };
    view! {
        <Frame
            title=words::title(language)
            section=Section::Applications
            dialog=Some(dialog.into_any())
            inert=Signal::derive(behind)
        >
            <PageHead title=words::title(language) lead=words::lead(language)>
                <div class="row head-acts">
                    <a class="btn ghost head-links" href="/applications/deleted">{words::deleted(language)}</a>
                    {(!newcomer).then(|| view! {
                        <a class="btn head-links" href="/applications/import"><Icon name="upload"/>{words::import(language)}</a>
                    })}
                    <button type="button" class="icon-btn head-more" popovertarget="list-more" aria-label=steps::more(language)>
                        <Icon name="more"/>
                    </button>
                    <ul class="menu" id="list-more" popover>
                        <li><a href="/applications/import"><Icon name="upload"/><span>{words::import(language)}</span></a></li>
                        <li><a href="/applications/deleted"><Icon name="trash"/><span>{words::deleted(language)}</span></a></li>
                    </ul>
                    {(!newcomer).then(|| view! { <CreateLink query/> })}
                </div>
            </PageHead>
            {content}
        </Frame>
    }
    .into_any()
}

/// **Create Application**: a dialog over the list as it is.
#[component]
fn CreateLink(query: Memo<Query>) -> impl IntoView {
    let href = move || address::with(&query.get(), &[("dialog", "create")]);
    view! {
        <a class="btn primary" data-noscroll href=href>
            <Icon name="plus"/>
            {words::create(language())}
        </a>
    }
}

/// What somebody sees who has no application yet.
fn newcomer_view(query: Memo<Query>) -> AnyView {
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
            <h2>{words::empty_title(language)}</h2>
            <p>{words::empty_text(language)}</p>
            <div class="row">
                <CreateLink query/>
                <a class="btn" href="/applications/import"><Icon name="upload"/>{words::import(language)}</a>
            </div>
            <a class="small" href="/resources" rel="external">{steps::guide(language)}</a>
        </div>
    }
    .into_any()
}
