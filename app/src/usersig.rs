//! `/applications/{sdkappid}/usersig`: makes UserSigs, and finds out what is wrong with one. Written by the
//! server alone: what is pasted and what is made is nobody else's to see.

mod actions;
mod code;
mod generate;
mod room;
mod verify;

use domain::language::Language;
use domain::sdkappid::Sdkappid;
use domain::workbench::Answer;
use leptos::prelude::*;

use crate::failure::Failure;
use crate::markup::Markup;
use crate::ssr::{actor, console, fail, shows_secret};
use crate::text::workbench as words;
use crate::ui::PageHead;
use crate::written::Written;

/// The page, with the answer of that token.
pub(crate) async fn page(sdkappid: Sdkappid, answer: &str, language: Language) -> Result<Written, Failure> {
    let (console, actor) = (console(), actor());
    let bench = console.acting_as(&actor).usersigs().workbench(sdkappid, answer).await.map_err(fail)?;
    let (generated, diagnosed) = match &bench.answer {
        Some(Answer::Generated(generated)) => (Some(generated), None),
        Some(Answer::Diagnosed(diagnosed)) => (None, Some(diagnosed)),
        None => (None, None),
    };
    if bench.answer.is_some() {
        shows_secret();
    }
    let content = view! {
        <PageHead title="UserSig" lead=words::lead(language)/>
        <div class="split halves-wide">
            {verify::card(&bench, diagnosed, language)}
            {generate::card(&bench, generated, language)}
        </div>
    };
    Ok(Written {
        title: format!("UserSig · {}", bench.name),
        content: Markup::new(content.to_html()),
        dialog: None,
    })
}
