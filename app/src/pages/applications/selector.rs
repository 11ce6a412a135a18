//! The application selector in the top bar: switches to the same page of another application.
//!
//! Without scripts it is a search form that leads to the list of applications.

use domain::application::sdkappid::Sdkappid;
use domain::application::{ApplicationName, ApplicationSuggestion};
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use super::search::{ApplicationSearch, PAUSE};
use crate::browser;
use crate::i18n::names::edition_name;
use crate::i18n::text::applications;
use crate::routes::PagePath;
use crate::shell::preferences::language;
use crate::ui::{ActiveOption, Icon};

/// A button with the name of the application; it opens the search.
#[component]
pub(crate) fn Selector(sdkappid: Sdkappid, name: ApplicationName) -> AnyView {
    let language = language();
    view! {
        <span class="top-sep"></span>
        <button type="button" class="switch" popovertarget="picker">
            <span class="sr">{applications::switch(language)}</span>
            <span class="switch-name">{name.to_string()}</span>
            <span class="mono">{sdkappid.to_string()}</span>
            <Icon name="updown"/>
        </button>
        <div class="picker" id="picker" popover>
            <Picker current=sdkappid/>
        </div>
    }
    .into_any()
}

#[component]
fn Picker(current: Sdkappid) -> AnyView {
    let language = language();
    let (found, active) = (ApplicationSearch::new(), ActiveOption::new());
    Effect::new(move |_| {
        found.hits.track();
        active.set(None);
    });
    let input = NodeRef::<html::Input>::new();
    // The field is a combobox only with scripts.
    let alive = RwSignal::new(false);
    Effect::new(move |_| alive.set(true));
    let role = move || alive.get().then_some("combobox");
    let text = move || input.get_untracked().map(|input| input.value()).unwrap_or_default();
    let search = {
        let mut pause = leptos::leptos_dom::helpers::debounce(PAUSE, move |text| found.search(text));
        move |_| pause(text())
    };
    let open = move |_| {
        if found.hits.with_untracked(Option::is_none) {
            found.search(text());
        }
    };
    let (navigate, path) = (use_navigate(), use_location().pathname);
    let page =
        Memo::new(move |_| path.with(|path| PagePath::parse(path)).unwrap_or(PagePath::Application(current)));
    let keys = move |event: KeyboardEvent| {
        let hit = |index: usize| found.hits.with_untracked(|hits| hits.as_ref()?.get(index).cloned());
        let count = found.hits.with_untracked(|hits| hits.as_ref().map_or(0, Vec::len));
        if let Some(hit) = active.on_key(&event, count).and_then(hit) {
            browser::close_popovers();
            navigate(&page.get_untracked().of(hit.sdkappid).to_string(), NavigateOptions::default());
        }
    };
    let is_empty = move || found.hits.with(|hits| hits.as_ref().is_none_or(Vec::is_empty));
    let options = move || {
        found.hits.with(|hits| {
            hits.iter()
                .flatten()
                .enumerate()
                .map(|(index, hit)| option(index, hit, current, page.get(), active))
                .collect_view()
        })
    };
    let said = move || {
        if found.failed.get() {
            return applications::not_searched(language).to_owned();
        }
        found.hits.with(|hits| {
            hits.as_ref().map(|hits| applications::hits(language, hits.len())).unwrap_or_default()
        })
    };
    view! {
        <form role="search" action="/applications" method="get">
            <Icon name="search"/>
            <input
                type="text" name="q" autocomplete="off" autofocus node_ref=input role=role
                aria-label=applications::search_label(language) placeholder=applications::search_label(language)
                aria-autocomplete=move || alive.get().then_some("list")
                aria-controls=move || alive.get().then_some("app-options")
                aria-expanded=move || alive.get().then(|| if is_empty() { "false" } else { "true" })
                aria-activedescendant=move || active.get().map(option_id)
                on:focus=open on:input=search on:keydown=keys
            />
        </form>
        <div
            class="options" id="app-options" role="listbox" aria-label=applications::applications(language)
            hidden=is_empty
        >
            {options}
        </div>
        <p class="table-note">
            <span role="status">{said}</span>
            <a href="/applications">{applications::all(language)}</a>
        </p>
    }
    .into_any()
}

fn option_id(index: usize) -> String {
    format!("app-option-{index}")
}

fn option(
    index: usize,
    hit: &ApplicationSuggestion,
    current: Sdkappid,
    page: PagePath,
    active: ActiveOption,
) -> AnyView {
    let is_active = move || active.get() == Some(index);
    let check = (hit.sdkappid == current).then(|| view! { <Icon name="check"/> });
    view! {
        <a
            class="option" class:active=is_active role="option" tabindex="-1" id=option_id(index)
            aria-selected=if hit.sdkappid == current { "true" } else { "false" }
            href=page.of(hit.sdkappid).to_string()
        >
            <span class="check">{check}</span>
            <span>{hit.name.to_string()}</span>
            <small>{hit.sdkappid.to_string()}</small>
            <span class="tag">{edition_name(language(), hit.edition)}</span>
        </a>
    }
    .into_any()
}
