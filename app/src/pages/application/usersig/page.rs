//! The page: **Verify** and **Generate**, each with its latest result.

use domain::account::permission::Permission;
use domain::usersig::tool::{ToolPage, ToolResult};
use leptos::prelude::*;

use super::api::read_usersig_tool;
use super::{generate, verify};
use crate::address::{parameter, use_page_url};
use crate::data::{page_data, show};
use crate::failure::{Failure, FailureKind};
use crate::i18n::text::{as_code, usersig_tool};
use crate::routes::PagePath;
use crate::shell::frame::Page;
use crate::shell::preferences::language;
use crate::ui::{ApiCall, ForbiddenReasons, PageHead, ShowAsCode};

/// A UserSig to make by the API, and a text to judge.
const NEW: &str = r#"{"user_id": "alice"}"#;
const JUDGED: &str = r#"{"usersig": "eJw...", "user_id": "alice"}"#;

/// The page **UserSig**.
#[component]
pub(crate) fn UserSigPage() -> AnyView {
    let url = use_page_url();
    let sdkappid =
        Memo::new(move |_| url.with(|url| PagePath::parse(&url.path)).and_then(PagePath::application));
    let answer = Memo::new(move |_| url.with(|url| parameter(&url.search, "answer")));
    let usersig_tool = page_data(
        move || (sdkappid.get(), answer.get()),
        async move |(sdkappid, answer)| match sdkappid {
            Some(sdkappid) => read_usersig_tool(sdkappid, answer).await,
            None => Err(Failure::new(FailureKind::NotFound)),
        },
    );
    show(usersig_tool, page)
}

fn page(bench: ToolPage) -> AnyView {
    let language = language();
    let (generated, diagnosed) = match &bench.answer {
        Some(ToolResult::Generated(generated)) => (Some(generated), None),
        Some(ToolResult::Diagnosed(diagnosed)) => (None, Some(diagnosed)),
        None => (None, None),
    };
    let verify = verify::card(&bench, diagnosed, language);
    let generate = generate::card(&bench, generated, language);
    let path = format!("/applications/{}/usersigs", bench.sdkappid);
    let calls = vec![
        (
            as_code::diagnose_usersig(language),
            ApiCall::new("POST", format!("{path}/diagnose")).with_body(JUDGED),
        ),
        (as_code::generate_usersig(language), ApiCall::new("POST", path).with_body(NEW)),
    ];
    view! {
        <Page title=format!("UserSig · {}", bench.name)>
            <PageHead title="UserSig" lead=usersig_tool::lead(language)/>
            <ForbiddenReasons permissions=&[Permission::UseUserSigs]/>
            <div class="split halves-wide">
                {verify}
                {generate}
            </div>
            <ShowAsCode calls/>
        </Page>
    }
    .into_any()
}
