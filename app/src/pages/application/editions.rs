//! The comparison of the editions from the catalogue: for `/pricing`, the dialog of an application and orders.

use domain::account::language::Language;
use domain::billing::catalogue::{Catalogue, Code, Limit, LimitKind, Most};
use domain::billing::edition::Edition;
use domain::billing::money::Currency;
use leptos::prelude::*;

use crate::i18n::text::{guide, money as words};
use crate::i18n::words::edition_title;
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
                        <tr class="band"><th scope="rowgroup" colspan="6">{words::limits(language)}</th></tr>
                        {limits}
                    </tbody>
                })}
                {has_features.then(|| view! {
                    <tbody>
                        <tr class="band"><th scope="rowgroup" colspan="6">{words::features(language)}</th></tr>
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
    limit.map_or_else(|| "–".to_owned(), |limit| most_text(kind, limit.most, language))
}

fn feature_row(catalogue: &Catalogue, code: &Code, name: &str, language: Language) -> AnyView {
    let cells: Vec<AnyView> = Edition::ALL
        .into_iter()
        .map(|edition| {
            let has = catalogue.package(edition).features.contains(code);
            let cell = if has {
                view! { <Icon name="check"/><span class="sr">{words::included(language)}</span> }.into_any()
            } else {
                view! { <span class="faint">{words::not_included(language)}</span> }.into_any()
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
        return view! { <small>{words::free(language)}</small> }.into_any();
    }
    let prices = &catalogue.package(edition).prices;
    let shown: Vec<String> = match currency {
        Some(currency) => prices.get(currency).into_iter().map(|price| price.to_string()).collect(),
        None => prices.iter().map(|price| price.to_string()).collect(),
    };
    if shown.is_empty() {
        return view! { <small class="faint">{words::contact_us(language)}</small> }.into_any();
    }
    let lines: Vec<AnyView> = shown
        .iter()
        .map(|price| view! { <small>{words::per_month(language, price)}</small> }.into_any())
        .collect();
    lines.into_any()
}

/// The name of a limit.
pub(crate) const fn limit_name(language: Language, kind: LimitKind) -> &'static str {
    match kind {
        LimitKind::MonthlyActiveUsers => words::monthly_active_users(language),
        LimitKind::GroupMembers => words::group_members(language),
        LimitKind::Groups => words::groups(language),
        LimitKind::GroupsJoined => words::groups_joined(language),
        LimitKind::Friends => words::friends(language),
        LimitKind::HistoryDays => words::history_days(language),
        LimitKind::PushPerSecond => words::push_per_second(language),
    }
}

/// The maximum as text.
pub(crate) fn most_text(kind: LimitKind, most: Most, language: Language) -> String {
    match most {
        Most::Unlimited => words::unlimited(language).into(),
        Most::Of(count) if kind == LimitKind::HistoryDays => words::days(language, &grouped(count)),
        Most::Of(count) => grouped(count),
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
