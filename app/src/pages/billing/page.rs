//! The page `/billing`.

use domain::billing::ledger::{self, PostedEntry};
use leptos::prelude::*;

use super::api::read_billing;
use super::post::{CurrencyCard, PostCard};
use super::{cause_text, kind_text};
use crate::address::{parameter, use_page_url};
use crate::data::{page_data, show};
use crate::i18n::text::{as_code, money};
use crate::routes::PagePath;
use crate::shell::frame::Page;
use crate::shell::preferences::language;
use crate::ui::{ApiCall, Day, Icon, PageHead, Pager, ShowAsCode};

/// The page **Billing**.
#[component]
pub(crate) fn BillingPage() -> AnyView {
    let url = use_page_url();
    let before = Memo::new(move |_| url.with(|url| parameter(&url.search, "before").parse::<i64>().ok()));
    let billing = page_data(move || before.get(), read_billing);
    show(billing, move |billing| page(billing, before.get_untracked().is_some()))
}

/// Renders the page; `is_later`: whether it does not begin with the newest entry.
fn page(billing: ledger::BillingPage, is_later: bool) -> AnyView {
    let language = language();
    let balance = billing.account_balance.balance();
    let tone = if balance.is_negative() { "plan-name tone-bad" } else { "plan-name" };
    let ledger = ledger(&billing, is_later);
    let is_choice = billing.currencies.iter().any(|currency| *currency != balance.currency());
    let chooses = billing.operator && billing.entries.is_empty() && !is_later && is_choice;
    let calls = vec![
        (as_code::see_balance(language), ApiCall::new("GET", "/balance")),
        (as_code::list_ledger(language), ApiCall::new("GET", "/ledger")),
    ];
    view! {
        <Page title=money::billing(language)>
            <PageHead title=money::billing(language) lead=money::billing_lead(language)>
                <a class="btn" href="/billing/ledger.csv" rel="external" download=""><Icon name="download"/>{money::export(language)}</a>
            </PageHead>
            <div class="with-aside">
                {ledger}
                <div class="stack">
                    <section class="card" aria-labelledby="balance">
                        <div class="card-head"><h2 id="balance">{money::balance(language)}</h2></div>
                        <div class="card-body"><p class=tone>{balance.to_string()}</p></div>
                    </section>
                    {billing.operator.then(|| view! { <PostCard currency=balance.currency()/> })}
                    {chooses.then(|| view! { <CurrencyCard chosen=balance.currency() currencies=billing.currencies/> })}
                </div>
            </div>
            <ShowAsCode calls/>
        </Page>
    }
    .into_any()
}

fn ledger(billing: &ledger::BillingPage, is_later: bool) -> AnyView {
    let language = language();
    if billing.entries.is_empty() {
        return view! {
            <section class="card card-body" aria-label=money::ledger(language)>
                <h2>{money::no_entries(language)}</h2>
                <p class="soft">{money::no_entries_lead(language)}</p>
            </section>
        }
        .into_any();
    }
    let rows: Vec<AnyView> = billing.entries.iter().map(row).collect();
    let oldest = billing.has_older.then(|| billing.entries.last()).flatten();
    let older =
        oldest.map(|row| (format!("{}?before={}", PagePath::Billing, row.id), money::older(language)));
    let newest = is_later.then(|| (PagePath::Billing.to_string(), money::latest(language)));
    let currency = billing.account_balance.balance().currency();
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label=money::ledger(language)>
            <table class="table ledger stacks">
                <caption class="sr">{money::ledger(language)}</caption>
                <thead><tr>
                    <th scope="col">{money::date(language)}</th>
                    <th scope="col">{money::what(language)}</th>
                    <th scope="col" class="num">{format!("{}, {currency}", money::amount(language))}</th>
                    <th scope="col" class="num">{money::balance(language)}</th>
                    <th scope="col"><span class="sr">{money::invoice(language)}</span></th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
            <Pager newest older/>
        </div>
    }
    .into_any()
}

fn row(posted: &PostedEntry) -> AnyView {
    let language = language();
    let (id, entry) = (posted.id, &posted.entry);
    let app = entry.cause().sdkappid().map(|sdkappid| {
        let href = PagePath::Application(sdkappid).to_string();
        view! { " "<a class="mono" href=href>{sdkappid.to_string()}</a> }
    });
    let tone = if entry.amount().is_negative() { "num" } else { "num tone-ok" };
    let invoice = PagePath::Invoice(id).to_string();
    view! {
        <tr>
            <td class="c-date"><Day at=entry.at()/></td>
            <td class="c-what"><b>{kind_text(language, entry.cause().kind())}</b>" "<span class="soft">{cause_text(language, entry.cause())}</span>{app}</td>
            <td class=tone>{entry.amount().grouped()}</td>
            <td class="num c-balance" data-label=money::balance(language)>{posted.balance.grouped()}</td>
            <td class="num"><a href=invoice aria-label=money::invoice_of(language, id)>{money::invoice(language)}</a></td>
        </tr>
    }
    .into_any()
}
