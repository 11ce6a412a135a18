//! Forms that are posted to a server function.
//!
//! Without scripts the browser posts them by itself, and a failure comes back in the address of the page.
//! With scripts the same request is sent without a page load. One form serves every server function: nothing
//! here is generic, which keeps the client small.

use leptos::prelude::*;
use leptos::server::ServerActionError;
use leptos::server_fn::error::ServerFnUrlError;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use crate::browser;
use crate::failure::Failure;

/// What became of a form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Post {
    path: &'static str,
    /// What the last attempt was answered.
    pub failure: RwSignal<Option<Failure>>,
    /// Whether an answer is awaited.
    pub pending: RwSignal<bool>,
    changed: Option<RwSignal<u32>>,
}

impl Post {
    /// A form for the server function of that path. It has failed already where the address of the page says so.
    pub(crate) fn to(path: &'static str) -> Self {
        let failure = use_context::<ServerActionError>()
            .filter(|error| error.path() == path)
            .map(|error| ServerFnUrlError::<Failure>::decode_err(error.err()));
        Self { path, failure: RwSignal::new(failure), pending: RwSignal::new(false), changed: None }
    }

    /// Counts `changed` up each time it went well: for what has to be fetched again then.
    pub(crate) fn counted_by(self, changed: RwSignal<u32>) -> Self {
        Self { changed: Some(changed), ..self }
    }
}

/// Posts its fields; what is wrong with them is said by the server, in the person's language.
#[component]
pub(crate) fn PostForm(
    post: Post,
    /// The class of the form element.
    #[prop(optional)]
    class: Option<&'static str>,
    children: Children,
) -> AnyView {
    let location = use_location();
    let navigate = use_navigate();
    let on_submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if post.pending.get_untracked() {
            return;
        }
        post.pending.set(true);
        let navigate = navigate.clone();
        browser::post(&event, post.path, move |answer| {
            // The page may be gone by now.
            post.pending.try_set(false);
            match answer {
                Ok(next) => {
                    post.failure.try_set(None);
                    if let Some(changed) = post.changed {
                        changed.try_update(|count| *count += 1);
                    }
                    if let Some(next) = next {
                        let path = next.split(['?', '#']).next().unwrap_or_default();
                        let scroll = location.pathname.try_get_untracked().is_none_or(|here| here != path);
                        navigate(&next, NavigateOptions { scroll, ..NavigateOptions::default() });
                    }
                }
                Err(failure) => drop(post.failure.try_set(Some(failure))),
            }
        });
    };
    view! {
        <form class=class method="post" action=post.path novalidate on:submit=on_submit>{children()}</form>
    }
    .into_any()
}
