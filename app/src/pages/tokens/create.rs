//! **Create token**.

use domain::account::scope::Scope;
use domain::field::Field;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::CreateToken;
use super::scope_text;
use crate::failure::Failure;
use crate::i18n::text::tokens;
use crate::shell::preferences::language;
use crate::ui::{ErrorSummary, FieldError, Post, PostForm, SubmissionToken, SubmitButton, TextField};

/// The lifetime that the form suggests, in days.
const DAYS: u16 = 90;

#[component]
pub(super) fn CreateTokenCard() -> AnyView {
    let language = language();
    let post = Post::to(CreateToken::PATH);
    let failure = post.failure;
    view! {
        <section class="card" aria-labelledby="create-token">
            <div class="card-head"><h2 id="create-token">{tokens::new(language)}</h2></div>
            <div class="card-body">
                <PostForm post class="form">
                    <SubmissionToken/>
                    <ErrorSummary failure/>
                    <TextField field=Field::TokenName label=tokens::name(language) failure
                        hint=tokens::name_hint(language)/>
                    <Scopes failure/>
                    <TextField field=Field::Applications label=tokens::applications(language) failure optional=true
                        hint=tokens::applications_hint(language)/>
                    <TextField field=Field::Days label=tokens::days(language) failure value=DAYS.to_string()
                        hint=tokens::days_hint(language)/>
                    <div><SubmitButton label=tokens::create(language) pending=post.pending/></div>
                </PostForm>
            </div>
        </section>
    }
    .into_any()
}

/// A checkbox for each scope.
#[component]
fn Scopes(failure: RwSignal<Option<Failure>>) -> AnyView {
    let language = language();
    let name = format!("{}[]", Field::Scopes.name());
    let boxes: Vec<AnyView> = Scope::ALL
        .into_iter()
        .map(|scope| {
            let is_ticked = failure
                .with_untracked(|failure| failure.as_ref().and_then(|f| f.ticked(&name, scope.code())))
                .unwrap_or(false);
            view! {
                <label class="check">
                    <input type="checkbox" name=name.clone() value=scope.code() checked=is_ticked/>
                    <span class="mono">{scope.code()}</span>
                    <small>{scope_text(language, scope)}</small>
                </label>
            }
            .into_any()
        })
        .collect();
    let invalid = move || {
        let is_wrong = failure
            .with(|failure| failure.as_ref().and_then(|failure| failure.problem(Field::Scopes)).is_some());
        is_wrong.then_some("e-scopes")
    };
    view! {
        <fieldset class="field" id="f-scopes" tabindex="-1" aria-describedby=invalid>
            <legend class="label">{tokens::scopes(language)}</legend>
            {boxes}
            <FieldError field=Field::Scopes failure/>
        </fieldset>
    }
    .into_any()
}
