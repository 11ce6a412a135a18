//! The lines of an order as text.

use domain::account::language::Language;
use domain::billing::catalogue::Catalogue;
use domain::billing::order::What;

use crate::i18n::text::money as words;
use crate::i18n::words::edition_title;

/// The subject of a line. An add-on that is no longer in the catalogue is shown by its code.
pub(crate) fn line_text(catalogue: &Catalogue, what: &What, language: Language) -> String {
    match what {
        What::Package { edition, months } => {
            words::line_package(language, edition_title(language, *edition), &months_text(language, *months))
        }
        What::AddOn { code, months } => {
            let add_on = catalogue.add_on(code);
            let name = add_on.map_or(code.as_str(), |add_on| add_on.name.text(language));
            words::line_package(language, name, &months_text(language, *months))
        }
        What::Unused { edition, until } => {
            words::line_unused(language, edition_title(language, *edition), &until.date())
        }
    }
}

/// A number of months as text.
pub(crate) fn months_text(language: Language, months: u32) -> String {
    match months {
        1 => words::one_month(language).into(),
        12 => words::one_year(language).into(),
        24 => words::two_years(language).into(),
        months => words::months(language, months),
    }
}
