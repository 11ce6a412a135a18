//! The form above the list. It is a plain GET form: what it asks for is the address of the answer.

use domain::edition::Edition;
use domain::lifecycle::Status;
use domain::listing::Query;
use leptos::html;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::address;
use crate::preferences::language;
use crate::text::applications as words;
use crate::ui::Icon;
use crate::words::{edition_name, status_name};

/// Search, **Status** and **Edition**. Keeps the sorting, starts at the first page.
#[component]
pub(super) fn Filters(query: Memo<Query>) -> AnyView {
    let language = language();
    let (search, status, edition) =
        (NodeRef::<html::Input>::new(), NodeRef::<html::Select>::new(), NodeRef::<html::Select>::new());
    let navigate = use_navigate();
    let submit = move |event: leptos::ev::SubmitEvent| {
        let (Some(search), Some(status), Some(edition)) = (search.get(), status.get(), edition.get()) else {
            return;
        };
        event.prevent_default();
        let asked = Query::from_parameters(|name| match name {
            "q" => Some(search.value()),
            "status" => Some(status.value()),
            "edition" => Some(edition.value()),
            _ => None,
        });
        let now = query.get_untracked();
        let asked = Query { sort: now.sort, reversed: now.reversed, ..asked };
        navigate(&address::list(&asked), NavigateOptions { scroll: false, ..NavigateOptions::default() });
    };
    let sort = move || {
        let kept = query.with(Query::parameters).into_iter().find(|(name, _)| *name == "sort");
        kept.map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
    };
    let text = move || query.with(|query| query.search.clone());
    let status_code = move || query.with(|query| query.status.map_or("", Status::code));
    let edition_code = move || query.with(|query| query.edition.map_or("", Edition::code));
    view! {
        <form class="filters" role="search" action="/applications" method="get" on:submit=submit>
            <div class="search">
                <Icon name="search"/>
                <input
                    class="input" type="search" name="q" autocomplete="off"
                    aria-label=words::search_label(language) placeholder=words::search_label(language)
                    value=text prop:value=text node_ref=search
                />
            </div>
            <span class="select">
                <select name="status" aria-label=words::status(language) prop:value=status_code node_ref=status>
                    <option value="">{words::any_status(language)}</option>
                    {Status::LISTED.map(|status| {
                        let (code, name) = (status.code(), status_name(language, status));
                        view! { <option value=code selected=move || status_code() == code>{name}</option> }
                    }).into_iter().collect_view()}
                </select>
                <Icon name="down"/>
            </span>
            <span class="select">
                <select name="edition" aria-label=words::edition(language) prop:value=edition_code node_ref=edition>
                    <option value="">{words::any_edition(language)}</option>
                    {Edition::ALL.map(|edition| {
                        let (code, name) = (edition.code(), edition_name(language, edition));
                        view! { <option value=code selected=move || edition_code() == code>{name}</option> }
                    }).into_iter().collect_view()}
                </select>
                <Icon name="down"/>
            </span>
            {sort}
            <button class="btn" type="submit">{words::search(language)}</button>
        </form>
    }
    .into_any()
}
