//! The card: basic information, and the use of each limit.

use domain::account::language::Language;
use domain::account::permission::Permission;
use domain::billing::catalogue::{Level, Limit, LimitKind, Quota};
use domain::billing::package::PackageDetail;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::SwitchRenewal;
use super::notices::notices;
use crate::i18n::names::edition_title;
use crate::i18n::text::money;
use crate::pages::application::editions::{grouped, limit_name, quota_text};
use crate::routes::PagePath;
use crate::shell::preferences::language;
use crate::ui::{ErrorSummary, Permitted, Post, PostForm, SubmissionToken};

/// The card **Renewal/Upgrade**.
#[component]
pub(crate) fn PackageCard(package: PackageDetail) -> AnyView {
    let (language, package) = (language(), &package);
    let sdkappid = package.sdkappid();
    let life = &package.subscription.life;
    let paid = life.edition.is_paid();
    let refundable = paid && package.operator && !life.is_package_over(package.at);
    let refund = refundable.then(|| {
        let href = format!("{}?dialog=refund", PagePath::Application(sdkappid));
        view! { <a class="btn sm danger" data-noscroll href=href>{money::refund(language)}</a> }
    });
    let limits: Vec<AnyView> =
        LimitKind::ALL.into_iter().filter_map(|kind| limit_view(package, kind, language)).collect();
    let unreported = !limits.is_empty();
    let editions = format!("{}?dialog=editions", PagePath::Application(sdkappid));
    view! {
        <section class="card" aria-labelledby="package">
            <div class="card-head">
                <h2 id="package">{money::renewal_upgrade(language)}</h2>
                <a class="small" data-noscroll href=editions>{money::compare(language)}</a>
            </div>
            {notices(package, language)}
            <div class="card-body">
                <p class="plan-name">{edition_title(language, life.edition)}</p>
            </div>
            {facts(package, language)}
            <div class="card-body meters">{limits}</div>
            {unreported.then(|| view! { <p class="card-body tiny faint">{money::report_hint(language)}</p> })}
            <div class="card-foot">
                <span class="grow">{refund}</span>
                <a class="btn primary sm" href=PagePath::Upgrade(sdkappid).to_string()>{money::renewal_upgrade(language)}</a>
            </div>
        </section>
    }
    .into_any()
}

fn facts(package: &PackageDetail, language: Language) -> AnyView {
    let subscription = &package.subscription;
    let life = &subscription.life;
    let term = money::from_to(language, &life.term.start.date(), &life.term.end().date());
    let term = view! { <div><dt>{money::term(language)}</dt><dd>{term}</dd></div> };
    if !life.edition.is_paid() {
        return view! { <dl class="facts dense short">{term}</dl> }.into_any();
    }
    let add_ons: Vec<String> = subscription
        .add_ons
        .iter()
        .map(|code| {
            let add_on = package.catalogue.add_on(code);
            add_on.map_or_else(|| code.to_string(), |add_on| add_on.name.text(language).to_owned())
        })
        .collect();
    let add_ons = if add_ons.is_empty() { money::no_add_ons(language).into() } else { add_ons.join(", ") };
    view! {
        <dl class="facts dense short">
            {term}
            <div><dt>{money::add_ons(language)}</dt><dd>{add_ons}</dd></div>
            <div><dt>{money::paid_for(language)}</dt><dd>{subscription.paid.to_string()}</dd></div>
            {renewal(package, language)}
        </dl>
    }
    .into_any()
}

fn renewal(package: &PackageDetail, language: Language) -> AnyView {
    let (sdkappid, on) = (package.sdkappid(), package.subscription.life.auto_renew);
    let post = Post::to(SwitchRenewal::PATH).rereading();
    let (state, label, next) = if on {
        (money::on(language), money::turn_off(language), "off")
    } else {
        (money::off(language), money::turn_on(language), "on")
    };
    let over = package.subscription.life.is_package_over(package.at) && !on;
    let form = (!over).then(|| {
        view! {
            <dd class="acts">
                <Permitted permission=Permission::OrderPackages label>
                    <PostForm post>
                        <SubmissionToken/>
                        <input type="hidden" name="sdkappid" value=sdkappid.to_string()/>
                        <input type="hidden" name="state" value=next/>
                        <button class="btn sm" type="submit" aria-busy=move || post.pending.get().then_some("true")
                            aria-label=format!("{}: {label}", money::auto_renew(language))>{label}</button>
                    </PostForm>
                </Permitted>
            </dd>
        }
    });
    view! {
        <div><dt>{money::auto_renew(language)}</dt><dd>{state}<ErrorSummary failure=post.failure/></dd>{form}</div>
    }
    .into_any()
}

fn limit_view(package: &PackageDetail, kind: LimitKind, language: Language) -> Option<AnyView> {
    let subscription = &package.subscription;
    let used = package.used(kind);
    let name = limit_name(language, kind);
    let Some(limit) = package.catalogue.limit(subscription.life.edition, &subscription.add_ons, kind) else {
        // The use is shown even if no limit is set.
        let text = money::no_limit_set(language, &grouped(used?));
        return Some(view! { <div class="meter"><b>{name}</b><span>{text}</span></div> }.into_any());
    };
    let most = quota_text(kind, limit.most, language);
    let view = match (limit.most, used) {
        (Quota::Of(most_number), Some(used)) => {
            let id = format!("m-{}", kind.code());
            let text = money::used_of(language, &grouped(used), &most);
            view! {
                <div class="meter">
                    <b id=id.clone()>{name}</b><span>{text}</span>
                    <meter aria-labelledby=id min="0" max=most_number.to_string() low=(most_number / 5 * 4).to_string()
                        high=most_number.saturating_sub(1).to_string() optimum="0" value=used.min(most_number).to_string()>{text_of(used, most_number)}</meter>
                    {level_text(limit, used, most_number, language)}
                </div>
            }
            .into_any()
        }
        (Quota::Unlimited, Some(used)) => {
            view! { <div class="meter"><b>{name}</b><span>{grouped(used)}" · "{most}</span></div> }.into_any()
        }
        (_, None) => view! { <div class="meter"><b>{name}</b><span>{most}</span></div> }.into_any(),
    };
    Some(view)
}

fn text_of(used: u64, most: u64) -> String {
    format!("{used}/{most}")
}

/// States in words that the use is near or over the limit.
fn level_text(limit: Limit, used: u64, most: u64, language: Language) -> Option<AnyView> {
    let text = match limit.level(used) {
        Level::Within => return None,
        Level::Near => money::near(language, used * 100 / most.max(1)),
        Level::Over if limit.refuses(used) => money::over_refused(language).into(),
        Level::Over => money::over_said(language).into(),
    };
    let tone = if limit.level(used) == Level::Over { "tone-bad tiny" } else { "tone-warn tiny" };
    Some(view! { <p class=tone>{text}</p> }.into_any())
}
