//! The heading of a page, and the actions for the page as a whole.

use leptos::prelude::*;

/// Heading, one sentence below it, and actions on the right.
#[component]
pub(crate) fn PageHead(
    #[prop(into)] title: String,
    #[prop(optional, into)] lead: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="page-head">
            <div>
                <h1>{title}</h1>
                {(!lead.is_empty()).then(|| view! { <p class="lead">{lead}</p> })}
            </div>
            {children.map(|children| children())}
        </div>
    }
}
