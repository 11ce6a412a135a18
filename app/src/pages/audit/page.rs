//! The page `/audit`.

use domain::account::language::Language;
use domain::audit::listing::{TrailEntry, TrailPage};
use leptos::prelude::*;

use super::api::{Trail, read_audit};
use super::changes::change_sentence;
use super::filters::Filters;
use super::query::AuditQuery;
use crate::address::use_page_url;
use crate::data::{page_data, show};
use crate::i18n::text::{as_code, trail};
use crate::pages::application::overview::action_name;
use crate::routes::PagePath;
use crate::shell::frame::Page;
use crate::shell::preferences::language;
use crate::ui::{ApiCall, Exact, Icon, PageHead, Pager, ShowAsCode};

/// The page **Audit**.
#[component]
pub(crate) fn AuditPage() -> AnyView {
    let url = use_page_url();
    let query = Memo::new(move |_| url.with(|url| AuditQuery::read(&url.search)));
    let trail =
        page_data(move || query.get(), async move |query| read_audit(query.query(query.before)).await);
    show(trail, page)
}

fn page(Trail { query, page }: Trail) -> AnyView {
    let language = language();
    let download = |extension: &'static str, name: &'static str| {
        let href = query.download(extension);
        view! { <a class="btn" href=href rel="external" download=""><Icon name="download"/>{name}</a> }
    };
    let (csv, lines) = (download("csv", "CSV"), download("jsonl", "JSON Lines"));
    let checkpoint = page.checkpoint.map(|(number, at)| {
        view! { <p class="soft">{trail::checkpoint(language, number, &at.date_and_minute())}</p> }
    });
    let is_empty = page.entries.is_empty();
    let content = match (is_empty, query.filter.is_empty() && query.before.is_none()) {
        (true, true) => empty(language),
        (true, false) => none_match(language),
        (false, _) => table(&query, &page),
    };
    let call = ApiCall::new("GET", "/audit").with_query(&query.api_parameters());
    let calls = vec![(as_code::list_audit(language), call)];
    let filters = (!is_empty || !query.filter.is_empty()).then(|| view! { <Filters query/> });
    view! {
        <Page title=trail::title(language)>
            <PageHead title=trail::title(language) lead=trail::lead(language)>
                <div class="row">{csv}{lines}</div>
            </PageHead>
            <div class="stack">{filters}{content}{checkpoint}<ShowAsCode calls/></div>
        </Page>
    }
    .into_any()
}

fn empty(language: Language) -> AnyView {
    view! {
        <section class="card empty" aria-label=trail::entries(language)>
            <h2>{trail::empty_title(language)}</h2>
            <p>{trail::empty_text(language)}</p>
        </section>
    }
    .into_any()
}

fn none_match(language: Language) -> AnyView {
    view! {
        <div class="card empty" role="status">
            <h2>{trail::none_title(language)}</h2>
            <p>{trail::none_text(language)}</p>
            <a class="btn" href=PagePath::Audit.to_string()>{trail::clear(language)}</a>
        </div>
    }
    .into_any()
}

fn table(query: &AuditQuery, page: &TrailPage) -> AnyView {
    let language = language();
    let rows: Vec<AnyView> = page.entries.iter().map(|entry| row(language, entry)).collect();
    let newest = query.before.map(|_| (query.address(None), trail::newest(language)));
    let older = page.next.map(|next| (query.address(Some(next)), trail::older(language)));
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label=trail::entries(language)>
            <table class="table stacks audit">
                <thead><tr>
                    <th scope="col">{trail::time(language)}</th>
                    <th scope="col">{trail::person(language)}</th>
                    <th scope="col">{trail::action(language)}</th>
                    <th scope="col">{trail::application(language)}</th>
                    <th scope="col" class="num">{trail::number(language)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
            <Pager newest older/>
        </div>
    }
    .into_any()
}

fn row(language: Language, TrailEntry { number, sdkappid, entry }: &TrailEntry) -> AnyView {
    let application = sdkappid.map(|sdkappid| {
        let href = PagePath::Application(sdkappid).to_string();
        view! { <a class="mono" href=href>{sdkappid.to_string()}</a> }
    });
    let lines: Vec<AnyView> = entry
        .changes
        .iter()
        .map(|change| view! { <li class="change">{change_sentence(language, change)}</li> }.into_any())
        .collect();
    let details = (!lines.is_empty()).then(|| {
        view! {
            <details class="fold">
                <summary><Icon name="right"/>{trail::details(language, lines.len())}</summary>
                <ul class="changes">{lines}</ul>
            </details>
        }
    });
    view! {
        <tr>
            <td class="wide soft"><Exact at=entry.at/></td>
            <td class="wide c-who">{entry.who.clone()}</td>
            <td class="wide">{action_name(language, entry.action)}{details}</td>
            <td>{application}</td>
            <td class="num mono soft">{number.to_string()}</td>
        </tr>
    }
    .into_any()
}
