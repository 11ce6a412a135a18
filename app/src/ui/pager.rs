//! Links to other pages of a list.

use leptos::prelude::*;

use super::Icon;
use crate::i18n::text::common;
use crate::shell::preferences::language;

/// Links to the newest and to older entries of a list, below its table; nothing if there is no other page. Each link
/// is its URL and its label.
#[component]
pub(crate) fn Pager(
    newest: Option<(String, &'static str)>,
    older: Option<(String, &'static str)>,
) -> AnyView {
    if newest.is_none() && older.is_none() {
        return ().into_any();
    }
    let newest = newest.map(|(href, label)| {
        view! { <a class="btn sm" href=href><Icon name="left"/>{label}</a> }
    });
    let older = older.map(|(href, label)| {
        view! { <a class="btn sm" href=href>{label}<Icon name="right"/></a> }
    });
    view! {
        <div class="table-note"><nav class="pager" aria-label=common::pages(language())>{newest}{older}</nav></div>
    }
    .into_any()
}
