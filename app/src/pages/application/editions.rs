//! The comparison of the editions from the catalogue: for `/pricing`, the dialog of an application and orders.

use domain::account::language::Language;
use domain::billing::catalogue::{AddOnCode, Catalogue, Limit, LimitKind, Quota};
use domain::billing::edition::Edition;
use domain::billing::money::Currency;
use leptos::prelude::*;

use crate::i18n::names::edition_title;
use crate::i18n::text::{guide, money};
use crate::ui::Icon;

/// The comparison table. `head` renders the content below the name of an edition.
pub(crate) fn table(
    catalogue: &Catalogue,
    language: Language,
    mut head: impl FnMut(Edition) -> AnyView,
) -> AnyView {
    let editions: Vec<AnyView> = Edition::ALL
        .into_iter()
        .map(|edition| {
            let head = head(edition);
            view! { <th scope="col"><span>{edition_title(language, edition)}</span>{head}</th> }.into_any()
        })
        .collect();
    let limits: Vec<AnyView> =
        LimitKind::ALL.into_iter().filter_map(|kind| limit_row(catalogue, kind, language)).collect();
    let features: Vec<AnyView> = catalogue
        .features()
        .iter()
        .map(|feature| feature_row(catalogue, &feature.code, feature.name.text(language), language))
        .collect();
    let (has_limits, has_features) = (!limits.is_empty(), !features.is_empty());
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label=guide::compared(language)>
            <table class="table editions">
                <caption class="sr">{guide::compared(language)}</caption>
                <thead><tr><th scope="col">{guide::edition(language)}</th>{editions}</tr></thead>
                {has_limits.then(|| view! {
                    <tbody>
                        <tr class="band"><th scope="rowgroup" colspan="6">{money::limits(language)}</th></tr>
                        {limits}
                    </tbody>
                })}
                {has_features.then(|| view! {
                    <tbody>
                        <tr class="band"><th scope="rowgroup" colspan="6">{money::features(language)}</th></tr>
                        {features}
                    </tbody>
                })}
            </table>
        </div>
    }
    .into_any()
}

/// The row of a limit; `None` if no edition has it.
fn limit_row(catalogue: &Catalogue, kind: LimitKind, language: Language) -> Option<AnyView> {
    let limits = Edition::ALL.map(|edition| catalogue.limit(edition, &[], kind));
    limits.iter().any(Option::is_some).then(|| {
        let cells = limits.map(|limit| view! { <td>{limit_text(kind, limit, language)}</td> });
        view! { <tr><th scope="row">{limit_name(language, kind)}</th>{Vec::from(cells)}</tr> }.into_any()
    })
}

/// The limit of an edition; a dash if the operator has not set one.
fn limit_text(kind: LimitKind, limit: Option<Limit>, language: Language) -> String {
    limit.map_or_else(|| "–".to_owned(), |limit| quota_text(kind, limit.most, language))
}

fn feature_row(catalogue: &Catalogue, code: &AddOnCode, name: &str, language: Language) -> AnyView {
    let cells: Vec<AnyView> = Edition::ALL
        .into_iter()
        .map(|edition| {
            let has = catalogue.package(edition).features.contains(code);
            let cell = if has {
                view! { <Icon name="check"/><span class="sr">{money::included(language)}</span> }.into_any()
            } else {
                view! { <span class="faint">{money::not_included(language)}</span> }.into_any()
            };
            view! { <td>{cell}</td> }.into_any()
        })
        .collect();
    view! { <tr><th scope="row">{name.to_owned()}</th>{cells}</tr> }.into_any()
}

/// The monthly price of an edition, or "Contact us" if it has none.
pub(crate) fn price(
    catalogue: &Catalogue,
    edition: Edition,
    currency: Option<Currency>,
    language: Language,
) -> AnyView {
    if !edition.is_paid() {
        return view! { <small>{money::free(language)}</small> }.into_any();
    }
    let prices = &catalogue.package(edition).prices;
    let shown: Vec<String> = match currency {
        Some(currency) => prices.get(currency).into_iter().map(|price| price.to_string()).collect(),
        None => prices.iter().map(|price| price.to_string()).collect(),
    };
    if shown.is_empty() {
        return view! { <small class="faint">{money::contact_us(language)}</small> }.into_any();
    }
    let lines: Vec<AnyView> = shown
        .iter()
        .map(|price| view! { <small>{money::per_month(language, price)}</small> }.into_any())
        .collect();
    lines.into_any()
}

pub(crate) const fn limit_name(language: Language, kind: LimitKind) -> &'static str {
    match kind {
        LimitKind::MonthlyActiveUsers => money::monthly_active_users(language),
        LimitKind::GroupMembers => money::group_members(language),
        LimitKind::Groups => money::groups(language),
        LimitKind::GroupsJoined => money::groups_joined(language),
        LimitKind::Friends => money::friends(language),
        LimitKind::HistoryDays => money::history_days(language),
        LimitKind::PushPerSecond => money::push_per_second(language),
    }
}

/// The maximum as text.
pub(crate) fn quota_text(kind: LimitKind, most: Quota, language: Language) -> String {
    match most {
        Quota::Unlimited => money::unlimited(language).into(),
        Quota::Of(count) if kind == LimitKind::HistoryDays => money::days(language, &grouped(count)),
        Quota::Of(count) => grouped(count),
    }
}

/// A number with thousands separators.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        for (number, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(number), text);
        }
    }
}
