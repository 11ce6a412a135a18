//! Postings by an operator: top-ups and corrections, and the currency before the first of them.

use domain::billing::ledger::EntryKind;
use domain::billing::money::Currency;
use domain::field::Field;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::{ChooseCurrency, PostEntry};
use super::kind_text;
use crate::i18n::text::money;
use crate::shell::preferences::language;
use crate::ui::{ErrorSummary, Icon, Post, PostForm, SubmissionToken, SubmitButton, TextField};

/// The form **Add a ledger entry**.
#[component]
pub(super) fn PostCard(currency: Currency) -> AnyView {
    let language = language();
    let post = Post::to(PostEntry::PATH);
    let failure = post.failure;
    let sent = failure.with_untracked(|failure| failure.as_ref()?.sent("kind").map(ToOwned::to_owned));
    let kinds: Vec<AnyView> = [EntryKind::TopUp, EntryKind::Correction]
        .into_iter()
        .map(|kind| {
            let selected = sent.as_deref() == Some(kind.code());
            view! { <option value=kind.code() selected=selected>{kind_text(language, kind)}</option> }
                .into_any()
        })
        .collect();
    view! {
        <section class="card" aria-labelledby="post">
            <div class="card-head"><h2 id="post">{money::post_title(language)}</h2></div>
            <PostForm post class="card-body form">
                <SubmissionToken/>
                <p class="small soft">{money::post_lead(language)}</p>
                <ErrorSummary failure/>
                <div class="field">
                    <label for="f-kind">{money::kind(language)}</label>
                    <span class="select"><select id="f-kind" name="kind">{kinds}</select><Icon name="down"/></span>
                </div>
                <TextField field=Field::Amount label=money::amount(language) failure mono=true hint=money::amount_hint(language, currency.code())/>
                <TextField field=Field::Note label=money::note(language) failure hint=money::note_hint(language)/>
                <input type="hidden" name="currency" value=currency.to_string()/>
                <SubmitButton label=money::post(language) tone="" pending=post.pending/>
            </PostForm>
        </section>
    }
    .into_any()
}

/// The choice of the currency, as long as it can be changed.
#[component]
pub(super) fn CurrencyCard(chosen: Currency, currencies: Vec<Currency>) -> AnyView {
    let language = language();
    let post = Post::to(ChooseCurrency::PATH);
    let options: Vec<AnyView> = currencies
        .into_iter()
        .map(|currency| {
            let selected = currency == chosen;
            view! { <option value=currency.to_string() selected=selected>{currency.to_string()}</option> }
                .into_any()
        })
        .collect();
    view! {
        <section class="card" aria-labelledby="currency">
            <div class="card-head"><h2 id="currency">{money::currency(language)}</h2></div>
            <PostForm post class="card-body form">
                <SubmissionToken/>
                <ErrorSummary failure=post.failure/>
                <div class="field">
                    <label for="f-currency">{money::currency(language)}</label>
                    <span class="select"><select id="f-currency" name="currency">{options}</select><Icon name="down"/></span>
                    <p class="hint">{money::currency_lead(language)}</p>
                </div>
                <SubmitButton label=money::choose(language) tone="" pending=post.pending/>
            </PostForm>
        </section>
    }
    .into_any()
}
