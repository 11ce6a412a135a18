//! The table around the rows: its head that sorts, and its foot that turns pages.

use domain::listing::{Direction, Query, SortBy};
use leptos::prelude::*;

use super::address;
use super::list::Shown;
use crate::browser;
use crate::preferences::language;
use crate::text::{applications as words, steps};
use crate::ui::{Icon, copy_from};

/// The rows that were found, or what to do where there are none.
pub(super) fn table(shown: Shown, asked: &Query) -> AnyView {
    if shown.empty {
        return none_match();
    }
    let language = language();
    // The first page came with the document and not with the data (see `Markup`): when it is drawn again,
    // under a dialog say, it is still there to be taken.
    let rows = Some(shown.rows.html()).filter(|rows| !rows.is_empty());
    let rows = rows.or_else(|| browser::html_at(".apps > tbody")).unwrap_or_default();
    let head = |sort: Option<SortBy>, class, name| heading(asked, sort, class, name);
    let Shown { first, last, matching, total, limit, .. } = shown;
    let counts = if asked.is_filtered() {
        steps::range_found(language, first, last, matching, total, limit)
    } else {
        steps::range(language, first, last, total, limit)
    };
    view! {
        <div class="table-box apps-box" on:click=copy_from()>
            <table class="table apps" role="table">
                <caption class="sr">{words::applications(language)}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        {head(Some(SortBy::Name), "", words::application(language))}
                        {head(Some(SortBy::Sdkappid), "", "SDKAppID")}
                        {head(None, "", words::edition(language))}
                        {head(None, "", words::status(language))}
                        {head(None, "c-region", words::region(language))}
                        {head(Some(SortBy::Created), "c-created", words::created(language))}
                        {head(Some(SortBy::Expires), "", words::expires(language))}
                        <th role="columnheader" scope="col"><span class="sr">{words::actions(language)}</span></th>
                    </tr>
                </thead>
                <tbody role="rowgroup" inner_html=rows></tbody>
            </table>
            <div class="table-note">
                <span>{counts}</span>
                <nav class="pager" aria-label=words::pages(language)>
                    <a class="btn sm" role=link_role(shown.previous.as_ref()) aria-disabled=disabled(shown.previous.as_ref()) href=shown.previous>
                        <Icon name="left"/>
                        {words::previous(language)}
                    </a>
                    <a class="btn sm" role=link_role(shown.next.as_ref()) aria-disabled=disabled(shown.next.as_ref()) href=shown.next>
                        {words::next(language)}
                        <Icon name="right"/>
                    </a>
                </nav>
            </div>
        </div>
    }
    .into_any()
}

/// An anchor without an address is no link to a screen reader unless it says so.
fn link_role(address: Option<&String>) -> Option<&'static str> {
    address.is_none().then_some("link")
}

fn disabled(address: Option<&String>) -> Option<&'static str> {
    address.is_none().then_some("true")
}

/// A column's heading; one that can be sorted by is a link that sorts, or turns the order round.
fn heading(asked: &Query, sort: Option<SortBy>, class: &'static str, name: &'static str) -> AnyView {
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

/// Nothing was found.
fn none_match() -> AnyView {
    let language = language();
    view! {
        <div class="card empty" role="status">
            <h2>{words::none_title(language)}</h2>
            <p>{words::none_text(language)}</p>
            <a class="btn" href="/applications">{words::clear(language)}</a>
        </div>
    }
    .into_any()
}
