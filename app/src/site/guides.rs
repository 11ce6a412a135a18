//! Pages that anybody may read: written by the server alone, so that their words are no part of the client.
//!
//! Who is signed in has them within the frame of the other pages. The browser leaves what it finds in them as it
//! is, and every link to them loads a page.

use leptos::prelude::*;

use crate::frame::Page;
use crate::preferences::{email, language};
use crate::text::frame;
use crate::ui::copy_from;
use crate::written::WrittenPage;

/// What the server wrote; nothing in the browser.
macro_rules! written {
    ($content:expr) => {{
        #[cfg(feature = "ssr")]
        {
            $content.to_html()
        }
        #[cfg(not(feature = "ssr"))]
        {
            String::new()
        }
    }};
}

/// `/pricing`: the editions compared.
#[component]
pub(crate) fn PricingPage() -> AnyView {
    let language = language();
    guide(frame::pricing(language), || written!(super::pricing::content(language)))
}

/// `/resources`: how-tos.
#[component]
pub(crate) fn ResourcesPage() -> AnyView {
    let language = language();
    guide(frame::resources(language), || written!(super::resources::content(None, language)))
}

/// `/support`: requests; who helps, for somebody who is not signed in.
#[component]
pub(crate) fn SupportPage() -> AnyView {
    let language = language();
    guide(frame::support(language), || written!(super::support::content(language)))
}

fn guide(title: &'static str, html: impl FnOnce() -> String) -> AnyView {
    if email().is_some() {
        return view! { <WrittenPage/> }.into_any();
    }
    let html = html();
    view! { <Page title><div inner_html=html on:click=copy_from()></div></Page> }.into_any()
}
