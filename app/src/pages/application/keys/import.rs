//! `/applications/import`: imports an application that exists elsewhere, with its own SDKAppID and key.

use domain::application::region::Region;
use domain::field::Field;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::{ImportApplication, read_import_page};
use crate::data::{page_data, show};
use crate::i18n::names::region_name;
use crate::i18n::text::{as_code, common, keys};
use crate::routes::PagePath;
use crate::shell::frame::Page;
use crate::shell::preferences::language;
use crate::ui::{
    ApiCall, ErrorSummary, PageHead, Post, PostForm, SelectField, ShowAsCode, SubmissionToken, SubmitButton,
    TextField,
};

/// An application to import by the API.
const IMPORTED: &str =
    r#"{"sdkappid": 1600000001, "name": "Orbit", "region": "kr", "key": "'"$(cat key.txt)"'"}"#;

/// The page with the import form.
#[component]
pub(crate) fn ImportPage() -> AnyView {
    let page = page_data(|| (), |()| read_import_page());
    show(page, |()| form())
}

fn form() -> AnyView {
    let language = language();
    let post = Post::to(ImportApplication::PATH);
    let failure = post.failure;
    let regions = Region::ALL
        .map(|region| (region.code().to_owned(), region_name(language, region).to_owned()))
        .to_vec();
    let call = ApiCall::new("POST", "/applications/import").with_body(IMPORTED);
    view! {
        <Page title=keys::import(language)>
            <PageHead title=keys::import(language) lead=keys::import_lead(language)/>
            <div class="stack">
                <section class="card narrow" aria-label=keys::import(language)>
                    <PostForm post class="card-body form">
                        <SubmissionToken/>
                        <ErrorSummary failure/>
                        <TextField field=Field::Sdkappid label="SDKAppID" failure mono=true first=true hint=keys::import_sdkappid_hint(language)/>
                        <TextField field=Field::Name label=common::field_name(language) failure/>
                        <TextField field=Field::Description label=common::field_description(language) failure optional=true multiline=true/>
                        <SelectField field=Field::Region label=common::field_region(language) failure options=regions chosen=""/>
                        <TextField field=Field::Key label=keys::key(language) failure mono=true multiline=true hint=keys::import_key_hint(language)/>
                        <div class="row">
                            <SubmitButton label=keys::import_submit(language) pending=post.pending/>
                            <a class="btn" href=PagePath::Applications.to_string()>{common::cancel(language)}</a>
                        </div>
                    </PostForm>
                </section>
                <ShowAsCode calls=vec![(as_code::import_application(language), call)]/>
            </div>
        </Page>
    }
    .into_any()
}
