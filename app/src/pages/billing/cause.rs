//! Why a balance changed, as text.

use domain::account::language::Language;
use domain::billing::ledger::{EntryCause, EntryKind};

use crate::i18n::names::edition_title;
use crate::i18n::text::money;
use crate::pages::application::editions::limit_name;
use crate::pages::application::upgrade::months_text;

/// The displayed kind of an entry.
pub const fn kind_text(language: Language, kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::TopUp => money::kind_top_up(language),
        EntryKind::Order => money::kind_order(language),
        EntryKind::Renewal => money::kind_renewal_entry(language),
        EntryKind::Overage => money::kind_overage(language),
        EntryKind::Refund => money::kind_refund(language),
        EntryKind::Correction => money::kind_correction(language),
    }
}

/// The description of an entry.
pub fn cause_text(language: Language, cause: &EntryCause) -> String {
    match cause {
        EntryCause::TopUp { note } | EntryCause::Correction { note } => note.as_str().to_owned(),
        EntryCause::Order { edition, months, .. } | EntryCause::Renewal { edition, months, .. } => {
            money::line_package(language, edition_title(language, *edition), &months_text(language, *months))
        }
        EntryCause::Overage { month, limit, beyond, .. } => {
            money::overage_text(language, limit_name(language, *limit), *beyond, &month.to_string())
        }
        EntryCause::Refund { edition, .. } => edition_title(language, *edition).to_owned(),
    }
}

/// The columns of the exported ledger, left to right.
#[cfg(feature = "ssr")]
pub fn ledger_columns(language: Language) -> [&'static str; 9] {
    use crate::i18n::text::ledger;
    [
        ledger::number(language),
        ledger::time(language),
        money::kind(language),
        ledger::sdkappid(language),
        ledger::description(language),
        money::amount(language),
        money::balance(language),
        money::currency(language),
        ledger::posted_by_column(language),
    ]
}
