//! What stays while pages change: top bar, side navigation, footer; and what every page has inside of it.

mod account_menu;
mod api;
mod foot;
mod preferences_form;
mod side;
mod top;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Outlet;

pub(crate) use preferences_form::{LanguageForm, ThemeForm};

use crate::address::{parameter, use_page_url};
use crate::data::page_data;
use crate::focus;
use crate::preferences::{email, language};
use crate::routes::PagePath;
use crate::text::frame;
use api::read_application_header;

/// The frame around the pages that [`Outlet`] shows. It stays mounted while they change. Somebody who is not signed in
/// has no side navigation.
#[component]
pub(crate) fn PageFrame() -> impl IntoView {
    view! { <Frame><Outlet/></Frame> }
}

/// The frame around one page.
#[component]
pub(crate) fn Frame(
    /// Whether the page is the way in, and needs no link to it.
    #[prop(optional)]
    entrance: bool,
    children: Children,
) -> AnyView {
    let language = language();
    let has_menu = !entrance && email().is_some();
    let url = use_page_url();
    // A page with a dialog over it is out of reach, without scripts too.
    let inert = Memo::new(move |_| url.with(|url| !parameter(&url.search, "dialog").is_empty()));
    let path = Memo::new(move |_| url.with(|url| url.path.clone()));
    let sdkappid =
        Memo::new(move |_| path.with(|path| PagePath::parse(path)).and_then(PagePath::application));
    let application = page_data(
        move || sdkappid.get(),
        async move |sdkappid| match sdkappid {
            Some(sdkappid) => read_application_header(sdkappid).await.map(Some),
            None => Ok(None),
        },
    );
    let (bar, side) = if has_menu {
        let bar = view! {
            <Transition>{move || Suspend::new(async move {
                let application = application.await.ok().flatten();
                view! { <top::TopBar application menu=true/> }
            })}</Transition>
        };
        let side = view! {
            <Transition>{move || Suspend::new(async move {
                let application = application.await.ok().flatten();
                view! { <side::Side path application/> }
            })}</Transition>
        };
        (bar.into_any(), Some(side.into_any()))
    } else {
        (view! { <top::TopBar application=None menu=false entrance/> }.into_any(), None)
    };
    view! {
        <div class=if has_menu { "app" } else { "app bare" } on:focusin=|event| focus::took(&event)>
            <a class="skip" href="#main" rel="external" inert=inert>{frame::skip(language)}</a>
            <header class="top" inert=inert>{bar}</header>
            {side.map(|side| view! { <div class="side" id="side" popover inert=inert>{side}</div> })}
            <main id="main" tabindex="-1">{children()}</main>
            <footer class="foot" inert=inert><foot::Foot/></footer>
        </div>
    }
    .into_any()
}

/// One page within the frame.
#[component]
pub(crate) fn Page(
    /// The title of the document, without the product's name.
    #[prop(into)]
    title: TextProp,
    /// A dialog over the page.
    #[prop(default = None)]
    dialog: Option<AnyView>,
    /// Whether the page is behind the dialog, and out of reach.
    #[prop(optional, into)]
    inert: Signal<bool>,
    /// Whether the content stands in the middle.
    #[prop(optional)]
    centred: bool,
    children: Children,
) -> AnyView {
    Effect::new(|_| focus::arrived());
    let class = if centred { "wrap center" } else { "wrap" };
    view! {
        <Title text=title/>
        <div class=class inert=inert>{children()}</div>
        {dialog}
    }
    .into_any()
}
