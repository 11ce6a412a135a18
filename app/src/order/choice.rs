//! What a person picks: out of the address, or out of the form.

use domain::catalogue::{Catalogue, Code};
use domain::edition::Edition;
use domain::order::{Choice, Holding};

use crate::address;

/// The choice that the address makes, or the one to begin with: the same edition, or the lowest paid one.
pub(super) fn of_address(query: &str, holding: &Holding, catalogue: &Catalogue) -> Choice {
    let parameter = |name: &str| address::parameter(query, name);
    let life = &holding.life;
    let first = if life.edition.is_paid() { life.edition } else { Edition::Standard };
    let edition = parameter("edition").parse().unwrap_or(first);
    let months = catalogue.terms().first().copied().unwrap_or(1);
    let months = parameter("months").parse().unwrap_or(months);
    let is_chosen = !parameter("edition").is_empty();
    let add_ons = if is_chosen { of_list(&add_on_values(query)) } else { holding.add_ons.clone() };
    let auto_renew = if is_chosen { parameter("auto_renew") == "on" } else { life.auto_renew };
    Choice { edition, months, add_ons, auto_renew }
}

/// The choice of the form of **Confirm**, where everything is written out.
pub(super) fn of_form(edition: &str, months: &str, add_ons: &str, auto_renew: &str) -> Option<Choice> {
    Some(Choice {
        edition: edition.parse().ok()?,
        months: months.parse().ok()?,
        add_ons: of_list(&add_ons.split_whitespace().map(ToOwned::to_owned).collect::<Vec<_>>()),
        auto_renew: auto_renew == "on",
    })
}

/// What is no code names no add-on.
fn of_list(codes: &[String]) -> Vec<Code> {
    codes.iter().filter_map(|code| code.parse().ok()).collect()
}

/// The ticked boxes: one parameter each.
fn add_on_values(query: &str) -> Vec<String> {
    let pairs = query.trim_start_matches('?').split('&');
    let ticked = pairs.filter_map(|pair| pair.strip_prefix("add_on."));
    ticked.filter_map(|rest| rest.strip_suffix("=on")).map(ToOwned::to_owned).collect()
}
