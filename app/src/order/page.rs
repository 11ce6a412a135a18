//! The page: the editions to choose from, and beside them the order.

use console::OrderPage;
use domain::catalogue::Catalogue;
use domain::edition::Edition;
use domain::language::Language;
use domain::order::Choice;
use domain::sdkappid::Sdkappid;
use leptos::prelude::*;

use super::{choice, summary};
use crate::editions;
use crate::failure::Failure;
use crate::frame::Section;
use crate::markup::Markup;
use crate::ssr::{actor, console, fail};
use crate::text::money as words;
use crate::ui::{Icon, PageHead};
use crate::words::edition_title;
use crate::written::Written;

/// The order page, for the choice that `query` makes.
pub(crate) async fn page(sdkappid: Sdkappid, query: &str, language: Language) -> Result<Written, Failure> {
    let (console, actor) = (console(), actor());
    let applications = console.acting_as(&actor).applications();
    let first = applications.quote(sdkappid, None).await.map_err(fail)?;
    let choice = choice::of_address(query, &first.holding, &first.catalogue);
    let order = applications.quote(sdkappid, Some(&choice)).await.map_err(fail)?;
    let token = console.acting_as(&actor).billing().token();
    let currency = Some(order.standing.balance().currency());
    let table = editions::table(&order.catalogue, language, |edition| {
        let price = editions::price(&order.catalogue, edition, currency, language);
        pick(&order, &choice, edition, price, language)
    });
    let name = order.name.to_string();
    let content = view! {
        <PageHead title=words::order_title(language, &name) lead=words::order_lead(language)>
            <a class="btn" href=format!("/applications/{sdkappid}")><Icon name="overview"/>{words::application(language)}</a>
        </PageHead>
        <div class="with-aside">
            {table}
            <div class="stack">
                {form(&order.catalogue, &choice, language)}
                {summary::summary(&order, &choice, &token, language)}
            </div>
        </div>
    };
    Ok(Written {
        title: words::order_title(language, &name),
        section: Section::Overview(sdkappid),
        application: Some((sdkappid, name)),
        content: Markup::new(content.to_html()),
        dialog: None,
    })
}

/// The button beside the name of an edition.
fn pick(order: &OrderPage, choice: &Choice, edition: Edition, price: AnyView, language: Language) -> AnyView {
    let is_current = order.holding.life.edition == edition;
    let current = is_current.then(|| view! { <small class="tag on">{words::current(language)}</small> });
    if !edition.is_paid() {
        return view! { {price}{current} }.into_any();
    }
    view! {
        <label class="pick">
            <input type="radio" name="edition" value=edition.code() form="choice" checked=choice.edition == edition
                aria-label=edition_title(language, edition)/>
            <span>{price}{current}</span>
        </label>
    }
    .into_any()
}

/// Term, add-ons, auto-renewal. Asking for the price loads the page again with them.
fn form(catalogue: &Catalogue, choice: &Choice, language: Language) -> AnyView {
    let terms: Vec<AnyView> = catalogue
        .terms()
        .iter()
        .map(|months| {
            let selected = *months == choice.months;
            view! { <option value=months.to_string() selected=selected>{months_text(language, *months)}</option> }.into_any()
        })
        .collect();
    let add_ons: Vec<AnyView> = catalogue
        .add_ons()
        .iter()
        .map(|add_on| {
            let name = format!("add_on.{}", add_on.code);
            let checked = choice.add_ons.contains(&add_on.code);
            let prices: Vec<String> =
                add_on.prices.iter().map(|price| words::per_month(language, &price.to_string())).collect();
            let hint =
                if prices.is_empty() { words::by_operator(language).into() } else { prices.join(" · ") };
            view! {
                <label class="check">
                    <input type="checkbox" name=name checked=checked/>
                    <span>{add_on.name.text(language).to_owned()}</span>
                    <small>{hint}</small>
                </label>
            }
            .into_any()
        })
        .collect();
    let add_ons = (!add_ons.is_empty()).then(|| {
        view! { <fieldset class="field"><legend class="label">{words::add_ons(language)}</legend>{add_ons}</fieldset> }
    });
    view! {
        <form class="card" id="choice" method="get" aria-labelledby="choice-title">
            <div class="card-head"><h2 id="choice-title">{words::order(language)}</h2></div>
            <div class="card-body form">
                <div class="field">
                    <label for="f-months">{words::term(language)}</label>
                    <span class="select"><select id="f-months" name="months">{terms}</select><Icon name="down"/></span>
                </div>
                {add_ons}
                <label class="check">
                    <input type="checkbox" name="auto_renew" checked=choice.auto_renew/>
                    <span>{words::auto_renew_choice(language)}</span>
                    <small>{words::auto_renew_hint(language)}</small>
                </label>
                <button class="btn" type="submit">{words::work_out(language)}</button>
            </div>
        </form>
    }
    .into_any()
}

/// A number of months as people say it.
pub(crate) fn months_text(language: Language, months: u32) -> String {
    match months {
        1 => words::one_month(language).into(),
        12 => words::one_year(language).into(),
        24 => words::two_years(language).into(),
        months => words::months(language, months),
    }
}
