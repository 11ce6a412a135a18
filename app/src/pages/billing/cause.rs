//! Why a balance changed, as text.

use domain::account::language::Language;
use domain::billing::ledger::{Cause, Kind};

use crate::i18n::text::money as words;
use crate::i18n::words::edition_title;
use crate::pages::application::editions::limit_name;
use crate::pages::application::upgrade::months_text;

/// The displayed kind of an entry.
pub const fn kind_text(language: Language, kind: Kind) -> &'static str {
    match kind {
        Kind::TopUp => words::kind_top_up(language),
        Kind::Order => words::kind_order(language),
        Kind::Renewal => words::kind_renewal_entry(language),
        Kind::Overage => words::kind_overage(language),
        Kind::Refund => words::kind_refund(language),
        Kind::Correction => words::kind_correction(language),
    }
}

/// The description of an entry.
pub fn cause_text(language: Language, cause: &Cause) -> String {
    match cause {
        Cause::TopUp { note } | Cause::Correction { note } => note.as_str().to_owned(),
        Cause::Order { edition, months, .. } | Cause::Renewal { edition, months, .. } => {
            words::line_package(language, edition_title(language, *edition), &months_text(language, *months))
        }
        Cause::Overage { month, limit, beyond, .. } => {
            words::overage_text(language, limit_name(language, *limit), *beyond, &month.to_string())
        }
        Cause::Refund { edition, .. } => edition_title(language, *edition).to_owned(),
    }
}

/// The columns of the exported ledger, left to right.
#[cfg(feature = "ssr")]
pub fn ledger_columns(language: Language) -> [&'static str; 9] {
    use crate::i18n::text::ledger;
    [
        ledger::number(language),
        ledger::time(language),
        words::kind(language),
        ledger::sdkappid(language),
        ledger::description(language),
        words::amount(language),
        words::balance(language),
        words::currency(language),
        ledger::posted_by_column(language),
    ]
}
