//! Validation of a parsed catalogue.

use std::fmt;

use super::{AddOn, AddOnCode, Catalogue, Draft, Names, Package, Policy, Prices};
use crate::billing::MAX_TERM_MONTHS;
use crate::billing::edition::Edition;
use crate::text;

/// An error in a catalogue, with its location.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueProblem {
    /// Path of the field in the file, e.g. `edition.pro.features[1]`; indices start at 0.
    pub path: String,
    /// Description of the error in English, for the operator's log.
    pub what: &'static str,
}

impl fmt::Display for CatalogueProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.what)
    }
}

impl std::error::Error for CatalogueProblem {}

impl TryFrom<Draft> for Catalogue {
    type Error = CatalogueProblem;

    fn try_from(draft: Draft) -> Result<Self, CatalogueProblem> {
        let unknown = || CatalogueProblem { path: String::new(), what: "the catalogue is wrong" };
        draft.check().map_err(|faults| faults.into_iter().next().unwrap_or_else(unknown))
    }
}

impl Draft {
    /// The valid catalogue, or every error in it.
    pub fn check(self) -> Result<Catalogue, Vec<CatalogueProblem>> {
        let mut faults = Problems(Vec::new());
        faults.policy(self.policy);
        faults.terms(&self.terms);
        let features: Vec<_> = self.features.iter().map(|feature| &feature.code).collect();
        faults.twice("feature", &features);
        for (index, feature) in self.features.iter().enumerate() {
            faults.names(&format!("feature[{index}].name"), &feature.name);
        }
        let codes: Vec<_> = self.add_ons.iter().map(|add_on| &add_on.code).collect();
        faults.twice("add_on", &codes);
        for (index, add_on) in self.add_ons.iter().enumerate() {
            faults.add_on(&format!("add_on[{index}]"), add_on);
        }
        for edition in Edition::ALL {
            faults.package(edition, self.edition.get(edition), &features);
        }
        if faults.0.is_empty() { Ok(Catalogue(self)) } else { Err(faults.0) }
    }
}

struct Problems(Vec<CatalogueProblem>);

impl Problems {
    fn unless(&mut self, fine: bool, path: impl Into<String>, what: &'static str) {
        if !fine {
            self.0.push(CatalogueProblem { path: path.into(), what });
        }
    }

    fn policy(&mut self, policy: Policy) {
        let hours = policy.arrears_hours <= 8_760;
        self.unless(hours, "policy.arrears_hours", "at most 8760 hours, which is a year");
        for (field, days) in [
            ("deletion_grace_days", policy.deletion_grace_days),
            ("notice_days_before", policy.notice_days_before),
            ("notice_days_after", policy.notice_days_after),
        ] {
            self.unless(days <= 365, format!("policy.{field}"), "at most 365 days");
        }
    }

    fn terms(&mut self, terms: &[u32]) {
        self.unless(!terms.is_empty(), "terms", "at least one term is needed");
        for (index, months) in terms.iter().enumerate() {
            let within = (1..=MAX_TERM_MONTHS).contains(months);
            self.unless(within, format!("terms[{index}]"), "a term is 1 to 24 months");
            let ascending = index == 0 || terms[index - 1] < *months;
            self.unless(ascending, format!("terms[{index}]"), "terms ascend, each of them once");
        }
    }

    fn twice(&mut self, list: &str, codes: &[&AddOnCode]) {
        for (index, code) in codes.iter().enumerate() {
            let first = !codes[..index].contains(code);
            self.unless(first, format!("{list}[{index}].code"), "another one has this code");
        }
    }

    fn names(&mut self, path: &str, names: &Names) {
        for (field, name) in [("en", &names.en), ("ko", &names.ko), ("zh-CN", &names.zh_cn)] {
            let fine =
                text::parse(name, 1, Names::MAX_LENGTH, false).is_ok_and(|text| text == text::nfc(name));
            self.unless(fine, format!("{path}.{field}"), "a name has 1 to 80 characters on one line");
        }
    }

    fn prices(&mut self, path: &str, prices: &Prices) {
        for price in prices.iter() {
            let path = || format!("{path}.{}", price.currency());
            self.unless(!price.is_negative(), path(), "a price is not below zero");
        }
    }

    fn add_on(&mut self, path: &str, add_on: &AddOn) {
        self.names(&format!("{path}.name"), &add_on.name);
        self.prices(&format!("{path}.prices"), &add_on.prices);
        let some_use = Edition::ALL.into_iter().any(|edition| add_on.fits(edition));
        self.unless(some_use, format!("{path}.pointless_in"), "an add-on is of use in some paid edition");
    }

    fn package(&mut self, edition: Edition, package: &Package, features: &[&AddOnCode]) {
        let path = format!("edition.{}", edition.code());
        for (index, code) in package.features.iter().enumerate() {
            let path = format!("{path}.features[{index}]");
            self.unless(features.contains(&code), &path, "no [[feature]] has this code");
            self.unless(!package.features[..index].contains(code), path, "it is listed already");
        }
        self.prices(&format!("{path}.prices"), &package.prices);
        let paid = edition.is_paid();
        self.unless(paid || package.prices.is_empty(), format!("{path}.prices"), "Trial Edition is free");
        for (kind, tariff) in &package.overage {
            let path = format!("{path}.overage.{}", kind.code());
            self.unless(paid, &path, "Trial Edition is free");
            self.unless(tariff.per > 0, format!("{path}.per"), "a block has at least one unit");
            let limited = package.limits.contains_key(kind);
            self.unless(limited, &path, "there is no limit that could be exceeded");
            self.prices(&format!("{path}.prices"), &tariff.prices);
        }
    }
}
