//! The form above the list. It is a plain GET form: its fields are the query of the result's URL.

use std::time::Duration;

use domain::application::lifecycle::Status;
use domain::application::listing::ApplicationQuery;
use domain::billing::edition::Edition;
use leptos::html;
use leptos::leptos_dom::helpers::debounce;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::address;
use crate::browser;
use crate::i18n::names::{edition_name, status_name};
use crate::i18n::text::applications;
use crate::shell::preferences::language;
use crate::ui::Icon;

/// The pause in typing after which the search runs.
const PAUSE: Duration = Duration::from_millis(300);

/// The controls of the form. They belong to the page rather than to the content that a reload replaces, so that what
/// is typed during a reload is searched for.
#[derive(Clone, Copy)]
pub(super) struct Controls {
    query: Memo<ApplicationQuery>,
    search: NodeRef<html::Input>,
    status: NodeRef<html::Select>,
    edition: NodeRef<html::Select>,
    /// Counts the changes of the text.
    typed: RwSignal<u32>,
    apply: Callback<bool>,
}

impl Controls {
    /// The controls for the list that `query` describes.
    pub(super) fn new(query: Memo<ApplicationQuery>) -> Self {
        let (search, status, edition) =
            (NodeRef::<html::Input>::new(), NodeRef::<html::Select>::new(), NodeRef::<html::Select>::new());
        let navigate = use_navigate();
        // `true` replaces the history entry.
        let apply = Callback::new(move |replace: bool| {
            let (Some(search), Some(status), Some(edition)) =
                (search.get_untracked(), status.get_untracked(), edition.get_untracked())
            else {
                return;
            };
            let asked = ApplicationQuery::from_parameters(|name| match name {
                "q" => Some(search.value()),
                "status" => Some(status.value()),
                "edition" => Some(edition.value()),
                _ => None,
            });
            let now = query.get_untracked();
            let asked = ApplicationQuery { sort: now.sort, reversed: now.reversed, ..asked };
            if asked != now {
                let options = NavigateOptions { scroll: false, replace, ..NavigateOptions::default() };
                navigate(&address::list(&asked), options);
            }
        });
        // Search after a pause in typing, without a history entry for each letter.
        let typed = RwSignal::new(0_u32);
        let mut search_on = debounce(PAUSE, move |()| apply.run(true));
        Effect::watch(move || typed.get(), move |_, _, _| search_on(()), false);
        Self { query, search, status, edition, typed, apply }
    }

    /// What the list is restricted to and sorted by.
    pub(super) fn query(self) -> Memo<ApplicationQuery> {
        self.query
    }
}

/// Search, **Status** and **Edition**. Keeps the sort order and returns to the first page.
#[component]
pub(super) fn Filters(controls: Controls) -> AnyView {
    let language = language();
    let Controls { query, search, status, edition, typed, apply } = controls;
    let choose = move |_| apply.run(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        apply.run(false);
    };
    let sort = move || {
        let kept = query.with(ApplicationQuery::parameters).into_iter().find(|(name, _)| *name == "sort");
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
                    aria-label=applications::search_label(language) placeholder=applications::search_label(language)
                    value=text node_ref=search on:input=move |_| typed.update(|typed| *typed = typed.wrapping_add(1))
                />
            </div>
            <span class="select">
                <select name="status" aria-label=applications::status(language) prop:value=status_code node_ref=status on:change=choose>
                    <option value="">{applications::any_status(language)}</option>
                    {Status::LISTED.map(|status| {
                        let (code, name) = (status.code(), status_name(language, status));
                        view! { <option value=code selected=move || status_code() == code>{name}</option> }
                    }).into_iter().collect_view()}
                </select>
                <Icon name="down"/>
            </span>
            <span class="select">
                <select name="edition" aria-label=applications::edition(language) prop:value=edition_code node_ref=edition on:change=choose>
                    <option value="">{applications::any_edition(language)}</option>
                    {Edition::ALL.map(|edition| {
                        let (code, name) = (edition.code(), edition_name(language, edition));
                        view! { <option value=code selected=move || edition_code() == code>{name}</option> }
                    }).into_iter().collect_view()}
                </select>
                <Icon name="down"/>
            </span>
            {sort}
            <button class="btn" type="submit">{applications::search(language)}</button>
        </form>
    }
    .into_any()
}
