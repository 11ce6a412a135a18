//! `/support`: who helps, honestly: the operator of this installation.

use leptos::prelude::*;

use super::resources::{Article, Code};
use crate::frame::Bare;
use crate::preferences::language;
use crate::text::{frame, site};
use crate::ui::PageHead;

const COMMANDS: &str = "chat-console doctor
chat-console owner list
chat-console owner reset-password you@example.com";

/// `/support`.
#[component]
pub(crate) fn SupportPage() -> AnyView {
    let language = language();
    let title = frame::support(language);
    view! {
        <Bare title>
            <PageHead title lead=site::support_lead(language)/>
            <div class="stack">
                <Article id="ask" title=site::support_ask_title(language)>
                    <p>{site::support_ask(language)}</p>
                </Article>
                <Article id="operator" title=site::support_operator_title(language)>
                    <p>{site::support_operator(language)}</p>
                    <Code name="Shell" text=COMMANDS/>
                </Article>
            </div>
        </Bare>
    }
    .into_any()
}
