//! What the file of a form says about itself, shown while the form is being filled in.

use domain::certificate::{CredentialError, FileFacts, FileUse, Warning};
use domain::field::{Field, Invalid, Problem};
use domain::language::Language;
use domain::time::Timestamp;
use leptos::prelude::*;
use leptos::server_fn::codec::{MultipartData, MultipartFormData};

use super::actions::Form;
use super::facts;
use super::words::warning_text;
use crate::failure::Failure;
use crate::ssr::{actor, console, fail, viewer};
use crate::text::{file, push as words};
use crate::ui::Icon;
use crate::words::problem_text;

/// The field that says that somebody is still typing.
const TYPING: &str = "typing";

/// What the file of a form says about itself, as HTML.
#[server(endpoint = "inspect_certificate", input = MultipartFormData)]
pub async fn inspect_certificate(data: MultipartData) -> Result<String, Failure> {
    let (console, actor) = (console(), actor());
    crate::ssr::signed_in()?;
    let language = viewer().language;
    let form = Form::read(data).await?;
    let wanted = FileUse::of(form.platform()?, &|field: Field| form.field(field));
    let Some((file, wanted)) = form.file.clone().zip(wanted) else { return Ok(String::new()) };
    let is_typing = !form.text(TYPING).is_empty();
    match console.acting_as(&actor).certificates().inspect_file(file, wanted).await {
        Ok((facts, warnings)) => Ok(understood(&facts, &warnings, console.now(), language)),
        Err(::console::Error::Invalid(wrong)) => {
            Ok(wrong.iter().map(|invalid| misunderstood(*invalid, is_typing, language)).collect())
        }
        Err(error) => Err(fail(error)),
    }
}

fn understood(facts: &FileFacts, warnings: &[Warning], now: Timestamp, language: Language) -> String {
    let lines: Vec<AnyView> = facts::file_lines(facts, now, language)
        .into_iter()
        .map(|(name, text)| {
            view! { <li><Icon name="check" small=true/><span class="k">{name}</span><span class="mono wrap">{text}</span></li> }
                .into_any()
        })
        .collect();
    let asked = matches!(facts, FileFacts::ApnsKey { key_id: None, .. }).then(|| {
        let text = problem_text(language, Invalid { field: Field::KeyId, problem: Problem::Missing });
        view! { <li><Icon name="info" small=true/><span class="k">{words::key_id(language)}</span><span>{text}</span></li> }
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
    view! { <ul class="checks" aria-label=words::understood(language)>{lines}{asked}{warnings}</ul> }
        .to_html()
}

/// Why it is not the credential. That a password is still needed, or still being typed, is no error.
fn misunderstood(invalid: Invalid, is_typing: bool, language: Language) -> String {
    let text = problem_text(language, invalid);
    match invalid.problem {
        Problem::File(CredentialError::PasswordMissing) => view! { <p class="hint">{text}</p> }.to_html(),
        Problem::File(CredentialError::WrongPassword) if is_typing => {
            view! { <p class="hint">{file::password_not_yet(language)}</p> }.to_html()
        }
        _ => view! { <p class="error"><Icon name="fail" small=true/><span>{text}</span></p> }.to_html(),
    }
}
