//! Forms that are posted to a server function.
//!
//! Without scripts the browser submits them itself, and the page that it is redirected to shows the failure. With
//! scripts the same request is sent without a page load (`docs/adr/0004-pages.md`).

use domain::field::Field;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use super::Toasts;
use crate::failure::{Failure, FailureKind};
use crate::i18n::done::Done;
use crate::shell::preferences::language;
use crate::{address, browser};

/// How long an accepted form stays pending at most, in milliseconds. It is gone sooner, when the page that it leads to,
/// or its own page with the new data, is shown. What is typed into it before that would be lost.
const REPLACED: u64 = 1_000;

/// Counts the form responses on the current page after which its data must be reloaded.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Changes(RwSignal<u32>);

impl Changes {
    /// Provides the counter as a context, starting at 0.
    pub(crate) fn provide() {
        provide_context(Self(RwSignal::new(0)));
    }

    /// The current count, tracked; 0 without a counter in the context.
    pub(crate) fn count() -> u32 {
        use_context::<Self>().map(|Self(count)| count.get()).unwrap_or_default()
    }

    fn increment(changes: Option<Self>) {
        if let Some(Self(count)) = changes {
            count.try_update(|count| *count += 1);
        }
    }
}

/// The state of a form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Post {
    path: &'static str,
    /// The failure of the last attempt, if any.
    pub failure: RwSignal<Option<Failure>>,
    /// Whether a response is pending.
    pub pending: RwSignal<bool>,
    is_fresh: bool,
    rereads: bool,
}

impl Post {
    /// A form for the server function at that path. It starts as failed if the page is shown because of a refusal.
    pub(crate) fn to(path: &'static str) -> Self {
        #[cfg(feature = "ssr")]
        let failure = crate::ssr::refused(path);
        #[cfg(not(feature = "ssr"))]
        let failure = browser::refused(path);
        let (failure, pending) = (RwSignal::new(failure), RwSignal::new(false));
        Self { path, failure, pending, is_fresh: false, rereads: false }
    }

    /// Another form for the same server function; both share one failure.
    pub(crate) fn another(self) -> Self {
        Self { pending: RwSignal::new(false), ..self }
    }

    /// After success, loads the next page in full: for another person, or in another language.
    pub(crate) fn fresh(self) -> Self {
        Self { is_fresh: true, ..self }
    }

    /// Reloads the page's data if the form is refused because the data has changed since it was loaded. The form then
    /// shows the failure together with the current data.
    pub(crate) fn rereading(self) -> Self {
        Self { rereads: true, ..self }
    }
}

/// Whether a form was refused because of something that it does not show: the state of its subject, or a field that it
/// does not have. `filled` are its own fields.
fn is_outdated(failure: &Failure, filled: &[(String, String)]) -> bool {
    match failure.kind {
        FailureKind::Refused(_) | FailureKind::KeyRefused(_) | FailureKind::OrderRefused(_) => true,
        FailureKind::Invalid => {
            let is_there = |field: Field| filled.iter().any(|(name, _)| name == field.name());
            failure.fields.iter().any(|invalid| !is_there(invalid.field))
        }
        _ => false,
    }
}

/// Navigates, without a page load, to the URL that an accepted form leads to.
fn navigate_on_success() -> impl Fn(&str) + Clone + 'static {
    let (location, navigate) = (use_location(), use_navigate());
    let (toasts, language, changes) = (Toasts::of_page(), language(), use_context::<Changes>());
    move |next: &str| {
        // The arrears notice is outside the client and belongs to the page that was loaded last.
        if next.starts_with("/sign-in") || next.starts_with("/billing") {
            browser::load(next);
            return;
        }
        let (next, done) = address::split_done(next);
        if let Some(done) = done.and_then(Done::parse) {
            toasts.show(done.message(language));
        }
        let path = next.split(['?', '#']).next().unwrap_or_default();
        let scroll = location.pathname.try_get_untracked().is_none_or(|here| here != path);
        Changes::increment(changes.filter(|_| !scroll));
        navigate(&next, NavigateOptions { scroll, ..NavigateOptions::default() });
    }
}

/// Posts its fields. Validation messages come from the server, in the person's language.
#[component]
pub(crate) fn PostForm(
    post: Post,
    /// The class of the form element.
    #[prop(optional)]
    class: Option<&'static str>,
    /// The accessible name, if there is no heading.
    #[prop(optional)]
    label: Option<&'static str>,
    /// Whether it contains a file field.
    #[prop(optional)]
    multipart: bool,
    children: Children,
) -> AnyView {
    let (go, changes, page) = (navigate_on_success(), use_context::<Changes>(), use_location().pathname);
    let on_submit = move |event: SubmitEvent| {
        let Some(submission) = browser::Submission::of(&event).filter(|_| !post.pending.get_untracked())
        else {
            return;
        };
        post.pending.set(true);
        let go = go.clone();
        leptos::task::spawn_local(async move {
            let (filled, submitted_on) = (submission.filled(), page.try_get_untracked());
            // Afterwards the page may have been left, or reloaded its data, which replaces this form.
            match submission.send().await {
                Ok(None) => {
                    post.failure.try_set(None);
                    post.pending.try_set(false);
                }
                Ok(Some(next)) => {
                    post.failure.try_set(None);
                    if post.is_fresh {
                        browser::load(&next);
                    } else {
                        go(&next);
                    }
                    browser::later(REPLACED, move || {
                        post.pending.try_set(false);
                    });
                }
                Err(failure) => {
                    let rereads = post.rereads && is_outdated(&failure, &filled);
                    let replaced =
                        if rereads { Some(failure) } else { post.failure.try_set(Some(failure)).flatten() };
                    if let Some(failure) = replaced.filter(|_| page.try_get_untracked() == submitted_on) {
                        browser::keep_refused(post.path, &failure.with_sent(filled));
                        Changes::increment(changes);
                    }
                    post.pending.try_set(false);
                }
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

#[cfg(test)]
mod tests {
    use domain::application::lifecycle::Refusal;
    use domain::field::{InvalidField, Problem};

    use super::*;

    #[test]
    fn a_form_is_out_of_date_where_it_is_refused_for_what_it_does_not_show() {
        let filled = [("overlap".to_owned(), "31".to_owned())];
        let wrong = |field| Failure {
            fields: vec![InvalidField { field, problem: Problem::Missing }],
            ..Failure::new(FailureKind::Invalid)
        };
        assert!(!is_outdated(&wrong(Field::Overlap), &filled));
        assert!(is_outdated(&wrong(Field::Confirmation), &filled));
        assert!(is_outdated(&Failure::new(FailureKind::Refused(Refusal::Meanwhile)), &filled));
        assert!(!is_outdated(&Failure::new(FailureKind::Unreachable), &filled));
    }
}
