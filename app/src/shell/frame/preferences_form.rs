//! Language and theme: plain forms with one button for each choice. The page is reloaded, so that everything on it is
//! in the chosen language.

use domain::account::language::{Language, Theme};
use leptos::prelude::*;

use crate::address::current_url;
use crate::i18n::text::frame;
use crate::shell::preferences::{language, theme};

/// One button for each language, labelled in that language.
#[component]
pub(crate) fn LanguageForm() -> impl IntoView {
    let chosen = language();
    let buttons = Language::ALL
        .map(|language| {
            let (tag, pressed) = (language.tag(), (language == chosen).then_some("true"));
            view! { <button type="submit" name="language" value=tag lang=tag aria-current=pressed>{language.own_name()}</button> }
        })
        .into_iter()
        .collect_view();
    view! {
        <form method="post" action="/preferences">
            <input type="hidden" name="next" value=current_url/>
            <div class="pick" role="group" aria-label=frame::language(chosen)>{buttons}</div>
        </form>
    }
}

/// One button for each theme.
#[component]
pub(crate) fn ThemeForm() -> impl IntoView {
    let (language, chosen) = (language(), theme());
    let buttons = Theme::ALL
        .map(|theme| {
            let name = match theme {
                Theme::System => frame::theme_system(language),
                Theme::Light => frame::theme_light(language),
                Theme::Dark => frame::theme_dark(language),
            };
            let pressed = (theme == chosen).then_some("true");
            view! { <button type="submit" name="theme" value=theme.code() aria-current=pressed>{name}</button> }
        })
        .into_iter()
        .collect_view();
    view! {
        <form method="post" action="/preferences">
            <input type="hidden" name="next" value=current_url/>
            <div class="pick" role="group" aria-label=frame::theme(language)>{buttons}</div>
        </form>
    }
}
