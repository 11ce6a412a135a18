//! What an operator posts: top-ups and corrections, and the currency before the first of them.

use console::BillingPage;
use domain::field::Field;
use domain::language::Language;
use domain::ledger::Kind;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::actions::{ChooseCurrency, PostEntry};
use super::kind_text;
use crate::text::money as words;
use crate::ui::{ErrorSummary, Icon, Post, SubmissionToken, TextField};

/// **Post an entry**.
pub(super) fn form(billing: &BillingPage, language: Language) -> AnyView {
    let failure = Post::to(PostEntry::PATH).failure;
    let currency = billing.standing.balance().currency();
    let kinds: Vec<AnyView> = [Kind::TopUp, Kind::Correction]
        .into_iter()
        .map(|kind| {
            let selected = failure.with_untracked(|failure| {
                failure.as_ref().and_then(|failure| failure.sent("kind")) == Some(kind.code())
            });
            view! { <option value=kind.code() selected=selected>{kind_text(language, kind)}</option> }
                .into_any()
        })
        .collect();
    view! {
        <section class="card" aria-labelledby="post">
            <div class="card-head"><h2 id="post">{words::post_title(language)}</h2></div>
            <form class="card-body form" method="post" action=PostEntry::PATH novalidate="">
                <SubmissionToken/>
                <p class="small soft">{words::post_lead(language)}</p>
                <ErrorSummary failure/>
                <div class="field">
                    <label for="f-kind">{words::kind(language)}</label>
                    <span class="select"><select id="f-kind" name="kind">{kinds}</select><Icon name="down"/></span>
                </div>
                <TextField field=Field::Amount label=words::amount(language) failure mono=true hint=words::amount_hint(language, currency.code())/>
                <TextField field=Field::Note label=words::note(language) failure hint=words::note_hint(language)/>
                <input type="hidden" name="currency" value=currency.to_string()/>
                <button class="btn" type="submit">{words::post(language)}</button>
            </form>
        </section>
    }
    .into_any()
}

/// The choice of a currency, while there is one.
pub(super) fn currency(billing: &BillingPage, is_first_page: bool, language: Language) -> Option<AnyView> {
    let own = billing.standing.balance().currency();
    let currencies = billing.catalogue.currencies();
    let is_choice = currencies.iter().any(|currency| *currency != own);
    if !billing.entries.is_empty() || !is_first_page || !is_choice {
        return None;
    }
    let options: Vec<AnyView> = currencies
        .iter()
        .map(|currency| {
            let selected = *currency == own;
            view! { <option value=currency.to_string() selected=selected>{currency.to_string()}</option> }
                .into_any()
        })
        .collect();
    let view = view! {
        <section class="card" aria-labelledby="currency">
            <div class="card-head"><h2 id="currency">{words::currency(language)}</h2></div>
            <form class="card-body form" method="post" action=ChooseCurrency::PATH novalidate="">
                <SubmissionToken/>
                <div class="field">
                    <label for="f-currency">{words::currency(language)}</label>
                    <span class="select"><select id="f-currency" name="currency">{options}</select><Icon name="down"/></span>
                    <p class="hint">{words::currency_lead(language)}</p>
                </div>
                <button class="btn" type="submit">{words::choose(language)}</button>
            </form>
        </section>
    };
    Some(view.into_any())
}
