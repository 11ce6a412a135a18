//! The card: basic information, and the use of each limit.

use domain::account::language::Language;
use domain::billing::catalogue::{Level, Limit, LimitKind, Most};
use domain::billing::package::PackageDetail;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::SwitchRenewal;
use super::news::news;
use crate::i18n::text::money as words;
use crate::i18n::words::edition_title;
use crate::pages::application::editions::{grouped, limit_name, most_text};
use crate::routes::PagePath;
use crate::shell::preferences::language;
use crate::ui::{ErrorSummary, Post, PostForm, SubmissionToken};

/// The card **Renewal/Upgrade**.
#[component]
pub(crate) fn PackageCard(package: PackageDetail) -> AnyView {
    let (language, package) = (language(), &package);
    let sdkappid = package.sdkappid();
    let life = &package.holding.life;
    let paid = life.edition.is_paid();
    let refundable = paid && package.operator && !life.is_package_over(package.at);
    let refund = refundable.then(|| {
        let href = format!("{}?dialog=refund", PagePath::Application(sdkappid));
        view! { <a class="btn sm danger" data-noscroll href=href>{words::refund(language)}</a> }
    });
    let limits: Vec<AnyView> =
        LimitKind::ALL.into_iter().filter_map(|kind| limit_view(package, kind, language)).collect();
    let unreported = !limits.is_empty();
    let editions = format!("{}?dialog=editions", PagePath::Application(sdkappid));
    view! {
        <section class="card" aria-labelledby="package">
            <div class="card-head">
                <h2 id="package">{words::renewal_upgrade(language)}</h2>
                <a class="small" data-noscroll href=editions>{words::compare(language)}</a>
            </div>
            {news(package, language)}
            <div class="card-body">
                <p class="plan-name">{edition_title(language, life.edition)}</p>
            </div>
            {facts(package, language)}
            <div class="card-body meters">{limits}</div>
            {unreported.then(|| view! { <p class="card-body tiny faint">{words::report_hint(language)}</p> })}
            <div class="card-foot">
                <span class="grow">{refund}</span>
                <a class="btn primary sm" href=PagePath::Upgrade(sdkappid).to_string()>{words::renewal_upgrade(language)}</a>
            </div>
        </section>
    }
    .into_any()
}

fn facts(package: &PackageDetail, language: Language) -> AnyView {
    let holding = &package.holding;
    let life = &holding.life;
    let term = words::from_to(language, &life.term.start.date(), &life.term.end().date());
    let term = view! { <div><dt>{words::term(language)}</dt><dd>{term}</dd></div> };
    if !life.edition.is_paid() {
        return view! { <dl class="facts dense short">{term}</dl> }.into_any();
    }
    let add_ons: Vec<String> = holding
        .add_ons
        .iter()
        .map(|code| {
            let add_on = package.catalogue.add_on(code);
            add_on.map_or_else(|| code.to_string(), |add_on| add_on.name.text(language).to_owned())
        })
        .collect();
    let add_ons = if add_ons.is_empty() { words::no_add_ons(language).into() } else { add_ons.join(", ") };
    view! {
        <dl class="facts dense short">
            {term}
            <div><dt>{words::add_ons(language)}</dt><dd>{add_ons}</dd></div>
            <div><dt>{words::paid_for(language)}</dt><dd>{holding.paid.to_string()}</dd></div>
            {renewal(package, language)}
        </dl>
    }
    .into_any()
}

fn renewal(package: &PackageDetail, language: Language) -> AnyView {
    let (sdkappid, on) = (package.sdkappid(), package.holding.life.auto_renew);
    let post = Post::to(SwitchRenewal::PATH).rereading();
    let (state, label, next) = if on {
        (words::on(language), words::turn_off(language), "off")
    } else {
        (words::off(language), words::turn_on(language), "on")
    };
    let over = package.holding.life.is_package_over(package.at) && !on;
    let form = (!over).then(|| {
        view! {
            <dd class="acts">
                <PostForm post>
                    <SubmissionToken/>
                    <input type="hidden" name="sdkappid" value=sdkappid.to_string()/>
                    <input type="hidden" name="state" value=next/>
                    <button class="btn sm" type="submit" aria-busy=move || post.pending.get().then_some("true")
                        aria-label=format!("{}: {label}", words::auto_renew(language))>{label}</button>
                </PostForm>
            </dd>
        }
    });
    view! {
        <div><dt>{words::auto_renew(language)}</dt><dd>{state}<ErrorSummary failure=post.failure/></dd>{form}</div>
    }
    .into_any()
}

fn limit_view(package: &PackageDetail, kind: LimitKind, language: Language) -> Option<AnyView> {
    let holding = &package.holding;
    let used = package.used(kind);
    let name = limit_name(language, kind);
    let Some(limit) = package.catalogue.limit(holding.life.edition, &holding.add_ons, kind) else {
        // The use is shown even if no limit is set.
        let text = words::no_limit_set(language, &grouped(used?));
        return Some(view! { <div class="meter"><b>{name}</b><span>{text}</span></div> }.into_any());
    };
    let most = most_text(kind, limit.most, language);
    let view = match (limit.most, used) {
        (Most::Of(most_number), Some(used)) => {
            let id = format!("m-{}", kind.code());
            let text = words::used_of(language, &grouped(used), &most);
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
        (Most::Unlimited, Some(used)) => {
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
        Level::Near => words::near(language, used * 100 / most.max(1)),
        Level::Over if limit.refuses(used) => words::over_refused(language).into(),
        Level::Over => words::over_said(language).into(),
    };
    let tone = if limit.level(used) == Level::Over { "tone-bad tiny" } else { "tone-warn tiny" };
    Some(view! { <p class=tone>{text}</p> }.into_any())
}
