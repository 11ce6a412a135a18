//! The application selector in the top bar: another application, the same page.
//!
//! Without scripts it is a search form that leads to the list.

use std::time::Duration;

use domain::application::sdkappid::Sdkappid;
use domain::application::{ApplicationName, Suggestion};
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use super::api::suggestions;
use crate::browser;
use crate::i18n::text::applications as words;
use crate::i18n::words::edition_name;
use crate::routes::PagePath;
use crate::shell::preferences::language;
use crate::ui::Icon;

/// How long typing has to pause before it is searched for.
const PAUSE: Duration = Duration::from_millis(150);

/// What was found, and where the arrows are in it.
#[derive(Clone, Copy)]
struct Found {
    /// None before the first answer and after a failed search.
    hits: RwSignal<Option<Vec<Suggestion>>>,
    /// Whether the last search failed.
    failed: RwSignal<bool>,
    /// The row that Enter goes to.
    active: RwSignal<Option<usize>>,
    /// Counts the searches: an answer that comes late is dropped.
    asked: StoredValue<u32>,
}

impl Found {
    fn new() -> Self {
        Self {
            hits: RwSignal::new(None),
            failed: RwSignal::new(false),
            active: RwSignal::new(None),
            asked: StoredValue::new(0),
        }
    }

    fn search(self, text: String) {
        let number = self.asked.with_value(|asked| asked.wrapping_add(1));
        self.asked.set_value(number);
        spawn_local(async move {
            let answer = suggestions(text).await;
            if self.asked.try_get_value() != Some(number) {
                return;
            }
            self.failed.set(answer.is_err());
            self.active.set(None);
            self.hits.set(answer.ok());
        });
    }

    /// Moves by `step`; beyond either end it starts again at the other.
    fn step(self, step: isize) {
        let count = self.hits.with_untracked(|hits| hits.as_ref().map_or(0, Vec::len));
        let Ok(count) = isize::try_from(count) else { return };
        if count == 0 {
            return;
        }
        self.active.update(|active| {
            let next = match active.and_then(|active| isize::try_from(active).ok()) {
                Some(active) => (active + step).rem_euclid(count),
                None if step > 0 => 0,
                None => count - 1,
            };
            *active = usize::try_from(next).ok();
        });
    }

    fn is_empty(self) -> bool {
        self.hits.with(|hits| hits.as_ref().is_none_or(Vec::is_empty))
    }

    fn chosen(self) -> Option<Sdkappid> {
        let index = self.active.get_untracked()?;
        self.hits.with_untracked(|hits| hits.as_ref()?.get(index).map(|hit| hit.sdkappid))
    }
}

/// A button with the name of the application; it opens the search.
#[component]
pub(crate) fn Selector(sdkappid: Sdkappid, name: ApplicationName) -> AnyView {
    let language = language();
    view! {
        <span class="top-sep"></span>
        <button type="button" class="switch" popovertarget="picker">
            <span class="sr">{words::switch(language)}</span>
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
    let found = Found::new();
    let input = NodeRef::<html::Input>::new();
    // Only with scripts is the field more than a field.
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
    let keys = move |event: KeyboardEvent| match event.key().as_str() {
        "ArrowDown" => {
            event.prevent_default();
            found.step(1);
        }
        "ArrowUp" => {
            event.prevent_default();
            found.step(-1);
        }
        "Enter" => {
            if let Some(sdkappid) = found.chosen() {
                event.prevent_default();
                browser::close_popovers();
                navigate(&page.get_untracked().of(sdkappid).to_string(), NavigateOptions::default());
            }
        }
        _ => {}
    };
    let options = move || {
        found.hits.with(|hits| {
            hits.iter()
                .flatten()
                .enumerate()
                .map(|(index, hit)| option(index, hit, current, page.get(), found))
                .collect_view()
        })
    };
    let said = move || {
        if found.failed.get() {
            return words::not_searched(language).to_owned();
        }
        found
            .hits
            .with(|hits| hits.as_ref().map(|hits| words::hits(language, hits.len())).unwrap_or_default())
    };
    view! {
        <form role="search" action="/applications" method="get">
            <Icon name="search"/>
            <input
                type="text" name="q" autocomplete="off" autofocus node_ref=input role=role
                aria-label=words::search_label(language) placeholder=words::search_label(language)
                aria-autocomplete=move || alive.get().then_some("list")
                aria-controls=move || alive.get().then_some("app-options")
                aria-expanded=move || alive.get().then(|| if found.is_empty() { "false" } else { "true" })
                aria-activedescendant=move || found.active.get().map(option_id)
                on:focus=open on:input=search on:keydown=keys
            />
        </form>
        <div
            class="options" id="app-options" role="listbox" aria-label=words::applications(language)
            hidden=move || found.is_empty()
        >
            {options}
        </div>
        <p class="table-note">
            <span role="status">{said}</span>
            <a href="/applications">{words::all(language)}</a>
        </p>
    }
    .into_any()
}

fn option_id(index: usize) -> String {
    format!("app-option-{index}")
}

fn option(index: usize, hit: &Suggestion, current: Sdkappid, page: PagePath, found: Found) -> AnyView {
    let is_active = move || found.active.get() == Some(index);
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
