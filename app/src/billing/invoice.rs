//! `/billing/{number}`: one entry as a page to print.

use domain::language::Language;
use domain::ledger::Kind;
use domain::money::Money;
use leptos::prelude::*;

use super::{cause_text, kind_text};
use crate::failure::Failure;
use crate::markup::Markup;
use crate::order::line_text;
use crate::ssr::{actor, console, fail, viewer};
use crate::text::{money as words, words as common};
use crate::ui::PageHead;
use crate::written::Written;

/// The invoice of the entry of that number.
pub(crate) async fn invoice(id: i64, language: Language) -> Result<Written, Failure> {
    let (console, actor) = (console(), actor());
    let row = console.acting_as(&actor).billing().entry(id).await.map_err(fail)?;
    let entry = &row.entry;
    let cause = entry.cause();
    // What is taken from the balance is what was bought.
    let is_bought = matches!(cause.kind(), Kind::Order | Kind::Renewal | Kind::Overage);
    let total = if is_bought { entry.amount().negated().unwrap_or(entry.amount()) } else { entry.amount() };
    let catalogue = console.catalogue();
    let lines: Vec<(String, Money)> = if row.lines.is_empty() {
        vec![(cause_text(language, cause), total)]
    } else {
        row.lines.iter().map(|line| (line_text(&catalogue, &line.what, language), line.amount)).collect()
    };
    let lines: Vec<AnyView> = lines
        .into_iter()
        .map(|(text, amount)| view! { <div><dt>{text}</dt><dd>{amount.to_string()}</dd></div> }.into_any())
        .collect();
    let app = cause.sdkappid().map(|sdkappid| {
        view! { <div><dt>{words::application(language)}</dt><dd class="mono">{sdkappid.to_string()}</dd></div> }
    });
    let email = viewer().email.unwrap_or_default().to_string();
    let who = if row.who == console::Actor::System.to_string() {
        words::by_console(language).into()
    } else {
        row.who.clone()
    };
    let title = words::invoice_of(language, row.id);
    let content = view! {
        <PageHead title=title.clone()>
            <button type="button" class="btn copy-btn" data-print="">{words::print(language)}</button>
            <a class="btn" href="/billing">{words::billing(language)}</a>
        </PageHead>
        <section class="card narrow invoice" aria-label=title.clone()>
            <div class="card-head"><h2>"Chat Console"</h2><span class="tag">{kind_text(language, cause.kind())}</span></div>
            <dl class="facts dense short">
                <div><dt>{words::date(language)}</dt><dd>{common::utc(language, &entry.at().date_and_minute())}</dd></div>
                <div><dt>{words::to_account(language)}</dt><dd>{email}</dd></div>
                {app}
            </dl>
            <div class="card-body">
                <dl class="bill">
                    {lines}
                    <div class="sum"><dt>{words::total(language)}</dt><dd>{total.to_string()}</dd></div>
                    <div><dt>{words::balance(language)}</dt><dd>{row.balance.to_string()}</dd></div>
                </dl>
            </div>
            <p class="card-body tiny faint">{words::posted_by(language, &who)}</p>
        </section>
    };
    Ok(Written { title, content: Markup::new(content.to_html()), dialog: None })
}
