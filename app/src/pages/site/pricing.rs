//! The page `/pricing`: the comparison of the editions, with the values of the catalogue only.

use domain::billing::catalogue::Catalogue;
use leptos::prelude::*;

use super::api::read_catalogue;
use crate::data::{page_data, show};
use crate::i18n::text::{frame, guide};
use crate::pages::application::editions;
use crate::shell::frame::Page;
use crate::shell::preferences::language;
use crate::ui::PageHead;

/// The page **Pricing**.
#[component]
pub(crate) fn PricingPage() -> AnyView {
    let catalogue = page_data(|| (), |()| read_catalogue());
    show(catalogue, page)
}

fn page(catalogue: Catalogue) -> AnyView {
    let language = language();
    let table =
        editions::table(&catalogue, language, |edition| editions::price(&catalogue, edition, None, language));
    view! {
        <Page title=frame::pricing(language)>
            <PageHead title=frame::pricing(language) lead=guide::pricing_lead(language)/>
            <div class="stack">
                {table}
                <p class="small soft">{guide::pricing_note(language)}</p>
            </div>
        </Page>
    }
    .into_any()
}
