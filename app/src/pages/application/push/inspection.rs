//! Inspects the file of a form while the form is being filled in.

use std::time::Duration;

use domain::account::language::Language;
use domain::certificate::{CredentialError, FileFacts, Platform, Warning};
use domain::field::{Field, InvalidField, Problem};
use domain::time::Timestamp;
use leptos::ev::Event;
use leptos::html;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;

use super::api::{Inspection, inspect_certificate};
use super::facts;
use super::labels::warning_text;
use crate::browser;
use crate::failure::Failure;
use crate::i18n::messages::problem_text;
use crate::i18n::text::{file, push};
use crate::shell::preferences::language;
use crate::ui::Icon;

/// The pause in typing a password after which the file is inspected with it.
const PAUSE: Duration = Duration::from_millis(300);

/// Inspects the file of a form again whenever the form changes: the result depends on the other fields too.
#[derive(Clone, Copy)]
pub(super) struct Inspecting {
    /// The element that contains the fields.
    pub(super) node: NodeRef<html::Div>,
    /// The latest result.
    said: RwSignal<Inspection>,
    pending: RwSignal<bool>,
    /// Whether a password is being typed: an incomplete one is not an error yet.
    typing: RwSignal<bool>,
    /// Numbers the requests: only the response to the latest one is shown.
    asked: StoredValue<u32>,
    pause: StoredValue<Option<TimeoutHandle>>,
}

impl Inspecting {
    /// For a form with the failure `failure` and a credential of `kind`.
    pub(super) fn new(failure: RwSignal<Option<Failure>>, kind: Memo<(Platform, bool)>) -> Self {
        let inspecting = Self {
            node: NodeRef::new(),
            said: RwSignal::new(Inspection::None),
            pending: RwSignal::new(false),
            typing: RwSignal::new(false),
            asked: StoredValue::new(0),
            pause: StoredValue::new(None),
        };
        // Inspect the file again when the kind of credential changes.
        Effect::watch(move || kind.get(), move |_, _, _| inspecting.inspect(false), false);
        // The error about the file is now shown beside the field.
        Effect::watch(
            move || failure.with(|failure| failure.as_ref().and_then(|failure| failure.problem(Field::File))),
            move |problem, _, _| {
                if problem.is_some() {
                    inspecting.said.set(Inspection::None);
                }
            },
            false,
        );
        inspecting
    }

    /// Handles a change of a field.
    pub(super) fn changed(self, _: &Event) {
        self.rest();
        self.inspect(false);
    }

    /// Handles typing: a password is tried after [`PAUSE`].
    pub(super) fn typed(self, event: &Event) {
        if !browser::is_password(event) {
            return;
        }
        self.rest();
        let pause = set_timeout_with_handle(move || self.inspect(true), PAUSE);
        self.pause.set_value(pause.ok());
    }

    fn rest(self) {
        self.pause.update_value(|pause| {
            if let Some(pause) = pause.take() {
                pause.clear();
            }
        });
    }

    fn inspect(self, typing: bool) {
        let Some(data) = self.node.get_untracked().and_then(|node| browser::form_around(&node)) else {
            return;
        };
        let number = self.asked.with_value(|asked| asked.wrapping_add(1));
        self.asked.set_value(number);
        self.pending.set(true);
        leptos::task::spawn_local(async move {
            let said = inspect_certificate(data).await;
            if self.asked.try_get_value() != Some(number) {
                return;
            }
            // Without a response nothing is known about the file; it is read again when the form is sent.
            self.typing.set(typing);
            self.said.set(said.unwrap_or(Inspection::None));
            self.pending.set(false);
        });
    }
}

/// The result for the file, below its field.
#[component]
pub(super) fn InspectionView(inspecting: Inspecting) -> AnyView {
    let language = language();
    let Inspecting { said, pending, typing, .. } = inspecting;
    let view = move || match said.get() {
        Inspection::None => ().into_any(),
        Inspection::Understood { facts, warnings, at } => understood(&facts, &warnings, at, language),
        Inspection::Refused(wrong) => {
            let typing = typing.get();
            wrong.into_iter().map(|invalid| file_problem(invalid, typing, language)).collect_view().into_any()
        }
    };
    view! {
        <div id="inspection" class="inspection" role="status" aria-busy=move || pending.get().then_some("true")>{view}</div>
    }
    .into_any()
}

fn understood(facts: &FileFacts, warnings: &[Warning], now: Timestamp, language: Language) -> AnyView {
    let lines: Vec<AnyView> = facts::file_lines(facts, now, language)
        .into_iter()
        .map(|(name, text)| {
            view! { <li><Icon name="check" small=true/><span class="k">{name}</span><span class="mono wrap">{text}</span></li> }
                .into_any()
        })
        .collect();
    let asked = matches!(facts, FileFacts::ApnsKey { key_id: None, .. }).then(|| {
        let text = problem_text(language, InvalidField { field: Field::KeyId, problem: Problem::Missing });
        view! { <li><Icon name="info" small=true/><span class="k">{push::key_id(language)}</span><span>{text}</span></li> }
            .into_any()
    });
    let warnings: Vec<AnyView> = warnings
        .iter()
        .map(|warning| {
            let text = warning_text(language, *warning);
            view! { <li class="tone-warn"><Icon name="warn" small=true/><span class="k"></span><span>{text}</span></li> }
                .into_any()
        })
        .collect();
    view! { <ul class="checks" aria-label=push::understood(language)>{lines}{asked}{warnings}</ul> }
        .into_any()
}

/// Why the file is not a usable credential. A password that is missing or still being typed is not an error.
fn file_problem(invalid: InvalidField, is_typing: bool, language: Language) -> AnyView {
    let text = problem_text(language, invalid);
    match invalid.problem {
        Problem::File(CredentialError::PasswordMissing) => view! { <p class="hint">{text}</p> }.into_any(),
        Problem::File(CredentialError::WrongPassword) if is_typing => {
            view! { <p class="hint">{file::password_not_yet(language)}</p> }.into_any()
        }
        _ => view! { <p class="error"><Icon name="fail" small=true/><span>{text}</span></p> }.into_any(),
    }
}
