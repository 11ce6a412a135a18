//! The price of the choice, line by line, and **Confirm**.

use std::sync::Arc;

use domain::account::language::Language;
use domain::account::permission::Permission;
use domain::application::lifecycle::Refusal;
use domain::application::sdkappid::Sdkappid;
use domain::billing::catalogue::{AddOnCode, Catalogue};
use domain::billing::order::{Choice, OrderKind, OrderRefusal, QuoteLine};
use leptos::prelude::*;

use super::api::{OrderData, Price};
use super::form::OrderForm;
use super::{line_text, refusal_text};
use crate::i18n::names::edition_title;
use crate::i18n::text::{common, money};
use crate::routes::PagePath;
use crate::shell::preferences::language;
use crate::ui::{ErrorSummary, Notice, Permitted, SubmissionToken, SubmitButton};

/// The price, or why there is none.
#[component]
pub(super) fn Summary(data: Arc<OrderData>, form: OrderForm) -> AnyView {
    let language = language();
    let content = move || {
        form.priced.with(|priced| match &priced.price {
            Ok(price) => quoted(&data.catalogue, &priced.choice, price, form, language),
            Err(refusal) => refused(data.sdkappid, refusal, form, language),
        })
    };
    view! {
        <div class="quote" aria-busy=move || form.is_stale.get().then_some("true")>{content}</div>
    }
    .into_any()
}

fn refused(sdkappid: Sdkappid, refusal: &OrderRefusal, form: OrderForm, language: Language) -> AnyView {
    let is_downgrade = matches!(refusal, OrderRefusal::Life(Refusal::DowngradeIsRefund));
    let ask = is_downgrade.then(|| {
        let href = format!("{}?application={sdkappid}", PagePath::NewRequest);
        view! { <p><a href=href>{money::ask_refund(language)}</a></p> }
    });
    let text = refusal_text(language, refusal);
    view! {
        <ErrorSummary failure=form.post.failure/>
        <Notice><p>{text}</p>{ask}</Notice>
    }
    .into_any()
}

fn quoted(
    catalogue: &Catalogue,
    choice: &Choice,
    price: &Price,
    form: OrderForm,
    language: Language,
) -> AnyView {
    let failure = form.post.failure;
    let accepted =
        failure.with_untracked(|failure| failure.as_ref().and_then(|failure| failure.ticked("accept", "on")));
    let accepted = accepted.unwrap_or(false);
    let lines: Vec<AnyView> = price.lines.iter().map(|line| line_view(catalogue, line, language)).collect();
    // The refusal that **Confirm** would return is shown in advance.
    let uncovered = price.missing.map(|missing| {
        let text = refusal_text(language, &OrderRefusal::NotCovered { missing });
        let billing = PagePath::Billing.to_string();
        view! { <Notice><p>{text}" "<a href=billing>{money::open_billing(language)}</a></p></Notice> }
    });
    let (total, balance) = (price.total, price.balance.to_string());
    let balance_after = price.balance_after.map(|money| money.to_string()).unwrap_or_default();
    let valid = money::from_to(language, &price.term.start.date(), &price.term.end().date());
    let kind = match price.kind {
        OrderKind::New => money::kind_new(language),
        OrderKind::Upgrade => money::kind_upgrade(language),
        OrderKind::Change => money::kind_change(language),
        OrderKind::Renewal => money::kind_renewal(language),
    };
    view! {
        <div class="card" role="form" aria-labelledby="order-title">
            <SubmissionToken/>
            <div class="card-head"><h2 id="order-title">{edition_title(language, choice.edition)}</h2><span class="tag">{kind}</span></div>
            <div class="card-body form">
                <ErrorSummary failure/>
                <dl class="bill">
                    {lines}
                    <div class="sum"><dt>{money::total(language)}</dt><dd>{total.to_string()}</dd></div>
                    <div><dt>{money::valid(language)}</dt><dd>{valid}</dd></div>
                    <div><dt>{money::balance(language)}</dt><dd>{balance}</dd></div>
                    <div><dt>{money::balance_after(language)}</dt><dd>{balance_after}</dd></div>
                </dl>
                {uncovered}
                <label class="check">
                    <input type="checkbox" id="f-accept" name="accept" required=true checked=accepted node_ref=form.accept/>
                    <span>{money::accept(language)}</span>
                </label>
                <input type="hidden" name="priced" value=to_priced(choice)/>
                <input type="hidden" name="total" value=total.minor().to_string()/>
                <input type="hidden" name="currency" value=total.currency().to_string()/>
                <p class="stale small soft" role="status">{money::stale(language)}</p>
                <Permitted permission=Permission::OrderPackages label=common::confirm(language)>
                    <SubmitButton label=common::confirm(language) disabled=form.is_stale/>
                </Permitted>
            </div>
        </div>
    }
    .into_any()
}

fn line_view(catalogue: &Catalogue, line: &QuoteLine, language: Language) -> AnyView {
    let (text, amount) = (line_text(catalogue, &line.what, language), line.amount.to_string());
    view! { <div><dt>{text}</dt><dd>{amount}</dd></div> }.into_any()
}

/// The choice to which the price belongs, in the format of `choice::of_priced`.
pub(super) fn to_priced(choice: &Choice) -> String {
    let renewal = if choice.auto_renew { "on" } else { "off" };
    let add_ons = choice.add_ons.iter().map(AddOnCode::as_str);
    let months = choice.months.to_string();
    [choice.edition.code(), &months, renewal].into_iter().chain(add_ons).collect::<Vec<_>>().join(" ")
}
