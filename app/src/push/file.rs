//! The field of a file.

use domain::field::Field;
use domain::language::Language;
use leptos::prelude::*;

use super::mark::Mark;
use crate::certificate::certificate_field;
use crate::failure::Failure;
use crate::refused::KEPT_FILE;
use crate::text::push as words;
use crate::ui::{FieldError, Icon};

/// **File**. One that is `looked` into is sent there as soon as it is chosen, where scripts run; the one that comes
/// `first` has the focus until something else is wrong.
pub(super) fn file(
    failure: RwSignal<Option<Failure>>,
    accept: &'static str,
    hint: Option<&'static str>,
    looked: Option<&'static str>,
    first: bool,
    language: Language,
) -> AnyView {
    let mark = Mark::of(failure, Field::File);
    let (invalid, first) = (mark.invalid, mark.first || (first && failure.with_untracked(Option::is_none)));
    // A file that was chosen before need not be chosen again, but can be.
    let kept = failure.with_untracked(|failure| failure.as_ref().and_then(|failure| failure.file.clone()));
    let label =
        if kept.is_some() { words::other_file(language) } else { certificate_field(language, Field::File) };
    let kept = kept.map(|kept| {
        view! {
            <p class="row small"><Icon name="ok" small=true/><span class="wrap">{words::kept_file(language, &kept.name)}</span></p>
            <input type="hidden" name=KEPT_FILE value=kept.draft/>
        }
    });
    let hint = hint.map(|hint| view! { <p class="hint">{hint}</p> });
    let described = if looked.is_some() { "e-file looked" } else { "e-file" };
    let answer = looked.map(|_| view! { <div id="looked" role="status"></div> });
    view! {
        <div class="field">
            {kept}
            <label for="f-file">{label}</label>
            <input class="input" type="file" id="f-file" name="file" accept=accept autofocus=first aria-invalid=invalid aria-describedby=described data-look=looked/>
            <FieldError field=Field::File failure/>
            {hint}
            {answer}
        </div>
    }
    .into_any()
}
