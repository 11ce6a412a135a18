//! The table of applications: a header that sorts, and a footer with page links.

use domain::application::listing::{ApplicationPage, ApplicationQuery, Cursor, Direction, SortBy};
use leptos::prelude::*;

use super::address;
use super::api::ApplicationList;
use super::row::row;
use crate::i18n::text::{applications, common, steps};
use crate::shell::preferences::language;
use crate::ui::Icon;

/// The matching rows, or what to do if there are none.
pub(super) fn table(list: &ApplicationList, asked: &ApplicationQuery) -> AnyView {
    let ApplicationList { page, alarms, .. } = list;
    if page.rows.is_empty() {
        return none_match();
    }
    let language = language();
    let rows: Vec<AnyView> = page
        .rows
        .iter()
        .map(|application| {
            let alarms = alarms.get(&application.sdkappid).copied().unwrap_or_default();
            row(application, alarms, page.at, asked)
        })
        .collect();
    let head = |sort: Option<SortBy>, class, name| heading(asked, sort, class, name);
    let ApplicationPage { matching, total, limit, .. } = *page;
    let (from, to) = (page.before + 1, page.before + i64::try_from(page.rows.len()).unwrap_or(i64::MAX));
    let beside = |cursor: &Option<Cursor>| {
        let cursor = cursor.clone()?;
        Some(address::list(&ApplicationQuery { cursor: Some(cursor), ..asked.clone() }))
    };
    let (previous, next) = (beside(&list.previous), beside(&list.next));
    let range = if asked.is_filtered() {
        steps::range_found(language, from, to, matching, total, limit)
    } else {
        steps::range(language, from, to, total, limit)
    };
    view! {
        <div class="table-box apps-box">
            <table class="table apps" role="table">
                <caption class="sr">{applications::applications(language)}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        {head(Some(SortBy::Name), "", applications::application(language))}
                        {head(Some(SortBy::Sdkappid), "", "SDKAppID")}
                        {head(None, "", applications::edition(language))}
                        {head(None, "", applications::status(language))}
                        {head(None, "c-region", applications::region(language))}
                        {head(Some(SortBy::Created), "c-created", applications::created(language))}
                        {head(Some(SortBy::Expires), "", applications::expires(language))}
                        <th role="columnheader" scope="col"><span class="sr">{applications::actions(language)}</span></th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
            <div class="table-note">
                <span>{range}</span>
                <nav class="pager" aria-label=common::pages(language)>
                    <a class="btn sm" role=link_role(previous.as_ref()) aria-disabled=disabled(previous.as_ref()) href=previous>
                        <Icon name="left"/>
                        {applications::previous(language)}
                    </a>
                    <a class="btn sm" role=link_role(next.as_ref()) aria-disabled=disabled(next.as_ref()) href=next>
                        {applications::next(language)}
                        <Icon name="right"/>
                    </a>
                </nav>
            </div>
        </div>
    }
    .into_any()
}

/// Screen readers do not treat an anchor without `href` as a link unless its role says so.
fn link_role(address: Option<&String>) -> Option<&'static str> {
    address.is_none().then_some("link")
}

fn disabled(address: Option<&String>) -> Option<&'static str> {
    address.is_none().then_some("true")
}

/// A column heading; a sortable one is a link that sorts by it or reverses the order.
fn heading(
    asked: &ApplicationQuery,
    sort: Option<SortBy>,
    class: &'static str,
    name: &'static str,
) -> AnyView {
    let Some(sort) = sort else {
        return view! { <th role="columnheader" scope="col" class=class>{name}</th> }.into_any();
    };
    let order = (asked.sort == sort).then(|| match asked.direction() {
        Direction::Ascending => "ascending",
        Direction::Descending => "descending",
    });
    let icon = if order == Some("ascending") { "up" } else { "down" };
    let href = address::list(&asked.sorted_by(sort));
    view! {
        <th role="columnheader" scope="col" class=class aria-sort=order>
            <a class="sort" data-noscroll href=href>{name}{order.map(|_| view! { <Icon name=icon small=true/> })}</a>
        </th>
    }
    .into_any()
}

/// Shown if nothing matches.
fn none_match() -> AnyView {
    let language = language();
    view! {
        <div class="card empty" role="status">
            <h2>{applications::none_title(language)}</h2>
            <p>{applications::none_text(language)}</p>
            <a class="btn" href="/applications">{applications::clear(language)}</a>
        </div>
    }
    .into_any()
}
