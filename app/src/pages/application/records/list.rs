//! The page `/applications/{sdkappid}/push/records`.

use domain::application::sdkappid::Sdkappid;
use domain::delivery::record::PushSummary;
use domain::time::Timestamp;
use leptos::prelude::*;

use super::api::{PushList, read_pushes};
use super::empty::{no_pushes, none_match};
use super::query::ListQuery;
use super::search::{SearchField, SearchForm};
use super::states::state_tags;
use super::title_text;
use crate::address::use_page_url;
use crate::data::{page_data, show};
use crate::failure::{Failure, FailureKind};
use crate::i18n::text::{as_code, records};
use crate::routes::PagePath;
use crate::shell::frame::Page;
use crate::shell::preferences::language;
use crate::ui::{Ago, ApiCall, CopyButton, PageHead, Pager, ShowAsCode};

/// The page **Records**.
#[component]
pub(crate) fn RecordsPage() -> AnyView {
    let url = use_page_url();
    let sdkappid =
        Memo::new(move |_| url.with(|url| PagePath::parse(&url.path)).and_then(PagePath::application));
    let query = Memo::new(move |_| url.with(|url| ListQuery::read(&url.search)));
    let field = SearchField::new(query);
    let pushes = page_data(
        move || (sdkappid.get(), query.get()),
        async move |(sdkappid, ListQuery { search, before })| match sdkappid {
            Some(sdkappid) => read_pushes(sdkappid, search, before).await,
            None => Err(Failure::new(FailureKind::NotFound)),
        },
    );
    show(pushes, move |list| page(list, field))
}

fn page(list: PushList, field: SearchField) -> AnyView {
    let language = language();
    let sdkappid = list.sdkappid;
    let is_empty = list.page.pushes.is_empty();
    let content = if is_empty && list.query.is_default() {
        no_pushes(language, &list.address, sdkappid)
    } else {
        let found = if is_empty { none_match(language, sdkappid) } else { table(&list) };
        view! { <SearchForm field sdkappid/> {found} }.into_any()
    };
    let path = format!("/applications/{sdkappid}/pushes");
    let call = ApiCall::new("GET", path).with_query(&[("q", list.query.search.clone())]);
    let calls = vec![(as_code::list_pushes(language), call)];
    view! {
        <Page title=format!("{} · {sdkappid}", records::title(language))>
            <PageHead title=records::title(language) lead=records::lead(language)/>
            <div class="stack">{content}<ShowAsCode calls/></div>
        </Page>
    }
    .into_any()
}

fn table(list: &PushList) -> AnyView {
    let language = language();
    let PushList { now, sdkappid, query, page, .. } = list;
    let rows: Vec<AnyView> = page.pushes.iter().map(|push| row(*sdkappid, push, *now)).collect();
    let at = |before| ListQuery { before, ..query.clone() }.address(*sdkappid);
    let newest = query.before.map(|_| (at(None), records::newest(language)));
    let older = page.next.map(|next| (at(Some(next)), records::older(language)));
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label=records::title(language)>
            <table class="table stacks records">
                <thead><tr>
                    <th scope="col">{records::accepted_at(language)}</th>
                    <th scope="col">{records::push_title(language)}</th>
                    <th scope="col">"TaskID"</th>
                    <th scope="col">{records::devices(language)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
            <Pager newest older/>
        </div>
    }
    .into_any()
}

fn row(sdkappid: Sdkappid, push: &PushSummary, now: Timestamp) -> AnyView {
    let language = language();
    let title = title_text(language, &push.title);
    let title = match push.task_id.parse() {
        Ok(task_id) => {
            let href = PagePath::PushRecord(sdkappid, task_id).to_string();
            view! { <a class="clip" href=href>{title}</a> }.into_any()
        }
        Err(_) => view! { <span class="clip">{title}</span> }.into_any(),
    };
    let copy = records::copy_task_id(language, &push.task_id);
    view! {
        <tr>
            <td class="wide soft"><Ago now at=push.accepted_at/></td>
            <td class="wide c-title">{title}{push.is_test.then(|| view! { " "<span class="tag">{records::test(language)}</span> })}</td>
            <td class="wide">
                <span class="copy"><span class="mono">{push.task_id.clone()}</span><CopyButton label=copy text=push.task_id.clone()/></span>
            </td>
            <td class="wide">{state_tags(language, push)}</td>
        </tr>
    }
    .into_any()
}
