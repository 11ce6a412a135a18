//! The controls of the order page.

use std::sync::Arc;

use domain::account::language::Language;
use domain::billing::catalogue::AddOn;
use domain::billing::edition::Edition;
use leptos::prelude::*;

use super::api::OrderData;
use super::form::OrderForm;
use super::months_text;
use crate::i18n::names::edition_title;
use crate::i18n::text::{guide, money};
use crate::pages::application::editions;
use crate::shell::preferences::language;
use crate::ui::Icon;

/// Edition, term, add-ons and renewal. Without scripts **Update price** shows the price.
#[component]
pub(super) fn Controls(data: Arc<OrderData>, form: OrderForm) -> AnyView {
    let language = language();
    let terms: Vec<AnyView> =
        data.catalogue.terms().iter().map(|months| term(*months, form, language)).collect();
    let add_ons: Vec<AnyView> =
        data.catalogue.add_ons().iter().map(|offered| add_on(offered, form, language)).collect();
    let add_ons = (!add_ons.is_empty()).then(|| {
        view! { <fieldset class="field"><legend class="label">{money::add_ons(language)}</legend>{add_ons}</fieldset> }
    });
    let choose_term = move |event| {
        if let Ok(months) = event_target_value(&event).parse() {
            form.change(|choice| choice.months = months);
        }
    };
    let renews = move || form.choice.with(|choice| choice.auto_renew);
    let choose_renewal = move |event| {
        form.change(|choice| choice.auto_renew = event_target_checked(&event));
    };
    view! {
        <div class="card" id="choice" role="form" aria-labelledby="choice-title">
            <div class="card-head"><h2 id="choice-title">{money::order(language)}</h2></div>
            <div class="card-body form">
                {plans(&data, form, language)}
                <div class="field">
                    <label for="f-months">{money::term(language)}</label>
                    <span class="select">
                        <select id="f-months" name="months" on:change=choose_term>{terms}</select>
                        <Icon name="down"/>
                    </span>
                </div>
                {add_ons}
                <label class="check">
                    <input type="checkbox" name="auto_renew" checked=renews prop:checked=renews on:change=choose_renewal/>
                    <span>{money::auto_renew_choice(language)}</span>
                    <small>{money::auto_renew_hint(language)}</small>
                </label>
                // The first button of the form is the one that the Enter key activates.
                <button class="btn" type="submit" name="act" value="price">{money::work_out(language)}</button>
            </div>
        </div>
    }
    .into_any()
}

/// The paid editions. One without a price is shown but cannot be selected.
fn plans(data: &OrderData, form: OrderForm, language: Language) -> AnyView {
    let plans: Vec<AnyView> = Edition::ALL
        .into_iter()
        .filter(|edition| edition.is_paid())
        .map(|edition| {
            let is_current = data.current == edition;
            let current =
                is_current.then(|| view! { <span class="tag on">{money::current(language)}</span> });
            let price = editions::price(&data.catalogue, edition, Some(data.currency), language);
            let is_unpriced = data.catalogue.package(edition).prices.get(data.currency).is_none();
            let is_chosen = move || form.choice.with(|choice| choice.edition == edition);
            view! {
                <label class="choice">
                    <input
                        type="radio" name="edition" value=edition.code() disabled=is_unpriced
                        checked=is_chosen prop:checked=is_chosen
                        on:change=move |_| form.change(|choice| choice.edition = edition)
                    />
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

fn term(months: u32, form: OrderForm, language: Language) -> AnyView {
    let is_chosen = move || form.choice.with(|choice| choice.months == months);
    view! {
        <option value=months.to_string() selected=is_chosen prop:selected=is_chosen>
            {months_text(language, months)}
        </option>
    }
    .into_any()
}

/// An add-on. One without a price can be removed but not added.
fn add_on(add_on: &AddOn, form: OrderForm, language: Language) -> AnyView {
    let prices: Vec<String> =
        add_on.prices.iter().map(|price| money::per_month(language, &price.to_string())).collect();
    let is_unpriced = prices.is_empty();
    let hint = if is_unpriced { money::contact_us(language).into() } else { prices.join(" · ") };
    let code = StoredValue::new(add_on.code.clone());
    let is_chosen = move || form.choice.with(|choice| code.with_value(|code| choice.add_ons.contains(code)));
    let is_out_of_reach = is_unpriced && !untrack(is_chosen);
    let choose = move |event| {
        form.change(|choice| {
            if event_target_checked(&event) {
                choice.add_ons.push(code.get_value());
            } else {
                code.with_value(|code| choice.add_ons.retain(|own| own != code));
            }
        });
    };
    view! {
        <label class="check">
            <input
                type="checkbox" name="add_ons[]" value=add_on.code.as_str().to_owned() disabled=is_out_of_reach
                checked=is_chosen prop:checked=is_chosen on:change=choose
            />
            <span>{add_on.name.text(language).to_owned()}</span>
            <small>{hint}</small>
        </label>
    }
    .into_any()
}
