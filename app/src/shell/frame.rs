//! What stays mounted across pages (top bar, side navigation, footer), and the container of every page.

mod account_menu;
mod api;
mod destinations;
mod foot;
mod palette;
mod preferences_form;
mod side;
mod top;

use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_location;

pub(crate) use preferences_form::{LanguageForm, ThemeForm};

use crate::address::parameter;
#[cfg(feature = "ssr")]
use crate::address::{with_query, without};
use crate::data::{once_ready, page_data};
use crate::i18n::text::frame;
use crate::routes::PagePath;
use crate::shell::focus;
use crate::shell::preferences::{email, language};
use api::read_application_header;

/// The frame around the pages that [`Outlet`] shows. It stays mounted during navigation. Without a signed-in person it
/// has no side navigation.
#[component]
pub(crate) fn PageFrame() -> impl IntoView {
    view! { <Frame><Outlet/></Frame> }
}

/// The frame around one page.
#[component]
pub(crate) fn Frame(
    /// Whether the page is for sign-in or set-up, which needs no link to it.
    #[prop(optional)]
    signed_out: bool,
    children: Children,
) -> AnyView {
    let language = language();
    let has_menu = !signed_out && email().is_some();
    // The path of the next page as soon as navigation starts: the side navigation follows the click at once.
    let location = use_location();
    let path = location.pathname;
    // The frame around a dialog is inert. With scripts the modal dialog takes care of that.
    let has_scripts = RwSignal::new(false);
    Effect::new(move |_| has_scripts.set(true));
    let has_dialog = move || location.search.with(|search| !parameter(search, "dialog").is_empty());
    let inert = Memo::new(move |_| !has_scripts.get() && has_dialog());
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
        let bar = once_ready(move || async move {
            let application = application.await.ok().flatten();
            view! { <top::TopBar application menu=true/> }.into_any()
        });
        let side = once_ready(move || async move {
            let application = application.await.ok().flatten();
            view! { <side::Side path application/> }.into_any()
        });
        (bar, Some(side))
    } else {
        (view! { <top::TopBar application=None menu=false signed_out/> }.into_any(), None)
    };
    view! {
        <div class=if has_menu { "app" } else { "app bare" } on:focusin=|event| focus::took(&event)>
            <a class="skip" href="#main" rel="external" inert=inert>{frame::skip(language)}</a>
            <header class="top" inert=inert>
                {bar}
                {has_menu.then(|| view! { <palette::Palette current=sdkappid/> })}
            </header>
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
    /// The document title, without the product's name.
    #[prop(into)]
    title: TextProp,
    /// The dialog over the page, if one is open.
    #[prop(default = None)]
    dialog: Option<AnyView>,
    /// Whether a dialog makes the page inert.
    #[prop(optional, into)]
    inert: Signal<bool>,
    /// Whether the content is centred.
    #[prop(optional)]
    centred: bool,
    children: Children,
) -> AnyView {
    Effect::new(|_| focus::arrived());
    #[cfg(feature = "ssr")]
    leave_unknown_dialog(inert);
    let class = if centred { "wrap center" } else { "wrap" };
    view! {
        <Title text=title/>
        <div class=class inert=inert>{children()}</div>
        {dialog}
    }
    .into_any()
}

/// Redirects to the page itself if the URL names a dialog that does not exist: otherwise the frame would be inert for
/// no reason.
#[cfg(feature = "ssr")]
fn leave_unknown_dialog(has_dialog: Signal<bool>) {
    let location = use_location();
    let query = location.search.get_untracked();
    if !has_dialog.get_untracked() && !parameter(&query, "dialog").is_empty() {
        crate::ssr::redirect(&with_query(&location.pathname.get_untracked(), &without(&query, "dialog")));
    }
}
