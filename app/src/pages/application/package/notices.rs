//! Notices about a package and about an account.

use domain::account::language::Language;
#[cfg(feature = "ssr")]
use domain::application::lifecycle::Moment;
use domain::application::lifecycle::StatusCause;
#[cfg(feature = "ssr")]
use domain::billing::account_balance::AccountBalance;
use domain::billing::notice::Notice;
use domain::billing::package::PackageDetail;
use leptos::prelude::*;

use crate::i18n::text::{help, money};
use crate::pages::application::editions::{grouped, limit_name};
use crate::routes::PagePath;
use crate::ui::Icon;

/// The notice about the package; `None` if there is none.
pub(super) fn notices(package: &PackageDetail, language: Language) -> Option<AnyView> {
    // The end of a trial is already shown at the top of the page.
    let is_trial = !package.subscription.life.edition.is_paid();
    let is_said = |notice: &Notice| is_trial && matches!(notice, Notice::Ended { .. });
    let mut lines: Vec<AnyView> = package
        .notices()
        .into_iter()
        .filter(|notice| !is_said(notice))
        .filter_map(|notice| line(notice, language))
        .collect();
    if package.subscription.life.cause(package.at) == Some(StatusCause::Refund) {
        lines.push(sentence("warn", money::refunded(language).into()));
    }
    if package.subscription.life.deletion_requested_at.is_some() {
        let link = package.deletion_request.map(|id| {
            view! { " "<a href=PagePath::Request(id).to_string()>{help::see_request(language)}</a> }
        });
        let text = help::requested(language);
        lines.push(
            view! { <div class="notice info"><Icon name="info"/><div><p>{text}{link}</p></div></div> }
                .into_any(),
        );
    }
    (!lines.is_empty()).then(|| view! { <div class="card-body stack tight">{lines}</div> }.into_any())
}

fn line(notice: Notice, language: Language) -> Option<AnyView> {
    let (tone, text) = match notice {
        Notice::Ends { at, renews: false } => ("warn", money::ends_soon(language, &at.date())),
        Notice::Ends { at, renews: true } => ("info", money::renews_soon(language, &at.date())),
        Notice::Ended { at } => ("bad", money::ended(language, &at.date())),
        Notice::NearLimit { limit, used, most } => {
            let name = limit_name(language, limit);
            ("warn", money::near_limit(language, name, &grouped(used), &grouped(most)))
        }
        Notice::OverLimit { limit, used, most, .. } => {
            let name = limit_name(language, limit);
            ("bad", money::over_limit(language, name, &grouped(used), &grouped(most)))
        }
        // These are shown on every page, on the page of deleted applications, or on that of certificates.
        Notice::Arrears { .. }
        | Notice::ArrearsDisabled { .. }
        | Notice::Shreds { .. }
        | Notice::CertificateEnds { .. }
        | Notice::CertificateFails { .. } => return None,
    };
    Some(sentence(tone, text))
}

fn sentence(tone: &'static str, text: String) -> AnyView {
    let icon = if tone == "info" { "info" } else { "warn" };
    view! { <div class=format!("notice {tone}")><Icon name=icon/><div><p>{text}</p></div></div> }.into_any()
}

/// The notice on every page if the account is in arrears.
#[cfg(feature = "ssr")]
pub(crate) fn account_notice(
    account_balance: AccountBalance,
    at: &Moment,
    language: Language,
) -> Option<AnyView> {
    let (tone, since, then) = match Notice::of_account(account_balance, at)? {
        Notice::Arrears { since, disables_at } => (
            "warn",
            since,
            crate::i18n::text::arrears::arrears_disables(language, &disables_at.date_and_minute()),
        ),
        Notice::ArrearsDisabled { since, disabled_at } => (
            "bad",
            since,
            crate::i18n::text::arrears::arrears_disabled(language, &disabled_at.date_and_minute()),
        ),
        _ => return None,
    };
    let view = view! {
        <div class=format!("notice act {tone}")>
            <Icon name="warn"/>
            <div>
                <p><b>{crate::i18n::text::arrears::arrears(language, &since.date_and_minute())}</b></p>
                <p>{then}</p>
            </div>
            <div class="acts"><a class="btn sm" href=PagePath::Billing.to_string()>{money::open_billing(language)}</a></div>
        </div>
    };
    Some(view.into_any())
}
