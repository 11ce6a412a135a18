//! Times in UTC. Relative times are computed from the `now` that came with the data, so that server and client render
//! the same.

use domain::time::Timestamp;
use leptos::prelude::*;

use crate::i18n::relative_time::relative;
use crate::i18n::text::common;
use crate::shell::preferences::language;

/// A date; the time of day is in its title.
#[component]
pub(crate) fn Day(at: Timestamp) -> impl IntoView {
    let title = common::utc(language(), &at.date_and_minute());
    view! { <time datetime=at.to_string() title=title>{at.date()}</time> }
}

/// A relative time, such as "3 days ago".
#[component]
pub(crate) fn Ago(now: Timestamp, at: Timestamp) -> impl IntoView {
    let language = language();
    let title = common::utc(language, &at.date_and_minute());
    view! { <time datetime=at.to_string() title=title>{relative(language, now, at).0}</time> }
}

/// Date and time of day to the second or millisecond.
#[component]
pub(crate) fn Exact(at: Timestamp, #[prop(optional)] milliseconds: bool) -> impl IntoView {
    view! { <time datetime=at.to_string()>{common::utc(language(), &exact(at, milliseconds))}</time> }
}

fn exact(at: Timestamp, milliseconds: bool) -> String {
    let second = format!("{}:{:02}", at.date_and_minute(), at.civil().second_of_day % 60);
    if milliseconds { format!("{second}.{:03}", at.micros().rem_euclid(1_000_000) / 1_000) } else { second }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_as_exact_as_it_says() {
        let at = Timestamp::from_micros(1_772_443_805_012_345);
        assert_eq!(exact(at, false), "2026-03-02 09:30:05");
        assert_eq!(exact(at, true), "2026-03-02 09:30:05.012");
    }
}
