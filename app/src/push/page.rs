//! The page `/applications/{sdkappid}/push/access`.

use console::AccessSetting;
use domain::certificate::{Attention, Certificate, Platform, Tab};
use domain::language::Language;
use domain::sdkappid::Sdkappid;
use domain::time::Timestamp;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::actions::{CheckCertificate, MakeDefaultCertificate};
use super::words::platform_name;
use super::{calendar, card, dialogs, test_push, transfer};
use crate::address;
use crate::failure::Failure;
use crate::markup::Markup;
use crate::ssr::{actor, console, fail};
use crate::text::{health, push as words, states};
use crate::ui::{ErrorSummary, Icon, PageHead, Post};
use crate::written::Written;

/// What the address asks for.
pub(super) struct Asked {
    pub(super) sdkappid: Sdkappid,
    pub(super) tab: Tab,
    /// One platform of the tab, where one was chosen.
    pub(super) platform: Option<Platform>,
    /// Only certificates in this state.
    pub(super) health: Option<Attention>,
    /// Whether iOS is by `.p8`.
    pub(super) by_key: bool,
}

impl Asked {
    fn of(sdkappid: Sdkappid, query: &str) -> Self {
        let parameter = |name: &str| address::parameter(query, name);
        let platform: Option<Platform> = parameter("vendor").parse().ok();
        let tab = Tab::from_code(&parameter("platform")).unwrap_or_default();
        let platform = platform.filter(|platform| platform.tab() == tab);
        let health = Attention::from_code(&parameter("health"));
        Self { sdkappid, tab, platform, health, by_key: parameter("credential_kind") == "p8" }
    }

    /// The address of the page with its tab and platform.
    pub(super) fn base(&self) -> String {
        let vendor = self.platform.filter(|_| self.tab == Tab::Android);
        let vendor = vendor.map(|platform| format!("&vendor={}", platform.code())).unwrap_or_default();
        let health = self.health.map(|health| format!("&health={}", health.code())).unwrap_or_default();
        format!("/applications/{}/push/access?platform={}{vendor}{health}", self.sdkappid, self.tab.code())
    }

    /// Without a filter by health.
    fn of_any_health(&self) -> Self {
        Self { health: None, ..*self }
    }

    /// Where nothing names a tab: the first one that has what is asked for.
    fn finding(mut self, setting: &AccessSetting, names_tab: bool) -> Self {
        if let (Some(health), false) = (self.health, names_tab) {
            let now = setting.at.now;
            let mut found = setting.certificates.iter().filter(|one| one.attention(now) == health);
            if let Some(certificate) = found.next() {
                self.tab = certificate.platform.tab();
            }
        }
        self
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
    let asked =
        Asked::of(sdkappid, query).finding(&setting, !address::parameter(query, "platform").is_empty());
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
            {bar(&setting, &asked, language)}
            {states(&setting, &asked, language)}
            {cards(&setting, &asked, language)}
            <div class="row">
                <a class="btn ghost" data-noscroll="" href=format!("{}&dialog=calendar", asked.base())><Icon name="calendar"/>{words::calendar(language)}</a>
                <a class="btn ghost" data-noscroll="" href=format!("{}&dialog=export", asked.base())><Icon name="download"/>{words::export(language)}</a>
                <a class="btn ghost" data-noscroll="" href=format!("{}&dialog=import", asked.base())><Icon name="upload"/>{words::import(language)}</a>
            </div>
        </div>
    };
    let name = setting.name().to_string();
    Ok(Written {
        title: format!("{} · {name}", words::title(language)),
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
            let alarm = alarm(&setting.certificates, |one| one.platform.tab() == tab, setting.at.now, language);
            view! { <li><a href=href aria-current=current>{name}" "<span class="count">{count.to_string()}</span>{alarm}</a></li> }
                .into_any()
        })
        .collect();
    view! { <nav class="tabs" aria-label=words::tabs(language)><ul>{tabs}</ul></nav> }.into_any()
}

/// The platforms of Android, and **Add Certificate**.
fn bar(setting: &AccessSetting, asked: &Asked, language: Language) -> AnyView {
    // Where there is no certificate yet, the button stands where the first one will.
    let is_empty = !setting.certificates.iter().any(|one| is_of(one, asked));
    let add = (!is_empty || asked.health.is_some()).then(|| {
        let href = format!("{}&dialog=add", asked.base());
        view! { <a class="btn primary" data-noscroll="" href=href><Icon name="plus"/>{words::add(language)}</a> }
    });
    let chosen = asked.platform;
    let all = format!("/applications/{}/push/access?platform=android", asked.sdkappid);
    let platforms = (asked.tab == Tab::Android).then(|| {
        let links: Vec<AnyView> = Tab::Android
            .platforms()
            .map(|platform| {
                let href = format!("{all}&vendor={}", platform.code());
                let current = (chosen == Some(platform)).then_some("true");
                let is_its = |one: &Certificate| one.platform == platform;
                let count = setting.certificates.iter().filter(|one| is_its(one)).count();
                let count = (count > 0).then(|| view! { " "<span class="count">{count.to_string()}</span> });
                let alarm = alarm(&setting.certificates, is_its, setting.at.now, language);
                view! { <li><a href=href aria-current=current>{platform_name(language, platform)}{count}{alarm}</a></li> }
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
            {add}
        </div>
    }
    .into_any()
}

/// How many fail, or else are about to expire, of those that `is_its`.
fn alarm(
    certificates: &[Certificate],
    is_its: impl Fn(&Certificate) -> bool,
    now: Timestamp,
    language: Language,
) -> Option<AnyView> {
    let count = |attention| {
        let found = certificates.iter().filter(|one| is_its(one) && one.attention(now) == attention);
        u32::try_from(found.count()).unwrap_or(u32::MAX)
    };
    let (tone, text) = match (count(Attention::Failing), count(Attention::Expiring)) {
        (0, 0) => return None,
        (0, expiring) => ("count warn", health::expiring(language, expiring)),
        (failing, _) => ("count bad", health::failing(language, failing)),
    };
    Some(view! { " "<span class=tone>{text}</span> }.into_any())
}

/// Whether it is of the platform, or of the tab, that is asked for.
fn is_of(certificate: &Certificate, asked: &Asked) -> bool {
    match asked.platform {
        Some(platform) => certificate.platform == platform,
        None => certificate.platform.tab() == asked.tab,
    }
}

/// How many of what is shown are in each state, where more than one is: each leads to those alone.
fn states(setting: &AccessSetting, asked: &Asked, language: Language) -> Option<AnyView> {
    let now = setting.at.now;
    let here: Vec<Attention> =
        setting.certificates.iter().filter(|one| is_of(one, asked)).map(|one| one.attention(now)).collect();
    let all = asked.of_any_health().base();
    let links: Vec<AnyView> = Attention::ALL
        .into_iter()
        .filter_map(|attention| {
            let count = here.iter().filter(|one| **one == attention).count();
            let current = (asked.health == Some(attention)).then_some("true");
            if count == 0 && current.is_none() {
                return None;
            }
            let count = u32::try_from(count).unwrap_or(u32::MAX);
            let (tone, icon, text) = match attention {
                Attention::Failing => ("tone-bad", "fail", health::failing(language, count)),
                Attention::Expiring => ("tone-warn", "clock", health::expiring(language, count)),
                Attention::NotProven => ("", "help", states::not_proven(language, count)),
                Attention::Proven => ("tone-ok", "ok", states::proven(language, count)),
            };
            let href = format!("{all}&health={}", attention.code());
            let view = view! {
                <li><a href=href aria-current=current><span class=tone><Icon name=icon small=true/></span>{text}</a></li>
            };
            Some(view.into_any())
        })
        .collect();
    let is_of_use = links.len() > 1 || asked.health.is_some();
    let current = asked.health.is_none().then_some("true");
    is_of_use.then(|| {
        view! {
            <ul class="seg quiet" aria-label=states::filter(language)>
                <li><a href=all.clone() aria-current=current>{states::all(language)}" "<span class="count">{here.len().to_string()}</span></a></li>
                {links}
            </ul>
        }
        .into_any()
    })
}

fn cards(setting: &AccessSetting, asked: &Asked, language: Language) -> AnyView {
    let (base, now) = (asked.base(), setting.at.now);
    let is_shown = |one: &&Certificate| {
        is_of(one, asked) && asked.health.is_none_or(|health| one.attention(now) == health)
    };
    let mut shown: Vec<&Certificate> = setting.certificates.iter().filter(is_shown).collect();
    // Those that need somebody come first; otherwise they stand as they were added.
    shown.sort_by_key(|certificate| certificate.attention(now));
    let cards: Vec<AnyView> = shown
        .into_iter()
        .map(|certificate| card::card(asked.sdkappid, certificate, &base, now, language))
        .collect();
    if !cards.is_empty() {
        return view! { <div class="certs">{cards}</div> }.into_any();
    }
    if asked.health.is_some() {
        let all = asked.of_any_health().base();
        return view! {
            <section class="card empty" aria-label=words::title(language)>
                <h2>{states::none_of_it(language)}</h2>
                <a class="btn" href=all>{states::all(language)}</a>
            </section>
        }
        .into_any();
    }
    let name = match (asked.platform, asked.tab) {
        (Some(platform), _) => platform_name(language, platform),
        (None, Tab::Android) => "Android",
        (None, Tab::Ios) => "iOS",
        (None, Tab::Harmony) => "HarmonyOS",
    };
    view! {
        <section class="card empty" aria-label=words::title(language)>
            <h2>{words::none(language, name)}</h2>
            <p class="soft">{words::none_lead(language)}</p>
            <a class="btn primary" data-noscroll="" href=format!("{base}&dialog=add")><Icon name="plus"/>{words::add(language)}</a>
        </section>
    }
    .into_any()
}
