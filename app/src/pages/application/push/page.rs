//! The page `/applications/{sdkappid}/push/access`.

use domain::account::language::Language;
use domain::account::permission::Permission;
use domain::application::sdkappid::Sdkappid;
use domain::certificate::{AccessSetting, Certificate, Tab};
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;
use leptos_router::hooks::use_params_map;
use serde::{Deserialize, Serialize};

use super::api::{CheckCertificate, DialogAnswer, MakeDefaultCertificate, read_access_setting, read_dialog};
use super::calendar::CalendarDialog;
use super::calls::calls;
use super::card::{self, CardForms};
use super::delete::DeleteDialog;
use super::export::ExportDialog;
use super::form::{AddDialog, EditDialog};
use super::import::ImportDialog;
use super::query::{AccessDialog, AccessQuery};
use super::tabs::{bar, states, tabs};
use super::test_push::TestPushDialog;
use crate::address::{parameter, use_page_url};
use crate::data::{once_ready, page_data};
use crate::failure::{Failure, FailureKind};
use crate::i18n::names::platform_name;
use crate::i18n::text::{health_filter, push};
use crate::routes::PagePath;
use crate::shell::frame::Page;
use crate::shell::preferences::language;
use crate::ui::{ErrorSummary, FailureView, ForbiddenReasons, Icon, PageHead, Permitted, Post, ShowAsCode};

/// The page **Access Setting**.
#[component]
pub(crate) fn AccessPage() -> AnyView {
    let (path, url) = (use_params_map(), use_page_url());
    let sdkappid = Memo::new(move |_| path.with(|map| map.get("sdkappid")?.parse::<Sdkappid>().ok()));
    let query = Memo::new(move |_| url.with(|url| url.search.clone()));
    let setting = page_data(
        move || sdkappid.get(),
        async move |sdkappid| match sdkappid {
            Some(sdkappid) => read_access_setting(sdkappid).await,
            None => Err(Failure::new(FailureKind::NotFound)),
        },
    );
    let asked = Memo::new(move |_| query.with(|query| DialogQuery::of(query)));
    let answer = page_data(
        move || (sdkappid.get(), asked.get()),
        async move |(sdkappid, asked)| {
            let answer = match (sdkappid, &asked) {
                (Some(sdkappid), Some(DialogQuery { dialog, answer })) => {
                    read_dialog(sdkappid, dialog.clone(), answer.clone()).await?
                }
                _ => DialogAnswer::None,
            };
            Ok((asked, answer))
        },
    );
    once_ready(move || async move {
        match setting.await {
            Ok(setting) => page(setting, query, answer.await.unwrap_or_default()),
            Err(failure) => view! { <FailureView failure/> }.into_any(),
        }
    })
}

/// The open dialog, if it needs data beyond that of the page, and the token from the redirect of its form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct DialogQuery {
    dialog: String,
    answer: String,
}

impl DialogQuery {
    fn of(query: &str) -> Option<Self> {
        let dialog = parameter(query, "dialog");
        let has_more = AccessDialog::named(&dialog).is_some_and(|dialog| {
            !matches!(dialog, AccessDialog::Add | AccessDialog::Edit(_) | AccessDialog::Delete(_))
        });
        has_more.then(|| Self { dialog, answer: parameter(query, "answer") })
    }
}

/// Renders the page. `answer` is the data of the dialog that was requested.
fn page(
    setting: AccessSetting,
    query: Memo<String>,
    (answered, answer): (Option<DialogQuery>, DialogAnswer),
) -> AnyView {
    let language = language();
    let sdkappid = setting.application.sdkappid;
    let title = format!("{} · {}", push::title(language), setting.name());
    let (setting, answer) = (StoredValue::new(setting), StoredValue::new(answer));
    let asked =
        Memo::new(move |_| setting.with_value(|setting| query.with(|text| AccessQuery::read(text, setting))));
    let dialog = Memo::new(move |_| {
        query.with(|query| {
            // A dialog is shown only once its data is there.
            let is_there = DialogQuery::of(query).is_none_or(|asked| Some(&asked) == answered.as_ref());
            let name = parameter(query, "dialog");
            setting.with_value(|setting| AccessDialog::parse(&name, setting)).filter(|_| is_there)
        })
    });
    let dialog_view = move || {
        let dialog = dialog.get()?;
        setting.with_value(|setting| dialog_view(dialog, setting, asked, answer.get_value()))
    };
    let (check, make_default) = (Post::to(CheckCertificate::PATH), Post::to(MakeDefaultCertificate::PATH));
    let forms = CardForms { check, make_default };
    let client = format!("{}/push/timpush-configs.json", PagePath::Application(sdkappid));
    let with_setting = move |view: fn(&AccessSetting, AccessQuery, Language) -> AnyView| {
        setting.with_value(|setting| view(setting, asked.get(), language))
    };
    let dialog_address = move |name: &'static str| move || asked.get().dialog(name);
    view! {
        <Page title dialog=Some(dialog_view.into_any()) inert=Signal::derive(move || dialog.get().is_some())>
            <PageHead title=push::title(language) lead=push::lead(language)>
                <a class="btn" href=client rel="external" download=""><Icon name="download"/>{push::client_file(language)}</a>
            </PageHead>
            <ForbiddenReasons permissions=&[
                Permission::EditCertificates,
                Permission::TransferCertificates,
                Permission::SendPushes,
            ]/>
            <div class="stack">
                <ErrorSummary failure=check.failure/>
                <ErrorSummary failure=make_default.failure/>
                {move || with_setting(tabs)}
                {move || with_setting(bar)}
                {move || setting.with_value(|setting| states(setting, asked.get(), language))}
                {move || setting.with_value(|setting| cards(setting, asked.get(), forms, language))}
                <div class="row">
                    <a class="btn ghost" data-noscroll href=dialog_address("calendar")><Icon name="calendar"/>{push::calendar(language)}</a>
                    <Permitted permission=Permission::TransferCertificates label=push::export(language) icon="download">
                        <a class="btn ghost" data-noscroll href=dialog_address("export")><Icon name="download"/>{push::export(language)}</a>
                    </Permitted>
                    <Permitted permission=Permission::TransferCertificates label=push::import(language) icon="upload">
                        <a class="btn ghost" data-noscroll href=dialog_address("import")><Icon name="upload"/>{push::import(language)}</a>
                    </Permitted>
                </div>
                {move || view! { <ShowAsCode calls=calls(language, sdkappid, asked.get().tab)/> }}
            </div>
        </Page>
    }
    .into_any()
}

fn dialog_view(
    dialog: AccessDialog,
    setting: &AccessSetting,
    query: Memo<AccessQuery>,
    answer: DialogAnswer,
) -> Option<AnyView> {
    let application = setting.name().to_string();
    let certificate = |id| setting.certificate(id).cloned();
    let view = match (dialog, answer) {
        (AccessDialog::Add, _) => view! { <AddDialog application query/> }.into_any(),
        (AccessDialog::Edit(id), _) => {
            let certificate = certificate(id)?;
            view! { <EditDialog application certificate query/> }.into_any()
        }
        (AccessDialog::Delete(id), _) => {
            let certificate = certificate(id)?;
            view! { <DeleteDialog certificate query/> }.into_any()
        }
        (AccessDialog::TestPush(id), answer) => {
            let certificate = certificate(id)?;
            let result = match answer {
                DialogAnswer::TestPush(result) => Some(result),
                _ => None,
            };
            view! { <TestPushDialog certificate result query/> }.into_any()
        }
        (AccessDialog::Export, DialogAnswer::Exported(token)) => {
            view! { <ExportDialog token=Some(token) query/> }.into_any()
        }
        (AccessDialog::Export, _) => view! { <ExportDialog token=None query/> }.into_any(),
        (AccessDialog::Import, DialogAnswer::Import { token, import }) => {
            view! { <ImportDialog opened=Some((token, import)) query/> }.into_any()
        }
        (AccessDialog::Import, _) => view! { <ImportDialog opened=None query/> }.into_any(),
        (AccessDialog::Calendar, DialogAnswer::Calendar(address)) => {
            view! { <CalendarDialog address query/> }.into_any()
        }
        (AccessDialog::Calendar, _) => return None,
    };
    Some(view)
}

/// The cards of the certificates selected by `query`.
fn cards(setting: &AccessSetting, query: AccessQuery, forms: CardForms, language: Language) -> AnyView {
    let (base, now) = (query.base(), setting.at.now);
    let is_shown = |one: &&Certificate| {
        query.is_of(one) && query.health.is_none_or(|health| one.attention(now) == health)
    };
    let mut shown: Vec<&Certificate> = setting.certificates.iter().filter(is_shown).collect();
    // Those that need attention come first; otherwise the order of creation is kept.
    shown.sort_by_key(|certificate| certificate.attention(now));
    let cards: Vec<AnyView> = shown
        .into_iter()
        .map(|certificate| card::card(query.sdkappid, certificate, &base, now, forms, language))
        .collect();
    if !cards.is_empty() {
        return view! { <div class="certs">{cards}</div> }.into_any();
    }
    if query.health.is_some() {
        let all = query.of_any_health().base();
        return view! {
            <section class="card empty" aria-label=push::title(language)>
                <h2>{health_filter::none_of_it(language)}</h2>
                <a class="btn" href=all>{health_filter::all(language)}</a>
            </section>
        }
        .into_any();
    }
    let name = match (query.platform, query.tab) {
        (Some(platform), _) => platform_name(language, platform),
        (None, Tab::Android) => "Android",
        (None, Tab::Ios) => "iOS",
        (None, Tab::Harmony) => "HarmonyOS",
    };
    view! {
        <section class="card empty" aria-label=push::title(language)>
            <h2>{push::none(language, name)}</h2>
            <p class="soft">{push::none_lead(language)}</p>
            <Permitted permission=Permission::EditCertificates label=push::add(language) icon="plus">
                <a class="btn primary" data-noscroll href=format!("{base}&dialog=add")><Icon name="plus"/>{push::add(language)}</a>
            </Permitted>
        </section>
    }
    .into_any()
}
