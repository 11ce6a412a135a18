//! The page `/billing/{number}`: one ledger entry, for printing.

use domain::billing::ledger::EntryKind;
use domain::billing::money::Money;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::api::{Invoice, read_invoice};
use super::{cause_text, kind_text};
use crate::browser;
use crate::data::{page_data, show};
use crate::failure::{Failure, FailureKind};
use crate::i18n::text::{as_code, common, money};
use crate::pages::application::upgrade::line_text;
use crate::routes::PagePath;
use crate::shell::frame::Page;
use crate::shell::preferences::{email, language};
use crate::ui::{ApiCall, PageHead, ShowAsCode};

/// The page **Invoice**.
#[component]
pub(crate) fn InvoicePage() -> AnyView {
    let params = use_params_map();
    let number = Memo::new(move |_| params.with(|params| params.get("number")?.parse::<i64>().ok()));
    let invoice = page_data(
        move || number.get(),
        async move |number| match number {
            Some(number) => read_invoice(number).await,
            None => Err(Failure::new(FailureKind::NotFound)),
        },
    );
    show(invoice, page)
}

fn page(invoice: Invoice) -> AnyView {
    let language = language();
    let Invoice { entry: posted, catalogue } = invoice;
    let (entry, cause) = (&posted.entry, posted.entry.cause());
    // A purchase is posted as a debit; the invoice shows it as a positive amount.
    let is_bought = matches!(cause.kind(), EntryKind::Order | EntryKind::Renewal | EntryKind::Overage);
    let total = if is_bought { entry.amount().negated().unwrap_or(entry.amount()) } else { entry.amount() };
    let lines: Vec<(String, Money)> = if posted.lines.is_empty() {
        vec![(cause_text(language, cause), total)]
    } else {
        posted.lines.iter().map(|line| (line_text(&catalogue, &line.what, language), line.amount)).collect()
    };
    let lines: Vec<AnyView> = lines
        .into_iter()
        .map(|(text, amount)| view! { <div><dt>{text}</dt><dd>{amount.to_string()}</dd></div> }.into_any())
        .collect();
    let app = cause.sdkappid().map(|sdkappid| {
        view! { <div><dt>{money::application(language)}</dt><dd class="mono">{sdkappid.to_string()}</dd></div> }
    });
    let email = email().unwrap_or_default().to_string();
    let who = if posted.is_by_console() { money::by_console(language) } else { &posted.who };
    let posted_by = money::posted_by(language, who);
    let (title, kind) = (money::invoice_of(language, posted.id), kind_text(language, cause.kind()));
    let date = common::utc(language, &entry.at().date_and_minute());
    let call = ApiCall::new("GET", format!("/ledger/{}", posted.id));
    view! {
        <Page title=title.clone()>
            <PageHead title=title.clone()>
                <button type="button" class="btn copy-btn" on:click=move |_| browser::print()>{money::print(language)}</button>
                <a class="btn" href=PagePath::Billing.to_string()>{money::billing(language)}</a>
            </PageHead>
            <div class="stack">
                <section class="card narrow invoice" aria-label=title>
                    <div class="card-head"><h2>"Chat Console"</h2><span class="tag">{kind}</span></div>
                    <dl class="facts dense short">
                        <div><dt>{money::date(language)}</dt><dd>{date}</dd></div>
                        <div><dt>{money::to_account(language)}</dt><dd>{email}</dd></div>
                        {app}
                    </dl>
                    <div class="card-body">
                        <dl class="bill">
                            {lines}
                            <div class="sum"><dt>{money::total(language)}</dt><dd>{total.to_string()}</dd></div>
                            <div><dt>{money::balance(language)}</dt><dd>{posted.balance.to_string()}</dd></div>
                        </dl>
                    </div>
                    <p class="card-body tiny faint">{posted_by}</p>
                </section>
                <ShowAsCode calls=vec![(as_code::see_ledger_entry(language), call)]/>
            </div>
        </Page>
    }
    .into_any()
}
