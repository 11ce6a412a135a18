//! The search above the list. It is a plain GET form: its field is the query of the result's URL.

use domain::application::sdkappid::Sdkappid;
use leptos::html;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::query::ListQuery;
use crate::browser;
use crate::i18n::text::records;
use crate::routes::PagePath;
use crate::shell::preferences::language;
use crate::ui::Icon;

/// The field of the form. It belongs to the page rather than to the content that a reload replaces, so that what is
/// typed during a reload is searched for.
#[derive(Clone, Copy)]
pub(super) struct SearchField {
    query: Memo<ListQuery>,
    input: NodeRef<html::Input>,
    apply: Callback<Sdkappid>,
}

impl SearchField {
    /// The field for the list that `query` describes.
    pub(super) fn new(query: Memo<ListQuery>) -> Self {
        let input = NodeRef::<html::Input>::new();
        let navigate = use_navigate();
        let apply = Callback::new(move |sdkappid: Sdkappid| {
            let Some(input) = input.get_untracked() else { return };
            let address = ListQuery::new(&input.value(), None).address(sdkappid);
            navigate(&address, NavigateOptions { scroll: false, ..NavigateOptions::default() });
        });
        Self { query, input, apply }
    }
}

/// Search and **Clear**. A search begins at the first page.
#[component]
pub(super) fn SearchForm(field: SearchField, sdkappid: Sdkappid) -> AnyView {
    let language = language();
    let SearchField { query, input, apply } = field;
    let text = move || query.with(|query| query.search.clone());
    // **Clear** and going back in the history update the field unless somebody is typing in it.
    Effect::new(move |_| {
        let text = text();
        if let Some(input) = input.get()
            && !browser::has_focus(&input)
        {
            input.set_value(&text);
        }
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        apply.run(sdkappid);
    };
    let path = PagePath::Records(sdkappid).to_string();
    let clear = {
        let path = path.clone();
        move || {
            let is_searched = query.with(|query| !query.search.is_empty());
            is_searched
                .then(|| view! { <a class="btn ghost" href=path.clone()>{records::clear(language)}</a> })
        }
    };
    view! {
        <form class="row" role="search" action=path method="get" on:submit=submit>
            <div class="search grow">
                <Icon name="search"/>
                <input
                    class="input" type="search" name="q" autocomplete="off" spellcheck="false"
                    aria-label=records::search(language) placeholder=records::search(language) value=text node_ref=input
                />
            </div>
            <button class="btn" type="submit">{records::find(language)}</button>
            {clear}
        </form>
    }
    .into_any()
}
