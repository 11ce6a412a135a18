//! The lines of an order as text.

use domain::account::language::Language;
use domain::billing::catalogue::Catalogue;
use domain::billing::order::LineItem;

use crate::i18n::names::edition_title;
use crate::i18n::text::money;

/// The subject of a line. An add-on that is no longer in the catalogue is shown by its code.
pub(crate) fn line_text(catalogue: &Catalogue, what: &LineItem, language: Language) -> String {
    match what {
        LineItem::Package { edition, months } => {
            money::line_package(language, edition_title(language, *edition), &months_text(language, *months))
        }
        LineItem::AddOn { code, months } => {
            let add_on = catalogue.add_on(code);
            let name = add_on.map_or(code.as_str(), |add_on| add_on.name.text(language));
            money::line_package(language, name, &months_text(language, *months))
        }
        LineItem::Unused { edition, until } => {
            money::line_unused(language, edition_title(language, *edition), &until.date())
        }
    }
}

/// A number of months as text.
pub(crate) fn months_text(language: Language, months: u32) -> String {
    match months {
        1 => money::one_month(language).into(),
        12 => money::one_year(language).into(),
        24 => money::two_years(language).into(),
        months => money::months(language, months),
    }
}
