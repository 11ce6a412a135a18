//! Forms that are posted to a server function.
//!
//! Without scripts the browser posts them by itself, and the page that it is led back to shows the failure.
//! With scripts the same request is sent without a page load. One form serves every server function: nothing
//! here is generic, which keeps the client small.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use super::Toasts;
use crate::failure::Failure;
use crate::preferences::language;
use crate::words::failure_text;
use crate::{address, browser, done};

/// How often a form of the page that is shown was taken: what is shown has to be fetched again then.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Changes(RwSignal<u32>);

impl Changes {
    /// Begins to count.
    pub(crate) fn provide() {
        provide_context(Self(RwSignal::new(0)));
    }

    /// How many there have been.
    pub(crate) fn count() -> u32 {
        use_context::<Self>().map(|Self(count)| count.get()).unwrap_or_default()
    }
}

/// What became of a form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Post {
    path: &'static str,
    /// What the last attempt was answered.
    pub failure: RwSignal<Option<Failure>>,
    /// Whether an answer is awaited.
    pub pending: RwSignal<bool>,
    is_fresh: bool,
}

impl Post {
    /// A form for the server function of that path. It has failed already where the page is shown for that.
    pub(crate) fn to(path: &'static str) -> Self {
        #[cfg(feature = "ssr")]
        let failure = crate::ssr::refused(path);
        #[cfg(not(feature = "ssr"))]
        let failure = browser::refused(path);
        Self { path, failure: RwSignal::new(failure), pending: RwSignal::new(false), is_fresh: false }
    }

    /// Leads to a page that is loaded as a whole: for somebody else, or in another language.
    pub(crate) fn fresh(self) -> Self {
        Self { is_fresh: true, ..self }
    }
}

/// Where a form that was taken leads to, without a page load.
fn onward() -> impl Fn(&str) + Clone + 'static {
    let (location, navigate) = (use_location(), use_navigate());
    let (toasts, language, changes) = (Toasts::of_page(), language(), use_context::<Changes>());
    move |next: &str| {
        // What the server writes around the client, the notice of arrears, is that of the page that was loaded last.
        if next.starts_with("/sign-in") || next.starts_with("/billing") {
            browser::load(next);
            return;
        }
        let (next, done) = address::split_done(next);
        if let Some(said) = done.and_then(|code| done::said(language, code)) {
            toasts.show(said);
        }
        let path = next.split(['?', '#']).next().unwrap_or_default();
        let scroll = location.pathname.try_get_untracked().is_none_or(|here| here != path);
        if let Some(Changes(count)) = changes.filter(|_| !scroll) {
            count.try_update(|count| *count += 1);
        }
        navigate(&next, NavigateOptions { scroll, ..NavigateOptions::default() });
    }
}

/// Posts the forms that the server wrote without a page load, too.
pub(crate) fn post_written_forms() {
    let (go, language) = (onward(), language());
    Effect::new(move |_| {
        let go = go.clone();
        let listener = window_event_listener(leptos::ev::submit, move |event| {
            browser::post_written(&event, go.clone(), move |failure| failure_text(language, failure));
        });
        on_cleanup(move || listener.remove());
    });
}

/// Posts its fields; what is wrong with them is said by the server, in the person's language.
#[component]
pub(crate) fn PostForm(
    post: Post,
    /// The class of the form element.
    #[prop(optional)]
    class: Option<&'static str>,
    /// What it is called, where no heading says so.
    #[prop(optional)]
    label: Option<&'static str>,
    /// Whether it holds a file.
    #[prop(optional)]
    multipart: bool,
    children: Children,
) -> AnyView {
    let go = onward();
    let on_submit = move |event: SubmitEvent| {
        post.pending.set(true);
        let go = go.clone();
        browser::post(&event, move |answer| {
            // The page may be gone by now.
            post.pending.try_set(false);
            match answer {
                Ok(next) => {
                    post.failure.try_set(None);
                    match next {
                        Some(next) if post.is_fresh => browser::load(&next),
                        Some(next) => go(&next),
                        None => {}
                    }
                }
                Err(failure) => drop(post.failure.try_set(Some(failure))),
            }
        });
    };
    view! {
        <form
            class=class method="post" action=post.path enctype=multipart.then_some("multipart/form-data") novalidate
            aria-label=label on:submit=on_submit
        >
            {children()}
        </form>
    }
    .into_any()
}
