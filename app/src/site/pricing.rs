//! `/pricing`: the editions compared, out of the catalogue. Nothing invented.

use domain::language::Language;
use leptos::prelude::*;

use crate::editions;
use crate::failure::Failure;
use crate::markup::Markup;
use crate::ssr::console;
use crate::text::{frame, guide};
use crate::ui::PageHead;
use crate::written::Written;

/// `/pricing` for somebody who is signed in.
pub(crate) fn page(language: Language) -> Result<Written, Failure> {
    crate::ssr::signed_in()?;
    Ok(Written {
        title: frame::pricing(language).to_owned(),
        content: Markup::new(content(language).to_html()),
        dialog: None,
    })
}

/// The editions.
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
