//! The dialogs of the card: editions compared, and **Refund**.

use console::Package;
use domain::application::ApplicationName;
use domain::language::Language;
use domain::lifecycle::Step;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::actions::RefundPackage;
use crate::editions;
use crate::markup::Markup;
use crate::text::{guide, money as words, words as common};
use crate::ui::{ErrorSummary, Notice, Post, SubmissionToken};
use crate::words::refusal_text;
use crate::written::WrittenDialog;

/// The editions compared, over the page of the application.
pub(crate) fn editions_dialog(package: &Package, language: Language) -> WrittenDialog {
    let close = format!("/applications/{}", package.sdkappid());
    let currency = Some(package.standing.balance().currency());
    let table = editions::table(&package.catalogue, language, |edition| {
        editions::price(&package.catalogue, edition, currency, language)
    });
    let upgrade = format!("{close}/upgrade");
    let content = view! {
        <div class="dialog-body wide-body">{table}</div>
        <div class="dialog-foot">
            <a class="btn" data-noscroll="" href=close.clone()>{common::close(language)}</a>
            <a class="btn primary" href=upgrade>{words::renewal_upgrade(language)}</a>
        </div>
    };
    WrittenDialog {
        title: words::compare(language).to_owned(),
        lead: guide::pricing_lead(language).to_owned(),
        close,
        content: Markup::new(content.to_html()),
    }
}

/// What an operator gives back; none for anybody else.
pub(crate) fn refund_dialog(
    name: &ApplicationName,
    package: &Package,
    language: Language,
) -> Option<WrittenDialog> {
    if !package.operator {
        return None;
    }
    let sdkappid = package.sdkappid();
    let close = format!("/applications/{sdkappid}");
    let failure = Post::to(RefundPackage::PATH).failure;
    let refusal = package.holding.life.refusal(Step::Refund, package.at);
    let amount = package.holding.unused(package.at.now);
    let body = match refusal {
        Some(refusal) => view! { <Notice><p>{refusal_text(language, refusal)}</p></Notice> }.into_any(),
        None => view! {
            <ErrorSummary failure/>
            <dl class="facts dense plain short">
                <div><dt>{words::paid_for(language)}</dt><dd>{package.holding.paid.to_string()}</dd></div>
                <div><dt>{words::refund_amount(language)}</dt><dd>{amount.to_string()}</dd></div>
            </dl>
        }
        .into_any(),
    };
    let confirm = refusal.is_none().then(|| {
        view! { <button class="btn danger solid" type="submit">{common::confirm(language)}</button> }
    });
    let content = view! {
        <form method="post" action=RefundPackage::PATH novalidate="">
            <SubmissionToken/>
            <div class="dialog-body">
                <input type="hidden" name="sdkappid" value=sdkappid.to_string()/>
                <input type="hidden" name="amount" value=amount.minor().to_string()/>
                <input type="hidden" name="currency" value=amount.currency().to_string()/>
                {body}
            </div>
            <div class="dialog-foot">
                <span class="grow mono faint">{sdkappid.to_string()}</span>
                <a class="btn" data-noscroll="" href=close.clone() autofocus=true>{common::cancel(language)}</a>
                {confirm}
            </div>
        </form>
    };
    Some(WrittenDialog {
        title: words::refund_question(language, name.as_str()),
        lead: words::refund_lead(language).to_owned(),
        close,
        content: Markup::new(content.to_html()),
    })
}
