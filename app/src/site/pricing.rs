//! `/pricing`: the editions compared. Only what is known; nothing invented.

use domain::edition::Edition;
use domain::language::Language;
use leptos::prelude::*;

use crate::text::{frame, guide};
use crate::ui::PageHead;
use crate::words::edition_title;

/// A row of the comparison: its name, and its cell for an edition.
type Row = (fn(Language) -> &'static str, fn(Language, Edition) -> String);

const ROWS: [Row; 6] = [
    (guide::price, price),
    (guide::members, |_, edition| members(edition).into()),
    (guide::history, |language, edition| guide::days(language, history_days(edition))),
    (guide::push_rate, push_rate),
    (guide::validity, validity),
    (guide::switching, switching),
];

fn price(language: Language, edition: Edition) -> String {
    if edition.is_paid() { guide::by_operator(language) } else { guide::free(language) }.into()
}

const fn members(edition: Edition) -> &'static str {
    match edition {
        Edition::Trial => "20",
        Edition::Standard => "200",
        Edition::Pro => "2,000",
        Edition::ProPlus => "5,000",
        Edition::Enterprise => "6,000",
    }
}

const fn history_days(edition: Edition) -> u32 {
    match edition {
        Edition::Trial | Edition::Standard => 7,
        Edition::Pro => 30,
        Edition::ProPlus | Edition::Enterprise => 90,
    }
}

fn push_rate(language: Language, edition: Edition) -> String {
    match edition {
        Edition::Trial => "10".into(),
        Edition::Standard => "30".into(),
        Edition::Pro => "40".into(),
        Edition::ProPlus | Edition::Enterprise => guide::by_operator(language).into(),
    }
}

fn validity(language: Language, edition: Edition) -> String {
    if edition.is_paid() { guide::prepaid(language) } else { guide::one_month(language) }.into()
}

fn switching(language: Language, edition: Edition) -> String {
    if edition.is_paid() { guide::on_request(language) } else { guide::by_yourself(language) }.into()
}

/// `/pricing`.
pub(super) fn content(language: Language) -> AnyView {
    let head = Edition::ALL.map(|edition| view! { <th scope="col">{edition_title(language, edition)}</th> });
    let rows = ROWS.map(|(name, cell)| {
        let cells = Edition::ALL.map(|edition| view! { <td>{cell(language, edition)}</td> });
        view! { <tr><th scope="row">{name(language)}</th>{cells.into_iter().collect_view()}</tr> }
    });
    view! {
            <PageHead title=frame::pricing(language) lead=guide::pricing_lead(language)/>
            <div class="stack">
                <div class="table-box" tabindex="0" role="region" aria-label=guide::compared(language)>
                    <table class="table editions">
                        <caption class="sr">{guide::compared(language)}</caption>
                        <thead><tr><th scope="col">{guide::edition(language)}</th>{head.into_iter().collect_view()}</tr></thead>
                        <tbody>{rows.into_iter().collect_view()}</tbody>
                    </table>
                </div>
                <p class="small soft">{guide::pricing_note(language)}</p>
            </div>
    }
    .into_any()
}
