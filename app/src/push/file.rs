//! The field of a file.

use domain::field::Field;
use domain::language::Language;
use leptos::prelude::*;

use super::mark::Mark;
use crate::certificate::certificate_field;
use crate::failure::Failure;
use crate::ui::FieldError;

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
    let hint = hint.map(|hint| view! { <p class="hint">{hint}</p> });
    let described = if looked.is_some() { "e-file looked" } else { "e-file" };
    let answer = looked.map(|_| view! { <div id="looked" role="status"></div> });
    view! {
        <div class="field">
            <label for="f-file">{certificate_field(language, Field::File)}</label>
            <input class="input" type="file" id="f-file" name="file" accept=accept autofocus=first aria-invalid=invalid aria-describedby=described data-look=looked/>
            <FieldError field=Field::File failure/>
            {hint}
            {answer}
        </div>
    }
    .into_any()
}
