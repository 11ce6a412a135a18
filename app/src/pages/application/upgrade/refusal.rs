//! Why an order is refused, and what to do about it.

use domain::account::language::Language;
use domain::billing::order::OrderRefusal;

use crate::i18n::text::money as words;
use crate::i18n::words::refusal_text as life_refusal_text;

/// The text of a refusal.
pub(crate) fn refusal_text(language: Language, refusal: &OrderRefusal) -> String {
    match refusal {
        OrderRefusal::Life(refusal) => life_refusal_text(language, *refusal).into(),
        OrderRefusal::NotATerm => words::not_a_term(language).into(),
        OrderRefusal::Unpriced => words::unpriced(language).into(),
        OrderRefusal::UnknownAddOn(_) => words::unknown_add_on(language).into(),
        OrderRefusal::UnpricedAddOn(_) => words::unpriced_add_on(language).into(),
        OrderRefusal::PointlessAddOn(_) => words::pointless_add_on(language).into(),
        OrderRefusal::NotPriced => words::not_priced(language).into(),
        OrderRefusal::NotAccepted => words::not_accepted(language).into(),
        OrderRefusal::PriceChanged => words::price_changed(language).into(),
        OrderRefusal::NotCovered { missing } => words::not_covered(language, &missing.to_string()),
        OrderRefusal::Unreckonable(_) => words::unreckonable(language).into(),
    }
}
