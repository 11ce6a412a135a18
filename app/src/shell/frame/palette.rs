//! The palette: jumps to a page or an application from anywhere, with Ctrl K, ⌘ K or `/`.
//!
//! Without scripts it is a search form that leads to the list of applications.

use domain::application::ApplicationSuggestion;
use domain::application::sdkappid::Sdkappid;
use leptos::ev::{self, KeyboardEvent};
use leptos::html;
use leptos::leptos_dom::helpers::debounce;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::destinations::{Destination, Group, groups};
use crate::browser;
use crate::i18n::text::{applications, palette};
use crate::pages::applications::{ApplicationSearch, PAUSE};
use crate::shell::preferences::language;
use crate::ui::{ActiveOption, Icon};

const ID: &str = "palette";

/// The button in the top bar that opens the palette.
#[component]
pub(super) fn PaletteButton() -> AnyView {
    let shortcut = RwSignal::new("Ctrl K");
    Effect::new(move |_| {
        if browser::is_apple() {
            shortcut.set("⌘ K");
        }
    });
    view! {
        <button type="button" class="jump" popovertarget=ID aria-keyshortcuts="Control+K Meta+K /">
            <Icon name="search"/>
            <span class="jump-name">{palette::open(language())}</span>
            <kbd aria-hidden="true">{move || shortcut.get()}</kbd>
        </button>
    }
    .into_any()
}

/// The palette. `current`: the application that the page is about.
#[component]
pub(super) fn Palette(current: Memo<Option<Sdkappid>>) -> AnyView {
    let language = language();
    let (found, active) = (ApplicationSearch::new(), ActiveOption::new());
    let (typed, is_open) = (RwSignal::new(String::new()), RwSignal::new(false));
    let input = NodeRef::<html::Input>::new();
    let groups = Memo::new(move |_| {
        if !is_open.get() {
            return Vec::new();
        }
        let matching = |hits: &Option<Vec<ApplicationSuggestion>>| hits.clone().unwrap_or_default();
        groups(language, &typed.get(), &found.hits.with(matching), current.get())
    });
    let count = move || groups.with(|groups| groups.iter().map(|group| group.destinations.len()).sum());
    // Enter opens the first match; nothing is selected while the search is empty.
    Effect::new(move |_| {
        let count: usize = count();
        active.set((count > 0 && typed.with_untracked(|typed| !typed.trim().is_empty())).then_some(0));
    });
    // The list may be taller than the palette.
    Effect::new(move |_| {
        if let Some(index) = active.get() {
            browser::reveal(option_id(index));
        }
    });
    let mut pause = debounce(PAUSE, move |text: String| found.search(text));
    let type_in = move |_| {
        let text = input.get_untracked().map(|input| input.value()).unwrap_or_default();
        typed.set(text.clone());
        pause(text);
    };
    let toggled = move |_| {
        is_open.set(browser::is_popover_open(ID));
        if is_open.get_untracked() {
            typed.set(String::new());
            if let Some(input) = input.get_untracked() {
                input.set_value("");
            }
            found.search(String::new());
        }
    };
    let navigate = use_navigate();
    let on_key = move |event: KeyboardEvent| {
        let taken = active.on_key(&event, groups.with_untracked(|groups| flat(groups).count()));
        let taken = taken.and_then(|index| groups.with_untracked(|groups| flat(groups).nth(index).cloned()));
        if let Some(Destination { address, .. }) = taken {
            browser::close_popovers();
            navigate(&address, NavigateOptions::default());
        }
    };
    Effect::new(move |_| open_by_keys());
    // The field is a combobox only with scripts.
    let alive = RwSignal::new(false);
    Effect::new(move |_| alive.set(true));
    let said = move || match count() {
        _ if found.failed.get() => palette::failed(language).to_owned(),
        0 => palette::none(language).to_owned(),
        count => palette::found(language, count),
    };
    let options = move || {
        let mut first = 0;
        groups.with(|groups| {
            let views = groups.iter().enumerate().map(|(index, group)| {
                let view = group_view(index, group, first, active);
                first += group.destinations.len();
                view
            });
            views.collect_view()
        })
    };
    view! {
        <div class="picker palette" id=ID popover role="dialog" aria-label=palette::open(language) on:toggle=toggled>
            <form role="search" action="/applications" method="get">
                <Icon name="search"/>
                <input
                    type="text" name="q" autocomplete="off" autofocus node_ref=input
                    role=move || alive.get().then_some("combobox")
                    aria-label=palette::label(language) placeholder=palette::label(language)
                    aria-autocomplete=move || alive.get().then_some("list")
                    aria-controls=move || alive.get().then_some("palette-options")
                    aria-expanded=move || alive.get().then(|| if count() == 0 { "false" } else { "true" })
                    aria-activedescendant=move || active.get().map(option_id)
                    on:input=type_in on:keydown=on_key
                />
            </form>
            <div
                class="options" id="palette-options" role="listbox" aria-label=palette::label(language)
                hidden=move || count() == 0
            >
                {options}
            </div>
            <p class="table-note">
                <span role="status">{move || is_open.get().then(said)}</span>
                <span class="palette-keys" hidden=move || !alive.get()>{palette::keys(language)}</span>
                <a href="/applications" hidden=move || alive.get()>{applications::all(language)}</a>
            </p>
        </div>
    }
    .into_any()
}

/// Opens the palette with its keyboard shortcuts while the frame is mounted.
fn open_by_keys() {
    let listener = window_event_listener(ev::keydown, |event| {
        let key = event.key();
        let is_shortcut = (event.ctrl_key() || event.meta_key())
            && !event.alt_key()
            && !event.shift_key()
            && key.eq_ignore_ascii_case("k");
        let is_slash = key == "/" && !event.ctrl_key() && !event.meta_key() && !browser::is_typing(&event);
        if (is_shortcut || is_slash) && browser::open_popover(ID) {
            event.prevent_default();
        }
    });
    on_cleanup(move || listener.remove());
}

fn flat(groups: &[Group]) -> impl Iterator<Item = &Destination> {
    groups.iter().flat_map(|group| &group.destinations)
}

fn option_id(index: usize) -> String {
    format!("palette-option-{index}")
}

/// Group number `number`, whose first destination is option number `first`.
fn group_view(number: usize, group: &Group, first: usize, active: ActiveOption) -> AnyView {
    let id = format!("palette-group-{number}");
    let label_id = id.clone();
    let options: Vec<AnyView> = group
        .destinations
        .iter()
        .enumerate()
        .map(|(index, destination)| option(first + index, destination, active))
        .collect();
    view! {
        <div role="group" aria-labelledby=id>
            <div class="options-name" id=label_id>{group.name}</div>
            {options}
        </div>
    }
    .into_any()
}

fn option(index: usize, destination: &Destination, active: ActiveOption) -> AnyView {
    let is_active = move || active.get() == Some(index);
    let Destination { icon, name, detail, address } = destination.clone();
    view! {
        <a
            class="option" class:active=is_active role="option" tabindex="-1" id=option_id(index)
            aria-selected=move || if is_active() { "true" } else { "false" } href=address
        >
            <Icon name=icon/>
            <span>{name}</span>
            {detail.map(|detail| view! { <small>{detail}</small> })}
        </a>
    }
    .into_any()
}
