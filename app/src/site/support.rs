//! `/support`: who helps, honestly: the operator of this installation.

use domain::language::Language;
use leptos::prelude::*;

use super::resources::{Article, Code};
use crate::text::{frame, guide};
use crate::ui::PageHead;

const COMMANDS: &str = "chat-console doctor
chat-console owner list
chat-console owner reset-password you@example.com";

/// `/support`.
pub(super) fn content(language: Language) -> AnyView {
    view! {
            <PageHead title=frame::support(language) lead=guide::support_lead(language)/>
            <div class="stack">
                <Article id="ask" title=guide::support_ask_title(language)>
                    <p>{guide::support_ask(language)}</p>
                </Article>
                <Article id="operator" title=guide::support_operator_title(language)>
                    <p>{guide::support_operator(language)}</p>
                    <Code name="Shell" text=COMMANDS/>
                </Article>
            </div>
    }
    .into_any()
}
