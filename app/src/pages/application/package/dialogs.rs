//! The dialogs of the card: comparison of editions, and **Refund**.

use domain::application::ApplicationName;
use domain::application::lifecycle::Step;
use domain::billing::package::PackageDetail;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::RefundPackage;
use crate::i18n::messages::refusal_text;
use crate::i18n::text::{common, guide, money};
use crate::pages::application::editions;
use crate::routes::PagePath;
use crate::shell::preferences::language;
use crate::ui::{Dialog, ErrorSummary, Notice, Post, PostForm, SubmissionToken, SubmitButton};

/// The comparison of the editions, over the page of the application.
#[component]
pub(crate) fn EditionsDialog(package: PackageDetail) -> AnyView {
    let language = language();
    let sdkappid = package.sdkappid();
    let close = PagePath::Application(sdkappid).to_string();
    let currency = Some(package.account_balance.balance().currency());
    let table = editions::table(&package.catalogue, language, |edition| {
        editions::price(&package.catalogue, edition, currency, language)
    });
    view! {
        <Dialog title=money::compare(language) lead=guide::pricing_lead(language) close=close.clone()>
            <div class="dialog-body wide-body">{table}</div>
            <div class="dialog-foot">
                <a class="btn" data-noscroll href=close>{common::close(language)}</a>
                <a class="btn primary" href=PagePath::Upgrade(sdkappid).to_string()>{money::renewal_upgrade(language)}</a>
            </div>
        </Dialog>
    }
    .into_any()
}

/// The refund dialog of an operator, with the amount.
#[component]
pub(crate) fn RefundDialog(name: ApplicationName, package: PackageDetail) -> AnyView {
    let language = language();
    let sdkappid = package.sdkappid();
    let close = PagePath::Application(sdkappid).to_string();
    let post = Post::to(RefundPackage::PATH).rereading();
    let refusal = package.subscription.life.refusal(Step::Refund, package.at);
    let amount = package.subscription.unused(package.at.now);
    let body = match refusal {
        Some(refusal) => view! { <Notice><p>{refusal_text(language, refusal)}</p></Notice> }.into_any(),
        None => view! {
            <ErrorSummary failure=post.failure/>
            <dl class="facts dense plain short">
                <div><dt>{money::paid_for(language)}</dt><dd>{package.subscription.paid.to_string()}</dd></div>
                <div><dt>{money::refund_amount(language)}</dt><dd>{amount.to_string()}</dd></div>
            </dl>
        }
        .into_any(),
    };
    let confirm = refusal.is_none().then(|| {
        view! { <SubmitButton label=common::confirm(language) pending=post.pending tone="danger solid"/> }
    });
    let title = money::refund_question(language, name.as_str());
    view! {
        <Dialog title lead=money::refund_lead(language) close=close.clone()>
            <PostForm post>
                <SubmissionToken/>
                <div class="dialog-body">
                    <input type="hidden" name="sdkappid" value=sdkappid.to_string()/>
                    <input type="hidden" name="amount" value=amount.minor().to_string()/>
                    <input type="hidden" name="currency" value=amount.currency().to_string()/>
                    {body}
                </div>
                <div class="dialog-foot">
                    <span class="grow mono faint">{sdkappid.to_string()}</span>
                    <a class="btn" data-noscroll href=close autofocus>{common::cancel(language)}</a>
                    {confirm}
                </div>
            </PostForm>
        </Dialog>
    }
    .into_any()
}
