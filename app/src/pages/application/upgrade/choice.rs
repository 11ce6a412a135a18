//! The choice of the order page, read from the URL or from the form.

use domain::billing::catalogue::{AddOnCode, Catalogue};
use domain::billing::edition::Edition;
use domain::billing::order::{Choice, Subscription};

use crate::address;

/// The choice in the URL, or the initial one: the current edition, or the lowest paid one.
pub(super) fn of_address(query: &str, subscription: &Subscription, catalogue: &Catalogue) -> Choice {
    let parameter = |name: &str| address::parameter(query, name);
    let life = &subscription.life;
    let first = if life.edition.is_paid() { life.edition } else { Edition::Standard };
    let edition = parameter("edition").parse().unwrap_or(first);
    let months = catalogue.terms().first().copied().unwrap_or(1);
    let months = parameter("months").parse().unwrap_or(months);
    let is_chosen = !parameter("edition").is_empty();
    let add_ons = if is_chosen { of_list(&add_on_values(query)) } else { subscription.add_ons.clone() };
    let auto_renew = if is_chosen { parameter("auto_renew") == "on" } else { life.auto_renew };
    Choice { edition, months, add_ons, auto_renew }
}

/// The choice as a query that [`of_address`] can read.
pub(super) fn to_query(choice: &Choice) -> String {
    let mut query = format!("?edition={}&months={}", choice.edition.code(), choice.months);
    for code in &choice.add_ons {
        query.push_str("&add_on.");
        query.push_str(code.as_str());
        query.push_str("=on");
    }
    if choice.auto_renew {
        query.push_str("&auto_renew=on");
    }
    query
}

/// The choice in the fields of the form; `None` if they are malformed.
pub(super) fn of_form(edition: &str, months: &str, add_ons: &[String], auto_renew: &str) -> Option<Choice> {
    Some(Choice {
        edition: edition.parse().ok()?,
        months: months.parse().ok()?,
        add_ons: of_list(add_ons),
        auto_renew: auto_renew == "on",
    })
}

/// The choice whose price was shown, from the hidden field beside the price. `None` if no price was shown.
pub(super) fn of_priced(text: &str) -> Option<Choice> {
    let mut words = text.split(' ');
    let (edition, months, renewal) = (words.next()?, words.next()?, words.next()?);
    let add_ons: Vec<String> = words.map(ToOwned::to_owned).collect();
    of_form(edition, months, &add_ons, renewal)
}

/// Parses add-on codes; malformed ones are ignored.
fn of_list(codes: &[String]) -> Vec<AddOnCode> {
    codes.iter().filter_map(|code| code.parse().ok()).collect()
}

/// The ticked checkboxes: one parameter each.
fn add_on_values(query: &str) -> Vec<String> {
    let pairs = query.trim_start_matches('?').split('&');
    let ticked = pairs.filter_map(|pair| pair.strip_prefix("add_on."));
    ticked.filter_map(|rest| rest.strip_suffix("=on")).map(ToOwned::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::super::summary::to_priced;
    use super::*;

    #[test]
    fn a_choice_survives_the_form_and_the_address() {
        let add_ons = || vec!["history".parse().unwrap(), "review".parse().unwrap()];
        for (add_ons, auto_renew) in [(Vec::new(), false), (add_ons(), false), (add_ons(), true)] {
            let choice = Choice { edition: Edition::Pro, months: 12, add_ons, auto_renew };
            assert_eq!(of_priced(&to_priced(&choice)), Some(choice.clone()));
            let query = to_query(&choice);
            let codes: Vec<_> = of_list(&add_on_values(&query));
            assert_eq!(codes, choice.add_ons, "{query}");
            assert_eq!(address::parameter(&query, "auto_renew") == "on", auto_renew, "{query}");
        }
        assert_eq!(of_priced(""), None);
    }
}
