//! `/pricing`: the editions compared, out of the catalogue. Nothing invented.

use domain::language::Language;
use leptos::prelude::*;

use crate::editions;
use crate::ssr::console;
use crate::text::{frame, guide};
use crate::ui::PageHead;

/// `/pricing`.
pub(super) fn content(language: Language) -> AnyView {
    let catalogue = console().catalogue();
    let table =
        editions::table(&catalogue, language, |edition| editions::price(&catalogue, edition, None, language));
    view! {
        <PageHead title=frame::pricing(language) lead=guide::pricing_lead(language)/>
        <div class="stack">
            {table}
            <p class="small soft">{guide::pricing_note(language)}</p>
        </div>
    }
    .into_any()
}
