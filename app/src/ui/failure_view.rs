//! A page whose content cannot be shown.

use leptos::prelude::*;

use super::PageHead;
use crate::failure::{Failure, FailureKind};
use crate::i18n::messages::forbidden_text;
use crate::i18n::text::{members, site};
use crate::pages::site::{Fault, NotFoundPage};
use crate::routes::PagePath;
use crate::shell::frame::Page;
use crate::shell::preferences::language;
use crate::{address, browser};

/// Replaces the whole page: redirects to **Sign in** and back if nobody is signed in, and to where a second factor is set
/// up if it is required; otherwise shows that the page does not exist or that an error occurred. The status of the response matches.
#[component]
pub(crate) fn FailureView(failure: Failure) -> AnyView {
    match failure.kind {
        FailureKind::SignedOut => {
            leave_for(format!("{}?next={}", PagePath::SignIn, address::escape(&address::current_url())))
        }
        FailureKind::SecondFactorRequired => leave_for(PagePath::Authenticator.to_string()),
        FailureKind::NotFound => view! { <NotFoundPage/> }.into_any(),
        FailureKind::Forbidden(refusal) => {
            let language = language();
            let lead = forbidden_text(language, refusal);
            view! {
                <Page title=members::not_allowed(language)>
                    <PageHead title=members::not_allowed(language) lead>
                        <a class="btn" href=PagePath::Applications.to_string()>{site::applications(language)}</a>
                    </PageHead>
                </Page>
            }
            .into_any()
        }
        _ => view! { <Page title=site::fault_title(language()) centred=true><Fault failure/></Page> }
            .into_any(),
    }
}

/// Redirects, with a page load in the browser.
fn leave_for(place: String) -> AnyView {
    #[cfg(feature = "ssr")]
    crate::ssr::redirect(&place);
    Effect::new(move |_| browser::load(&place));
    ().into_any()
}
