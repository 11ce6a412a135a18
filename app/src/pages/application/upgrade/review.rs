//! Why an order was not placed, shown on the page of the choice: a code in its URL, from a fixed list.

use domain::billing::order::OrderRefusal;

use crate::address;
use crate::failure::{Failure, FailureKind};

const PARAMETER: &str = "review";

/// The URL of the page with the reason. Reasons that the page shows anyway, such as the missing amount, need no code.
#[cfg(feature = "ssr")]
pub(super) fn address(page: &str, refusal: &OrderRefusal) -> String {
    let code = match refusal {
        OrderRefusal::NotPriced => "choice",
        OrderRefusal::NotAccepted => "accept",
        OrderRefusal::PriceChanged => "price",
        _ => return page.to_owned(),
    };
    format!("{page}&{PARAMETER}={code}")
}

/// The reason, if the URL contains one.
pub(super) fn of_address(query: &str) -> Option<Failure> {
    let refusal = match address::parameter(query, PARAMETER).as_str() {
        "choice" => OrderRefusal::NotPriced,
        "accept" => OrderRefusal::NotAccepted,
        "price" => OrderRefusal::PriceChanged,
        _ => return None,
    };
    Some(Failure::new(FailureKind::OrderRefused(refusal)))
}
