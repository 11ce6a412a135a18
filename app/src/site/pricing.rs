//! `/pricing`: the editions compared. Only what is known; nothing invented.

use domain::edition::Edition;
use domain::language::Language;
use leptos::prelude::*;

use crate::frame::Bare;
use crate::preferences::language;
use crate::text::{frame, site};
use crate::ui::{Notice, PageHead, Tone};
use crate::words::edition_title;

/// A row of the comparison: its name, and its cell for an edition.
type Row = (fn(Language) -> &'static str, fn(Language, Edition) -> String);

const ROWS: [Row; 6] = [
    (site::price, price),
    (site::members, |_, edition| members(edition).to_string()),
    (site::history, |language, edition| site::days(language, history_days(edition))),
    (site::push_rate, push_rate),
    (site::validity, validity),
    (site::switching, switching),
];

fn price(language: Language, edition: Edition) -> String {
    if edition.is_paid() { site::by_operator(language) } else { site::free(language) }.into()
}

const fn members(edition: Edition) -> u32 {
    match edition {
        Edition::Trial => 20,
        Edition::Standard => 200,
        Edition::Pro => 2_000,
        Edition::ProPlus => 5_000,
        Edition::Enterprise => 6_000,
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
        Edition::ProPlus | Edition::Enterprise => site::by_operator(language).into(),
    }
}

fn validity(language: Language, edition: Edition) -> String {
    if edition.is_paid() { site::prepaid(language) } else { site::one_month(language) }.into()
}

fn switching(language: Language, edition: Edition) -> String {
    if edition.is_paid() { site::on_request(language) } else { site::by_yourself(language) }.into()
}

/// `/pricing`.
#[component]
pub(crate) fn PricingPage() -> AnyView {
    let language = language();
    let title = frame::pricing(language);
    let head = Edition::ALL.map(|edition| view! { <th scope="col">{edition_title(language, edition)}</th> });
    let rows = ROWS.map(|(name, cell)| {
        let cells = Edition::ALL.map(|edition| view! { <td>{cell(language, edition)}</td> });
        view! { <tr><th scope="row">{name(language)}</th>{cells.into_iter().collect_view()}</tr> }
    });
    view! {
        <Bare title>
            <PageHead title lead=site::pricing_lead(language)/>
            <div class="stack">
                <div class="table-box" tabindex="0" role="region" aria-label=site::compared(language)>
                    <table class="table editions">
                        <caption class="sr">{site::compared(language)}</caption>
                        <thead><tr><th scope="col">{site::edition(language)}</th>{head.into_iter().collect_view()}</tr></thead>
                        <tbody>{rows.into_iter().collect_view()}</tbody>
                    </table>
                </div>
                <Notice tone=Tone::Info><p>{site::pricing_note(language)}</p></Notice>
            </div>
        </Bare>
    }
    .into_any()
}
