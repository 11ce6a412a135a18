//! Pages that are only read: written by the server alone, so that their words are no part of the client.
//!
//! The browser leaves what it finds in them as it is, and every link to them loads a page.

use leptos::prelude::*;

use crate::frame::Bare;
use crate::preferences::{email, language};
use crate::text::frame;
use crate::ui::copy_from;
use crate::written::WrittenPage;

/// What the server wrote; nothing in the browser.
macro_rules! written {
    ($page:ident, $language:expr) => {{
        #[cfg(feature = "ssr")]
        {
            super::$page::content($language).to_html()
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
    guide(frame::pricing(language), written!(pricing, language))
}

/// `/resources`: how-tos.
#[component]
pub(crate) fn ResourcesPage() -> AnyView {
    let language = language();
    guide(frame::resources(language), written!(resources, language))
}

/// `/support`: requests; who helps, for somebody who is not signed in.
#[component]
pub(crate) fn SupportPage() -> AnyView {
    if email().is_some() {
        return view! { <WrittenPage/> }.into_any();
    }
    let language = language();
    guide(frame::support(language), written!(support, language))
}

fn guide(title: &'static str, html: String) -> AnyView {
    view! { <Bare title><div inner_html=html on:click=copy_from()></div></Bare> }.into_any()
}
