//! Why an order is refused, and what to do about it.

use domain::account::language::Language;
use domain::billing::order::OrderRefusal;

use crate::i18n::messages::refusal_text as life_refusal_text;
use crate::i18n::text::money;

pub(crate) fn refusal_text(language: Language, refusal: &OrderRefusal) -> String {
    match refusal {
        OrderRefusal::Life(refusal) => life_refusal_text(language, *refusal).into(),
        OrderRefusal::NotATerm => money::not_a_term(language).into(),
        OrderRefusal::Unpriced => money::unpriced(language).into(),
        OrderRefusal::UnknownAddOn(_) => money::unknown_add_on(language).into(),
        OrderRefusal::UnpricedAddOn(_) => money::unpriced_add_on(language).into(),
        OrderRefusal::PointlessAddOn(_) => money::pointless_add_on(language).into(),
        OrderRefusal::NotPriced => money::not_priced(language).into(),
        OrderRefusal::NotAccepted => money::not_accepted(language).into(),
        OrderRefusal::PriceChanged => money::price_changed(language).into(),
        OrderRefusal::NotCovered { missing } => money::not_covered(language, &missing.to_string()),
        OrderRefusal::Unreckonable(_) => money::unreckonable(language).into(),
    }
}
