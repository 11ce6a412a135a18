//! `/support`: who helps, honestly: the operator of this installation.

use domain::language::Language;
use leptos::prelude::*;

use super::resources::Article;
use crate::text::{frame, guide};
use crate::ui::{Command, PageHead, RESET_PASSWORD};

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
                    <Command text="chat-console doctor --running"/>
                    <Command text="chat-console owner list"/>
                    <Command text=RESET_PASSWORD/>
                </Article>
            </div>
    }
    .into_any()
}
