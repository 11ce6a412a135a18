//! The page `/applications/{sdkappid}/push/access`.

use console::AccessSetting;
use domain::certificate::{Certificate, Platform, Tab};
use domain::language::Language;
use domain::sdkappid::Sdkappid;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::actions::{CheckCertificate, MakeDefaultCertificate};
use super::words::platform_name;
use super::{calendar, card, dialogs, test_push, transfer};
use crate::address;
use crate::failure::Failure;
use crate::frame::Section;
use crate::markup::Markup;
use crate::ssr::{actor, console, fail};
use crate::text::push as words;
use crate::ui::{ErrorSummary, Icon, PageHead, Post};
use crate::written::Written;

/// What the address asks for.
pub(super) struct Asked {
    pub(super) sdkappid: Sdkappid,
    pub(super) tab: Tab,
    /// One platform of the tab, where one was chosen.
    pub(super) platform: Option<Platform>,
    /// Whether iOS is by `.p8`.
    pub(super) by_key: bool,
}

impl Asked {
    fn of(sdkappid: Sdkappid, query: &str) -> Self {
        let parameter = |name: &str| address::parameter(query, name);
        let platform: Option<Platform> = parameter("vendor").parse().ok();
        let tab = Tab::from_code(&parameter("platform")).unwrap_or_default();
        let platform = platform.filter(|platform| platform.tab() == tab);
        Self { sdkappid, tab, platform, by_key: parameter("credential_kind") == "p8" }
    }

    /// The address of the page with its tab and platform.
    pub(super) fn base(&self) -> String {
        let vendor = self.platform.filter(|_| self.tab == Tab::Android);
        let vendor = vendor.map(|platform| format!("&vendor={}", platform.code())).unwrap_or_default();
        format!("/applications/{}/push/access?platform={}{vendor}", self.sdkappid, self.tab.code())
    }

    /// The platform that a new certificate is for.
    pub(super) fn new_platform(&self) -> Platform {
        self.platform.or_else(|| self.tab.platforms().next()).unwrap_or(Platform::Xiaomi)
    }
}

/// The page, with the dialog that the address names.
pub(crate) async fn page(sdkappid: Sdkappid, query: &str, language: Language) -> Result<Written, Failure> {
    let (console, actor) = (console(), actor());
    let certificates = console.acting_as(&actor).certificates();
    let setting = certificates.list(sdkappid).await.map_err(fail)?;
    let asked = Asked::of(sdkappid, query);
    let parameter = |name: &str| address::parameter(query, name);
    let dialog = parameter("dialog");
    let dialog = if let Some(id) = dialog.strip_prefix("test-") {
        let result = certificates.test_result(sdkappid, &parameter("answer")).await.map_err(fail)?;
        id.parse().ok().and_then(|id| test_push::dialog(&setting, id, &asked, result.as_ref(), language))
    } else if dialog == "export" {
        let answer = parameter("answer");
        let is_there = certificates.exported(sdkappid, &answer).await.map_err(fail)?.is_some();
        Some(transfer::export(&asked, is_there.then_some(answer.as_str()), language))
    } else if dialog == "calendar" {
        let key = certificates.calendar_key(sdkappid).await.map_err(fail)?;
        Some(calendar::dialog(&asked, &key, language))
    } else if dialog == "import" {
        let answer = parameter("answer");
        let import = certificates.opened(sdkappid, &answer).await.map_err(fail)?;
        Some(transfer::import(&asked, import.as_ref().map(|import| (import, answer.as_str())), language))
    } else {
        dialogs::dialog(&dialog, &setting, &asked, language)
    };
    let failures = [CheckCertificate::PATH, MakeDefaultCertificate::PATH].map(|path| Post::to(path).failure);
    let [checking, defaulting] = failures;
    let client = format!("/applications/{sdkappid}/push/timpush-configs.json");
    let content = view! {
        <PageHead title=words::title(language) lead=words::lead(language)>
            <a class="btn" href=client rel="external" download=""><Icon name="download"/>{words::client_file(language)}</a>
        </PageHead>
        <div class="stack">
            <ErrorSummary failure=checking/>
            <ErrorSummary failure=defaulting/>
            {tabs(&setting, &asked, language)}
            {bar(&asked, language)}
            {cards(&setting, &asked, language)}
            <div class="row">
                <a class="btn ghost" data-noscroll="" href=format!("{}&dialog=calendar", asked.base())><Icon name="calendar"/>{words::calendar(language)}</a>
                <a class="btn ghost" data-noscroll="" href=format!("{}&dialog=export", asked.base())><Icon name="download"/>{words::export(language)}</a>
                <a class="btn ghost" data-noscroll="" href=format!("{}&dialog=import", asked.base())><Icon name="plus"/>{words::import(language)}</a>
            </div>
        </div>
    };
    let name = setting.name().to_string();
    Ok(Written {
        title: format!("{} · {name}", words::title(language)),
        section: Section::Access(sdkappid),
        application: Some((sdkappid, name)),
        content: Markup::new(content.to_html()),
        dialog,
    })
}

fn tabs(setting: &AccessSetting, asked: &Asked, language: Language) -> AnyView {
    let tabs: Vec<AnyView> = Tab::ALL
        .into_iter()
        .map(|tab| {
            let count =
                setting.certificates.iter().filter(|certificate| certificate.platform.tab() == tab).count();
            let name = match tab {
                Tab::Android => "Android",
                Tab::Ios => "iOS",
                Tab::Harmony => "HarmonyOS",
            };
            let href = format!("/applications/{}/push/access?platform={}", asked.sdkappid, tab.code());
            let current = (tab == asked.tab).then_some("page");
            view! { <li><a href=href aria-current=current>{name}" "<span class="count">{count.to_string()}</span></a></li> }
                .into_any()
        })
        .collect();
    view! { <nav class="tabs" aria-label=words::tabs(language)><ul>{tabs}</ul></nav> }.into_any()
}

/// The platforms of Android, and **Add Certificate**.
fn bar(asked: &Asked, language: Language) -> AnyView {
    let add = format!("{}&dialog=add", asked.base());
    let chosen = asked.platform;
    let all = format!("/applications/{}/push/access?platform=android", asked.sdkappid);
    let platforms = (asked.tab == Tab::Android).then(|| {
        let links: Vec<AnyView> = Tab::Android
            .platforms()
            .map(|platform| {
                let href = format!("{all}&vendor={}", platform.code());
                let current = (chosen == Some(platform)).then_some("true");
                view! { <li><a href=href aria-current=current>{platform_name(language, platform)}</a></li> }
                    .into_any()
            })
            .collect();
        let current = chosen.is_none().then_some("true");
        view! {
            <ul class="seg" aria-label=words::platforms(language)>
                <li><a href=all.clone() aria-current=current>{words::all(language)}</a></li>
                {links}
            </ul>
        }
    });
    view! {
        <div class="row apart">
            {platforms}
            <a class="btn primary" data-noscroll="" href=add><Icon name="plus"/>{words::add(language)}</a>
        </div>
    }
    .into_any()
}

fn cards(setting: &AccessSetting, asked: &Asked, language: Language) -> AnyView {
    let is_shown = |certificate: &&Certificate| match asked.platform {
        Some(platform) => certificate.platform == platform,
        None => certificate.platform.tab() == asked.tab,
    };
    let base = asked.base();
    let cards: Vec<AnyView> = setting
        .certificates
        .iter()
        .filter(is_shown)
        .map(|certificate| card::card(asked.sdkappid, certificate, &base, setting.at.now, language))
        .collect();
    if !cards.is_empty() {
        return view! { <div class="certs">{cards}</div> }.into_any();
    }
    let name = match (asked.platform, asked.tab) {
        (Some(platform), _) => platform_name(language, platform),
        (None, Tab::Android) => "Android",
        (None, Tab::Ios) => "iOS",
        (None, Tab::Harmony) => "HarmonyOS",
    };
    view! {
        <section class="card card-body" aria-label=words::title(language)>
            <h2>{words::none(language, name)}</h2>
            <p class="soft">{words::none_lead(language)}</p>
        </section>
    }
    .into_any()
}
