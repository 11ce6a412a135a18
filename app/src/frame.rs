//! What is around every page: top bar, side navigation, footer, confirmations.

mod account_menu;
mod foot;
mod preferences_form;
mod side;
mod top;

use domain::alarms::Alarms;
use leptos::prelude::*;
use leptos_meta::Title;

pub(crate) use preferences_form::{LanguageForm, ThemeForm};
pub(crate) use side::Section;

use crate::focus;
use crate::preferences::language;
use crate::text::frame;
use crate::ui::Flash;

/// The frame of a page for people who are signed in.
#[component]
pub(crate) fn Frame(
    /// The title of the document, without the product's name.
    #[prop(into)]
    title: TextProp,
    /// Where the page is in the side navigation.
    section: Section,
    /// What the side navigation says of the application's certificates.
    #[prop(optional)]
    alarms: Alarms,
    /// The application selector, in the top bar.
    #[prop(default = None)]
    selector: Option<AnyView>,
    /// A dialog over the page.
    #[prop(default = None)]
    dialog: Option<AnyView>,
    /// Whether the page is behind the dialog, and out of reach.
    #[prop(optional, into)]
    inert: Signal<bool>,
    children: Children,
) -> AnyView {
    let language = language();
    Effect::new(|_| focus::arrived());
    view! {
        <Document title/>
        <div class="app" inert=inert on:focusin=|event| focus::took(&event)>
            <a class="skip" href="#main" rel="external">{frame::skip(language)}</a>
            <top::TopBar selector menu=true/>
            <side::Side section alarms/>
            <main id="main" tabindex="-1"><div class="wrap">{children()}</div></main>
            <foot::Foot/>
        </div>
        {dialog}
        <Flash/>
    }
    .into_any()
}

/// The frame of a page that anybody may see: without side navigation.
#[component]
pub(crate) fn Bare(
    #[prop(into)] title: TextProp,
    /// Whether the content stands in the middle.
    #[prop(optional)]
    centred: bool,
    /// Whether the page is the way in, and needs no link to it.
    #[prop(optional)]
    gate: bool,
    children: Children,
) -> AnyView {
    let language = language();
    let content = children();
    Effect::new(|_| focus::arrived());
    view! {
        <Document title/>
        <div class="app bare" on:focusin=|event| focus::took(&event)>
            <a class="skip" href="#main" rel="external">{frame::skip(language)}</a>
            <top::TopBar selector=None menu=false gate/>
            {if centred {
                view! { <main id="main" tabindex="-1" class="center">{content}</main> }.into_any()
            } else {
                view! { <main id="main" tabindex="-1"><div class="wrap">{content}</div></main> }.into_any()
            }}
            <foot::Foot/>
        </div>
        <Flash/>
    }
    .into_any()
}

#[component]
fn Document(title: TextProp) -> impl IntoView {
    view! { <Title text=title/> }
}
