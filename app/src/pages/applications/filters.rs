//! The form above the list. It is a plain GET form: its fields are the query of the result's URL.

use std::time::Duration;

use domain::application::lifecycle::Status;
use domain::application::listing::Query;
use domain::billing::edition::Edition;
use leptos::html;
use leptos::leptos_dom::helpers::debounce;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::address;
use crate::browser;
use crate::i18n::text::applications as words;
use crate::i18n::words::{edition_name, status_name};
use crate::shell::preferences::language;
use crate::ui::Icon;

/// The pause in typing after which the search runs.
const PAUSE: Duration = Duration::from_millis(300);

/// Search, **Status** and **Edition**. Keeps the sort order and returns to the first page.
#[component]
pub(super) fn Filters(query: Memo<Query>) -> AnyView {
    let language = language();
    let (search, status, edition) =
        (NodeRef::<html::Input>::new(), NodeRef::<html::Select>::new(), NodeRef::<html::Select>::new());
    let navigate = use_navigate();
    let apply = move |replace: bool| {
        let (Some(search), Some(status), Some(edition)) =
            (search.get_untracked(), status.get_untracked(), edition.get_untracked())
        else {
            return;
        };
        let asked = Query::from_parameters(|name| match name {
            "q" => Some(search.value()),
            "status" => Some(status.value()),
            "edition" => Some(edition.value()),
            _ => None,
        });
        let now = query.get_untracked();
        let asked = Query { sort: now.sort, reversed: now.reversed, ..asked };
        if asked != now {
            let options = NavigateOptions { scroll: false, replace, ..NavigateOptions::default() };
            navigate(&address::list(&asked), options);
        }
    };
    // Search after a pause in typing, without a history entry for each letter.
    let mut type_on = {
        let apply = apply.clone();
        debounce(PAUSE, move |()| apply(true))
    };
    let choose = {
        let apply = apply.clone();
        move |_| apply(false)
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        apply(false);
    };
    let sort = move || {
        let kept = query.with(Query::parameters).into_iter().find(|(name, _)| *name == "sort");
        kept.map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
    };
    let text = move || query.with(|query| query.search.clone());
    // Going back in the history updates the field unless somebody is typing in it.
    Effect::new(move |_| {
        let text = text();
        if let Some(search) = search.get()
            && !browser::has_focus(&search)
        {
            search.set_value(&text);
        }
    });
    let status_code = move || query.with(|query| query.status.map_or("", Status::code));
    let edition_code = move || query.with(|query| query.edition.map_or("", Edition::code));
    view! {
        <form class="filters" role="search" action="/applications" method="get" on:submit=submit>
            <div class="search">
                <Icon name="search"/>
                <input
                    class="input" type="search" name="q" autocomplete="off"
                    aria-label=words::search_label(language) placeholder=words::search_label(language)
                    value=text node_ref=search on:input=move |_| type_on(())
                />
            </div>
            <span class="select">
                <select name="status" aria-label=words::status(language) prop:value=status_code node_ref=status on:change=choose.clone()>
                    <option value="">{words::any_status(language)}</option>
                    {Status::LISTED.map(|status| {
                        let (code, name) = (status.code(), status_name(language, status));
                        view! { <option value=code selected=move || status_code() == code>{name}</option> }
                    }).into_iter().collect_view()}
                </select>
                <Icon name="down"/>
            </span>
            <span class="select">
                <select name="edition" aria-label=words::edition(language) prop:value=edition_code node_ref=edition on:change=choose>
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
