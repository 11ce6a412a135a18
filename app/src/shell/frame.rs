//! What stays while pages change: top bar, side navigation, footer; and what every page has inside of it.

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
    // That of the next page as soon as it is asked for: the navigation shows at once where a click leads.
    let location = use_location();
    let path = location.pathname;
    // What is around a dialog is out of reach. With scripts the dialog itself sees to that.
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
        (view! { <top::TopBar application=None menu=false entrance/> }.into_any(), None)
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

/// Leads to the page itself where the address asks for a dialog that there is not: the frame would be out of reach for
/// nothing.
#[cfg(feature = "ssr")]
fn leave_unknown_dialog(has_dialog: Signal<bool>) {
    let location = use_location();
    let query = location.search.get_untracked();
    if !has_dialog.get_untracked() && !parameter(&query, "dialog").is_empty() {
        crate::ssr::go(&with_query(&location.pathname.get_untracked(), &without(&query, "dialog")));
    }
}
