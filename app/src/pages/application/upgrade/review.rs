//! Why an order was not placed, told by the page of what was chosen: a code in its address, one of a fixed list.

use domain::billing::order::OrderRefusal;

use crate::address;
use crate::failure::{Failed, Failure};

const PARAMETER: &str = "review";

/// The address of the page, saying why. What the page says anyway, such as
/// how much is missing, needs no code.
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

/// Why, if the address says so.
pub(super) fn of_address(query: &str) -> Option<Failure> {
    let refusal = match address::parameter(query, PARAMETER).as_str() {
        "choice" => OrderRefusal::NotPriced,
        "accept" => OrderRefusal::NotAccepted,
        "price" => OrderRefusal::PriceChanged,
        _ => return None,
    };
    Some(Failure::new(Failed::OrderRefused(refusal)))
}
