//! The page `/support`: the requests of the signed-in person, or, for strangers, whom to ask.

use leptos::prelude::*;

use super::resources::Article;
use crate::i18n::text::{frame, guide};
use crate::pages::support::RequestsPage;
use crate::shell::frame::Page;
use crate::shell::preferences::{email, language};
use crate::ui::{Command, PageHead, RESET_PASSWORD};

/// The page **Technical support**.
#[component]
pub(crate) fn SupportPage() -> AnyView {
    if email().is_some() {
        view! { <RequestsPage/> }.into_any()
    } else {
        view! { <SupportGuide/> }.into_any()
    }
}

/// Whom to ask: the operator of this installation.
#[component]
fn SupportGuide() -> AnyView {
    let language = language();
    view! {
        <Page title=frame::support(language)>
            <PageHead title=frame::support(language) lead=guide::support_lead(language)/>
            <div class="stack">
                <Article id="ask" title=guide::support_ask_title(language)>
                    <p>{guide::support_ask(language)}</p>
                </Article>
                <Article id="operator" title=guide::support_operator_title(language)>
                    <p>{guide::support_operator(language)}</p>
                    <Command text="chat-console doctor --running"/>
                    <Command text="chat-console owner list"/>
                    <Command text=RESET_PASSWORD/>
                </Article>
            </div>
        </Page>
    }
    .into_any()
}
