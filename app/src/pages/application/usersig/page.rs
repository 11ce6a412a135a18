//! The page: **Verify** and **Generate**, each with its latest result.

use domain::usersig::workbench::{Answer, Workbench};
use leptos::prelude::*;

use super::api::read_workbench;
use super::{generate, verify};
use crate::address::{parameter, use_page_url};
use crate::data::{page_data, show};
use crate::failure::{Failed, Failure};
use crate::i18n::text::workbench as words;
use crate::routes::PagePath;
use crate::shell::frame::Page;
use crate::shell::preferences::language;
use crate::ui::PageHead;

/// The page **UserSig**.
#[component]
pub(crate) fn UserSigPage() -> AnyView {
    let url = use_page_url();
    let sdkappid =
        Memo::new(move |_| url.with(|url| PagePath::parse(&url.path)).and_then(PagePath::application));
    let answer = Memo::new(move |_| url.with(|url| parameter(&url.search, "answer")));
    let workbench = page_data(
        move || (sdkappid.get(), answer.get()),
        async move |(sdkappid, answer)| match sdkappid {
            Some(sdkappid) => read_workbench(sdkappid, answer).await,
            None => Err(Failure::new(Failed::NotFound)),
        },
    );
    show(workbench, page)
}

fn page(bench: Workbench) -> AnyView {
    let language = language();
    let (generated, diagnosed) = match &bench.answer {
        Some(Answer::Generated(generated)) => (Some(generated), None),
        Some(Answer::Diagnosed(diagnosed)) => (None, Some(diagnosed)),
        None => (None, None),
    };
    let verify = verify::card(&bench, diagnosed, language);
    let generate = generate::card(&bench, generated, language);
    view! {
        <Page title=format!("UserSig · {}", bench.name)>
            <PageHead title="UserSig" lead=words::lead(language)/>
            <div class="split halves-wide">
                {verify}
                {generate}
            </div>
        </Page>
    }
    .into_any()
}
