//! The page `/billing`.

use console::BillingPage;
use domain::language::Language;
use leptos::prelude::*;

use super::{cause_text, kind_text, post};
use crate::failure::Failure;
use crate::markup::Markup;
use crate::ssr::{actor, console, fail};
use crate::text::money as words;
use crate::ui::{Day, Icon, PageHead};
use crate::written::Written;

/// The page, with the entries before the one of that number.
pub(crate) async fn page(before: Option<i64>, language: Language) -> Result<Written, Failure> {
    let (console, actor) = (console(), actor());
    let billing = console.acting_as(&actor).billing().page(before).await.map_err(fail)?;
    let (form, currency) = if billing.operator {
        (Some(post::form(&billing, language)), post::currency(&billing, before.is_none(), language))
    } else {
        (None, None)
    };
    let balance = billing.standing.balance();
    let tone = if balance.is_negative() { "plan-name tone-bad" } else { "plan-name" };
    let content = view! {
        <PageHead title=words::billing(language) lead=words::billing_lead(language)>
            <a class="btn" href="/billing/ledger.csv" rel="external" download=""><Icon name="download"/>{words::export(language)}</a>
        </PageHead>
        <div class="with-aside">
            {ledger(&billing, before.is_some(), language)}
            <div class="stack">
                <section class="card" aria-labelledby="balance">
                    <div class="card-head"><h2 id="balance">{words::balance(language)}</h2></div>
                    <div class="card-body"><p class=tone>{balance.to_string()}</p></div>
                </section>
                {form}
                {currency}
            </div>
        </div>
    };
    Ok(Written {
        title: words::billing(language).to_owned(),
        content: Markup::new(content.to_html()),
        dialog: None,
    })
}

fn ledger(billing: &BillingPage, is_later: bool, language: Language) -> AnyView {
    if billing.entries.is_empty() {
        return view! {
            <section class="card card-body" aria-label=words::ledger(language)>
                <h2>{words::no_entries(language)}</h2>
                <p class="soft">{words::no_entries_lead(language)}</p>
            </section>
        }
        .into_any();
    }
    let rows: Vec<AnyView> = billing
        .entries
        .iter()
        .map(|row| {
            let entry = &row.entry;
            let app = entry.cause().sdkappid().map(|sdkappid| {
                view! { " "<a class="mono" href=format!("/applications/{sdkappid}")>{sdkappid.to_string()}</a> }
            });
            let tone = if entry.amount().is_negative() { "num" } else { "num tone-ok" };
            view! {
                <tr>
                    <td class="c-date"><Day at=entry.at()/></td>
                    <td class="c-what"><b>{kind_text(language, entry.cause().kind())}</b>" "<span class="soft">{cause_text(language, entry.cause())}</span>{app}</td>
                    <td class=tone>{entry.amount().grouped()}</td>
                    <td class="num c-balance" data-label=words::balance(language)>{row.balance.grouped()}</td>
                    <td class="num"><a href=format!("/billing/{}", row.id) aria-label=words::invoice_of(language, row.id)>{words::invoice(language)}</a></td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let older = billing.has_older.then(|| billing.entries.last().map(|row| row.id)).flatten().map(|id| {
        view! { <a class="btn sm" href=format!("/billing?before={id}")>{words::older(language)}</a> }
    });
    let latest = is_later.then(|| view! { <a class="btn sm" href="/billing">{words::latest(language)}</a> });
    let pager = (is_later || billing.has_older)
        .then(|| view! { <div class="table-note"><span class="pager">{latest}{older}</span></div> });
    let currency = billing.standing.balance().currency();
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label=words::ledger(language)>
            <table class="table ledger stacks">
                <caption class="sr">{words::ledger(language)}</caption>
                <thead><tr>
                    <th scope="col">{words::date(language)}</th>
                    <th scope="col">{words::what(language)}</th>
                    <th scope="col" class="num">{format!("{}, {currency}", words::amount(language))}</th>
                    <th scope="col" class="num">{words::balance(language)}</th>
                    <th scope="col"><span class="sr">{words::invoice(language)}</span></th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
            {pager}
        </div>
    }
    .into_any()
}
