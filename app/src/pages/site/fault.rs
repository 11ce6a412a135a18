//! The page does not exist or could not be shown: what to do next.

use leptos::prelude::*;

use crate::address::current_url;
use crate::failure::Failure;
use crate::i18n::messages::failure_text;
use crate::i18n::text::{common, site};
use crate::shell::frame::Page;
use crate::shell::preferences::language;

/// The fallback for URLs without a page.
#[component]
pub(crate) fn NotFoundPage() -> AnyView {
    view! { <Page title=site::lost_title(language()) centred=true><NotFound/></Page> }.into_any()
}

/// The page does not exist; the status of the response is 404.
#[component]
fn NotFound() -> AnyView {
    #[cfg(feature = "ssr")]
    crate::ssr::status(http::StatusCode::NOT_FOUND);
    let language = language();
    view! {
        <div class="lost">
            <p class="code-no">"404"</p>
            <h1>{site::lost_title(language)}</h1>
            <p class="soft">{site::lost_lead(language)}</p>
            <a class="btn primary" href="/applications">{site::applications(language)}</a>
        </div>
    }
    .into_any()
}

/// An error occurred while the page was rendered.
#[component]
pub(crate) fn Fault(failure: Failure) -> AnyView {
    let language = language();
    let request = (!failure.request.is_empty()).then(|| common::request_id(language, &failure.request));
    view! {
        <div class="lost" role="alert">
            {request.map(|request| view! { <p class="code-no">{request}</p> })}
            <h1>{site::fault_title(language)}</h1>
            <p class="soft">{failure_text(language, &failure)}</p>
            <div class="row">
                <a class="btn primary" href=current_url rel="external">{site::try_again(language)}</a>
                <a class="btn" href="/applications">{site::applications(language)}</a>
            </div>
        </div>
    }
    .into_any()
}
