//! The card **Renewal/Upgrade**: the package and what it allows.
//!
//! The limits are the verified ones (`facts` 1.6); what is not verified is the operator's to set.

use domain::edition::Edition;
use leptos::prelude::*;

use crate::preferences::language;
use crate::text::overview as words;
use crate::words::edition_title;

/// What a package allows, as far as it is known.
struct Limits {
    members: u32,
    history_days: u32,
    pushes: Option<u32>,
}

const fn limits(edition: Edition) -> Limits {
    match edition {
        Edition::Trial => Limits { members: 20, history_days: 7, pushes: Some(10) },
        Edition::Standard => Limits { members: 200, history_days: 7, pushes: Some(30) },
        Edition::Pro => Limits { members: 2_000, history_days: 30, pushes: Some(40) },
        Edition::ProPlus => Limits { members: 5_000, history_days: 90, pushes: None },
        Edition::Enterprise => Limits { members: 6_000, history_days: 90, pushes: None },
    }
}

/// The edition and its limits.
#[component]
pub(super) fn Package(edition: Edition) -> AnyView {
    let language = language();
    let Limits { members, history_days, pushes } = limits(edition);
    let terms = (!edition.is_paid()).then(|| view! { <small>{words::trial_terms(language)}</small> });
    let pushes =
        pushes.map_or_else(|| words::set_by_operator(language).to_owned(), |pushes| pushes.to_string());
    view! {
        <section class="card" aria-labelledby="package">
            <div class="card-head">
                <h2 id="package">{words::package(language)}</h2>
                <a class="small" href="/pricing">{words::compare(language)}</a>
            </div>
            <div class="card-body"><p class="plan-name">{edition_title(language, edition)}" "{terms}</p></div>
            <dl class="facts dense">
                <div><dt>{words::members(language)}</dt><dd>{members.to_string()}</dd></div>
                <div><dt>{words::history(language)}</dt><dd>{words::days(language, history_days)}</dd></div>
                <div><dt>{words::push_rate(language)}</dt><dd>{pushes}</dd></div>
            </dl>
        </section>
    }
    .into_any()
}
