//! The page: what there is to choose from, beside it what it costs, below it the editions compared.

use console::OrderPage;
use domain::edition::Edition;
use domain::language::Language;
use domain::order::Choice;
use domain::sdkappid::Sdkappid;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::actions::{PlaceOrder, PriceOrder};
use super::{choice, months_text, review, summary};
use crate::editions;
use crate::failure::Failure;
use crate::markup::Markup;
use crate::ssr::{actor, console, fail, viewer};
use crate::text::{guide, money as words};
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
    let failure = RwSignal::new(review::of_address(query));
    let currency = Some(order.standing.balance().currency());
    let table = editions::table(&order.catalogue, language, |edition| {
        editions::price(&order.catalogue, edition, currency, language)
    });
    let name = order.name.to_string();
    let content = view! {
        <PageHead title=words::order_title(language, &name) lead=words::order_lead(language)>
            <a class="btn" href=format!("/applications/{sdkappid}")><Icon name="overview"/>{words::application(language)}</a>
        </PageHead>
        <div class="stack">
            // One form: what is confirmed is what is chosen.
            <form class="with-aside" method="post" action=PlaceOrder::PATH novalidate="">
                <input type="hidden" name="sdkappid" value=sdkappid.to_string() data-look=PriceOrder::PATH/>
                {controls(&order, &choice, language)}
                <div id="looked">{summary::summary(&order, &choice, failure, language)}</div>
            </form>
            {table}
        </div>
    };
    Ok(Written {
        title: words::order_title(language, &name),
        content: Markup::new(content.to_html()),
        dialog: None,
    })
}

/// The price of that choice, as HTML.
pub(super) async fn price(sdkappid: Sdkappid, choice: &Choice) -> Result<String, Failure> {
    let (console, actor) = (console(), actor());
    let order = console.acting_as(&actor).applications().quote(sdkappid, Some(choice)).await.map_err(fail)?;
    Ok(summary::summary(&order, choice, RwSignal::new(None), viewer().language).to_html())
}

/// The paid editions to choose from. One without a price is shown and cannot be chosen.
fn plans(order: &OrderPage, choice: &Choice, language: Language) -> AnyView {
    let currency = order.standing.balance().currency();
    let plans: Vec<AnyView> = Edition::ALL
        .into_iter()
        .filter(|edition| edition.is_paid())
        .map(|edition| {
            let is_current = order.holding.life.edition == edition;
            let current = is_current.then(|| view! { <span class="tag on">{words::current(language)}</span> });
            let price = editions::price(&order.catalogue, edition, Some(currency), language);
            let is_unpriced = order.catalogue.package(edition).prices.get(currency).is_none();
            view! {
                <label class="choice">
                    <input type="radio" name="edition" value=edition.code() checked=choice.edition == edition disabled=is_unpriced/>
                    <span>{edition_title(language, edition)}{price}{current}</span>
                </label>
            }
            .into_any()
        })
        .collect();
    view! {
        <fieldset class="field">
            <legend class="label">{guide::edition(language)}</legend>
            <div class="choices plans">{plans}</div>
        </fieldset>
    }
    .into_any()
}

/// What there is to choose from. **Update price** loads the page again with what is chosen.
fn controls(order: &OrderPage, choice: &Choice, language: Language) -> AnyView {
    let catalogue = &order.catalogue;
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
            let checked = choice.add_ons.contains(&add_on.code);
            let prices: Vec<String> =
                add_on.prices.iter().map(|price| words::per_month(language, &price.to_string())).collect();
            let is_unpriced = prices.is_empty();
            let hint = if is_unpriced { words::contact_us(language).into() } else { prices.join(" · ") };
            view! {
                <label class="check">
                    <input type="checkbox" name="add_ons[]" value=add_on.code.as_str().to_owned() checked=checked disabled=is_unpriced && !checked/>
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
        <div class="card" id="choice" role="form" aria-labelledby="choice-title">
            <div class="card-head"><h2 id="choice-title">{words::order(language)}</h2></div>
            <div class="card-body form">
                {plans(order, choice, language)}
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
                // The first button of the form: what the Enter key means.
                <button class="btn" type="submit" name="act" value="price">{words::work_out(language)}</button>
            </div>
        </div>
    }
    .into_any()
}
