//! How a field is marked that the last attempt was refused for.

use domain::field::Field;
use leptos::prelude::*;

use crate::failure::Failure;

/// The marks of one field.
pub(super) struct Mark {
    /// `aria-invalid`.
    pub(super) invalid: Option<&'static str>,
    /// Whether it is the first wrong one: it has the focus.
    pub(super) first: bool,
}

impl Mark {
    /// Of `field`, after `failure`.
    pub(super) fn of(failure: RwSignal<Option<Failure>>, field: Field) -> Self {
        failure.with_untracked(|failure| {
            let failure = failure.as_ref();
            let first = failure.and_then(|failure| failure.fields.first());
            Self {
                invalid: failure.and_then(|failure| failure.problem(field)).map(|_| "true"),
                first: first.is_some_and(|invalid| invalid.field == field),
            }
        })
    }
}
