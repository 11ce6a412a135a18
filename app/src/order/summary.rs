//! What the choice costs, line by line, and **Confirm**.

use console::OrderPage;
use domain::language::Language;
use domain::lifecycle::Refusal;
use domain::order::{Choice, Line, OrderKind, OrderRefusal, Quote};
use leptos::prelude::*;

use super::choice::to_priced;
use super::{line_text, refusal_text};
use crate::failure::Failure;
use crate::text::{money as words, words as common};
use crate::ui::{ErrorSummary, Notice, SubmissionToken, SubmitButton};
use crate::words::edition_title;

/// The summary, or why there is none.
pub(super) fn summary(
    order: &OrderPage,
    choice: &Choice,
    failure: RwSignal<Option<Failure>>,
    language: Language,
) -> AnyView {
    match &order.quote {
        Some(Ok(quote)) => quoted(order, choice, quote, failure, language),
        Some(Err(refusal)) => refused(order, refusal, language),
        None => ().into_any(),
    }
}

fn refused(order: &OrderPage, refusal: &OrderRefusal, language: Language) -> AnyView {
    let is_downgrade = matches!(refusal, OrderRefusal::Life(Refusal::DowngradeIsRefund));
    let ask = is_downgrade.then(|| {
        let href = format!("/support/new?application={}", order.holding.sdkappid);
        view! { <p><a href=href>{words::ask_refund(language)}</a></p> }
    });
    let text = refusal_text(language, refusal);
    view! { <Notice><p>{text}</p>{ask}</Notice> }.into_any()
}

fn quoted(
    order: &OrderPage,
    choice: &Choice,
    quote: &Quote,
    failure: RwSignal<Option<Failure>>,
    language: Language,
) -> AnyView {
    let accepted =
        failure.with_untracked(|failure| failure.as_ref().and_then(|failure| failure.ticked("accept", "on")));
    let accepted = accepted.unwrap_or(false);
    let lines: Vec<AnyView> = quote.lines().iter().map(|line| line_view(order, line, language)).collect();
    let total = quote.total();
    let afterwards = order.standing.balance().minus(total).ok();
    // What Confirm would answer is said before.
    let missing = afterwards.filter(|left| left.is_negative() && !total.is_negative() && !total.is_zero());
    let missing = missing.filter(|_| !order.at.policy.orders_below_zero).and_then(|left| left.negated().ok());
    let uncovered = missing.map(|missing| {
        let text = refusal_text(language, &OrderRefusal::NotCovered { missing });
        view! { <Notice><p>{text}" "<a href="/billing">{words::open_billing(language)}</a></p></Notice> }
    });
    let afterwards = afterwards.map(|money| money.to_string()).unwrap_or_default();
    let term = quote.after().life.term;
    let valid = words::from_to(language, &term.start.date(), &term.end().date());
    let kind = match quote.kind() {
        OrderKind::New => words::kind_new(language),
        OrderKind::Upgrade => words::kind_upgrade(language),
        OrderKind::Change => words::kind_change(language),
        OrderKind::Renewal => words::kind_renewal(language),
    };
    view! {
        <div class="card" role="form" aria-labelledby="order-title">
            <SubmissionToken/>
            <div class="card-head"><h2 id="order-title">{edition_title(language, choice.edition)}</h2><span class="tag">{kind}</span></div>
            <div class="card-body form">
                <ErrorSummary failure/>
                <dl class="bill">
                    {lines}
                    <div class="sum"><dt>{words::total(language)}</dt><dd>{total.to_string()}</dd></div>
                    <div><dt>{words::valid(language)}</dt><dd>{valid}</dd></div>
                    <div><dt>{words::balance(language)}</dt><dd>{order.standing.balance().to_string()}</dd></div>
                    <div><dt>{words::balance_after(language)}</dt><dd>{afterwards}</dd></div>
                </dl>
                {uncovered}
                <label class="check">
                    <input type="checkbox" id="f-accept" name="accept" required=true checked=accepted/>
                    <span>{words::accept(language)}</span>
                </label>
                <input type="hidden" name="priced" value=to_priced(choice)/>
                <input type="hidden" name="total" value=total.minor().to_string()/>
                <input type="hidden" name="currency" value=total.currency().to_string()/>
                <p class="stale small soft" role="status">{words::stale(language)}</p>
                <SubmitButton label=common::confirm(language)/>
            </div>
        </div>
    }
    .into_any()
}

fn line_view(order: &OrderPage, line: &Line, language: Language) -> AnyView {
    let (text, amount) = (line_text(&order.catalogue, &line.what, language), line.amount.to_string());
    view! { <div><dt>{text}</dt><dd>{amount}</dd></div> }.into_any()
}
