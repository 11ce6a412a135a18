//! The filters of the certificates: the tabs, the platforms of Android, and the states.

use domain::account::language::Language;
use domain::account::permission::Permission;
use domain::certificate::{AccessSetting, Attention, Certificate, Tab};
use domain::time::Timestamp;
use leptos::prelude::*;

use super::query::AccessQuery;
use crate::i18n::names::platform_name;
use crate::i18n::text::{health, health_filter, push};
use crate::ui::{Icon, Permitted};

pub(super) fn tabs(setting: &AccessSetting, query: AccessQuery, language: Language) -> AnyView {
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
            let href = query.tab_address(tab);
            let current = (tab == query.tab).then_some("page");
            let alarm = alarm(&setting.certificates, |one| one.platform.tab() == tab, setting.at.now, language);
            view! { <li><a href=href aria-current=current>{name}" "<span class="count">{count.to_string()}</span>{alarm}</a></li> }
                .into_any()
        })
        .collect();
    view! { <nav class="tabs" aria-label=push::tabs(language)><ul>{tabs}</ul></nav> }.into_any()
}

/// The platforms of Android, and **Add Certificate**.
pub(super) fn bar(setting: &AccessSetting, query: AccessQuery, language: Language) -> AnyView {
    // If there is no certificate yet, the button is shown in place of the first one.
    let is_empty = !setting.certificates.iter().any(|one| query.is_of(one));
    let add = (!is_empty || query.health.is_some()).then(|| {
        let href = query.dialog("add");
        view! {
            <Permitted permission=Permission::EditCertificates label=push::add(language) icon="plus">
                <a class="btn primary" data-noscroll href=href><Icon name="plus"/>{push::add(language)}</a>
            </Permitted>
        }
    });
    let chosen = query.platform;
    let all = query.tab_address(Tab::Android);
    let platforms = (query.tab == Tab::Android).then(|| {
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
            <ul class="seg" aria-label=push::platforms(language)>
                <li><a href=all.clone() aria-current=current>{push::all(language)}</a></li>
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

/// The number of failing, or else of expiring, certificates among those that match `is_its`.
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

/// The number of shown certificates per state, as filter links; `None` if they would be of no use.
pub(super) fn states(setting: &AccessSetting, query: AccessQuery, language: Language) -> Option<AnyView> {
    let now = setting.at.now;
    let here: Vec<Attention> =
        setting.certificates.iter().filter(|one| query.is_of(one)).map(|one| one.attention(now)).collect();
    let all = query.of_any_health().base();
    let links: Vec<AnyView> = Attention::ALL
        .into_iter()
        .filter_map(|attention| {
            let count = here.iter().filter(|one| **one == attention).count();
            let current = (query.health == Some(attention)).then_some("true");
            if count == 0 && current.is_none() {
                return None;
            }
            let count = u32::try_from(count).unwrap_or(u32::MAX);
            let (tone, icon, text) = match attention {
                Attention::Failing => ("tone-bad", "fail", health::failing(language, count)),
                Attention::Expiring => ("tone-warn", "clock", health::expiring(language, count)),
                Attention::NotProven => ("", "help", health_filter::not_proven(language, count)),
                Attention::Proven => ("tone-ok", "ok", health_filter::proven(language, count)),
            };
            let href = format!("{all}&health={}", attention.code());
            let view = view! {
                <li><a href=href aria-current=current><span class=tone><Icon name=icon small=true/></span>{text}</a></li>
            };
            Some(view.into_any())
        })
        .collect();
    let is_of_use = links.len() > 1 || query.health.is_some();
    let current = query.health.is_none().then_some("true");
    is_of_use.then(|| {
        view! {
            <ul class="seg quiet" aria-label=health_filter::filter(language)>
                <li><a href=all.clone() aria-current=current>{health_filter::all(language)}" "<span class="count">{here.len().to_string()}</span></a></li>
                {links}
            </ul>
        }
        .into_any()
    })
}
