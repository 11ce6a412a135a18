//! The actions on an application: the same in the list and on the Chat detail page.

use domain::account::language::Language;
use domain::application::lifecycle::{Event, Life, Moment, Refusal, Status};

use crate::i18n::text;

/// The actions that make sense for an application in this state, each with the reason if it is currently unavailable.
/// Actions that would change nothing are left out.
pub fn available(life: &Life, at: Moment) -> impl Iterator<Item = (Event, Option<Refusal>)> {
    let status = life.status(at);
    let life = *life;
    Event::ALL
        .into_iter()
        .filter(move |event| {
            !matches!(
                (event, status),
                (Event::Disable, Status::Disabled) | (Event::Enable, Status::Enabled) | (_, Status::Deleted)
            )
        })
        .map(move |event| (event, life.refusal(event, at)))
}

/// The label of the action's button.
pub fn label(event: Event, language: Language) -> &'static str {
    match event {
        Event::Disable => text::overview::disable(language),
        Event::Enable => text::overview::enable(language),
        Event::Delete => text::overview::delete(language),
    }
}

/// The icon of the action's button.
pub const fn icon(event: Event) -> &'static str {
    match event {
        Event::Disable | Event::Enable => "power",
        Event::Delete => "trash",
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use domain::billing::catalogue::Policy;
    use domain::time::Timestamp;

    use super::*;

    fn moment(now: Timestamp) -> Moment {
        Moment { now, arrears_since: None, policy: Policy::default() }
    }

    #[test]
    fn lists_what_can_change_and_says_why_not() {
        let now = Timestamp::from_unix_seconds(1_700_000_000);
        let life = Life::begin(now);
        let enabled: Vec<_> = available(&life, moment(now)).collect();
        assert_eq!(enabled, [(Event::Disable, None), (Event::Delete, Some(Refusal::DisableFirst))]);

        let disabled = life.next(Event::Disable, moment(now)).unwrap();
        let offered: Vec<_> = available(&disabled, moment(now)).collect();
        assert_eq!(offered, [(Event::Enable, None), (Event::Delete, None)]);

        let over = now.plus(Duration::from_hours(40 * 24));
        assert!(available(&life, moment(over)).all(|(_, refusal)| refusal.is_some()));
    }
}
