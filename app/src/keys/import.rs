//! `/applications/import`: an application that exists elsewhere, with its own SDKAppID and key.

use domain::field::Field;
use domain::language::Language;
use domain::region::Region;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::actions::ImportApplication;
use crate::failure::Failure;
use crate::markup::Markup;
use crate::text::{keys as words, words as common};
use crate::ui::{ErrorSummary, FieldError, Icon, PageHead, Post, SubmissionToken, SubmitButton, TextField};
use crate::words::region_name;
use crate::written::Written;

/// The form.
pub(crate) fn page(language: Language) -> Result<Written, Failure> {
    // Whoever is not signed in is sent to do so first.
    crate::ssr::signed_in()?;
    let failure = Post::to(ImportApplication::PATH).failure;
    let chosen = failure.with_untracked(|failure| {
        failure.as_ref().and_then(|failure| failure.typed(Field::Region)).map(ToOwned::to_owned)
    });
    let options: Vec<AnyView> = Region::ALL
        .into_iter()
        .map(|region| {
            let selected = chosen.as_deref() == Some(region.code());
            view! { <option value=region.code() selected=selected>{region_name(language, region)}</option> }
                .into_any()
        })
        .collect();
    let content = view! {
        <PageHead title=words::import(language) lead=words::import_lead(language)/>
        <section class="card narrow" aria-label=words::import(language)>
            <form class="card-body form" method="post" action=ImportApplication::PATH novalidate="">
                <SubmissionToken/>
                <ErrorSummary failure/>
                <TextField field=Field::Sdkappid label="SDKAppID" failure mono=true first=true hint=words::import_sdkappid_hint(language)/>
                <TextField field=Field::Name label=common::field_name(language) failure/>
                <TextField field=Field::Description label=common::field_description(language) failure optional=true multiline=true/>
                <div class="field">
                    <label for="f-region">{common::field_region(language)}</label>
                    <span class="select">
                        <select id="f-region" name="region">{options}</select>
                        <Icon name="down"/>
                    </span>
                    <FieldError field=Field::Region failure/>
                </div>
                <TextField field=Field::Key label=words::key(language) failure mono=true multiline=true hint=words::import_key_hint(language)/>
                <div class="row">
                    <SubmitButton label=words::import_submit(language)/>
                    <a class="btn" href="/applications">{common::cancel(language)}</a>
                </div>
            </form>
        </section>
    };
    Ok(Written {
        title: words::import(language).to_owned(),
        content: Markup::new(content.to_html()),
        dialog: None,
    })
}
