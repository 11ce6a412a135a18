//! The file field.

use domain::field::Field;
use leptos::prelude::*;

use super::inspection::{Inspecting, InspectionView};
use crate::failure::Failure;
use crate::failure::KEPT_FILE;
use crate::i18n::certificate::certificate_field;
use crate::i18n::text::push;
use crate::shell::preferences::language;
use crate::ui::{FieldError, Icon};

/// **File**. If the form inspects the file, the result is shown below the field.
#[component]
pub(super) fn FileField(
    failure: RwSignal<Option<Failure>>,
    accept: &'static str,
    #[prop(optional)] hint: &'static str,
    #[prop(optional)] inspecting: Option<Inspecting>,
    /// Whether the field receives the focus while no other field is invalid.
    #[prop(optional)]
    first: bool,
) -> AnyView {
    let language = language();
    let problem =
        Memo::new(move |_| failure.with(|failure| failure.as_ref().and_then(|f| f.problem(Field::File))));
    let first = failure.with_untracked(|failure| match failure {
        None => first,
        Some(failure) => failure.fields.first().is_some_and(|invalid| invalid.field == Field::File),
    });
    // A file that was chosen before need not be chosen again, but may be.
    let kept = failure.with_untracked(|failure| failure.as_ref().and_then(|failure| failure.file.clone()));
    let label =
        if kept.is_some() { push::other_file(language) } else { certificate_field(language, Field::File) };
    let kept = kept.map(|kept| {
        view! {
            <p class="row small"><Icon name="ok" small=true/><span class="wrap">{push::kept_file(language, &kept.name)}</span></p>
            <input type="hidden" name=KEPT_FILE value=kept.draft/>
        }
    });
    let has_hint = !hint.is_empty();
    let is_inspected = inspecting.is_some();
    let described = move || {
        let ids = [
            problem.get().map(|_| "e-file"),
            has_hint.then_some("h-file"),
            is_inspected.then_some("inspection"),
        ];
        let ids: Vec<&str> = ids.into_iter().flatten().collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    };
    view! {
        <div class="field">
            {kept}
            <label for="f-file">{label}</label>
            <input
                class="input" type="file" id="f-file" name="file" accept=accept autofocus=first
                aria-invalid=move || problem.get().map(|_| "true") aria-describedby=described
            />
            <FieldError field=Field::File failure/>
            {has_hint.then(|| view! { <p class="hint" id="h-file">{hint}</p> })}
            {inspecting.map(|inspecting| view! { <InspectionView inspecting/> })}
        </div>
    }
    .into_any()
}
