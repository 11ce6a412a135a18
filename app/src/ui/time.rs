//! Times in UTC. Relative times are computed from the `now` that came with the data, so that server and client render
//! the same.

use domain::time::Timestamp;
use leptos::prelude::*;

use crate::i18n::text::words;
use crate::i18n::words::relative;
use crate::shell::preferences::language;

/// A date; the time of day is in its title.
#[component]
pub(crate) fn Day(at: Timestamp) -> impl IntoView {
    let title = words::utc(language(), &at.date_and_minute());
    view! { <time datetime=at.to_string() title=title>{at.date()}</time> }
}

/// A relative time, such as "3 days ago".
#[component]
pub(crate) fn Ago(now: Timestamp, at: Timestamp) -> impl IntoView {
    let language = language();
    let title = words::utc(language, &at.date_and_minute());
    view! { <time datetime=at.to_string() title=title>{relative(language, now, at).0}</time> }
}
