//! Expiry dates of certificates as a calendar (RFC 5545): one event each, with reminders a month, a week and a day
//! before.

use console::Expiry;
use domain::application::sdkappid::Sdkappid;
use domain::time::Timestamp;

/// Maximum length of a line in bytes, without the line break.
const MAX_LINE: usize = 75;

/// Reminders before the expiry.
const REMINDERS: [&str; 3] = ["-P30D", "-P7D", "-P1D"];

/// A calendar must have a component (RFC 5545 3.6), even without events. A time zone is a component
/// that is not displayed; after a 404 subscribers would stop polling.
const NO_EVENT: [&str; 8] = [
    "BEGIN:VTIMEZONE",
    "TZID:Etc/UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
];

/// Renders the calendar; `host`, that of the console, makes the event IDs globally unique.
pub(super) fn calendar(expiries: &[Expiry], sdkappid: Sdkappid, host: &str, now: Timestamp) -> String {
    let mut text = String::new();
    let mut line = |line: &str| fold(line, &mut text);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//Chat Console//Push certificates//EN");
    // Polling interval of subscribers (RFC 7986 5.7).
    line("REFRESH-INTERVAL;VALUE=DURATION:PT12H");
    line("X-PUBLISHED-TTL:PT12H");
    for expiry in expiries {
        let Expiry { id, name, platform, at } = expiry;
        let summary = escaped(&format!("{} certificate {id} expires: {name} ({sdkappid})", platform.title()));
        line("BEGIN:VEVENT");
        // Stable, and unique among all applications and consoles.
        line(&format!("UID:certificate-{id}-{sdkappid}@{}", escaped(host)));
        line(&format!("DTSTAMP:{}", stamp(now)));
        line(&format!("DTSTART:{}", stamp(*at)));
        line(&format!("SUMMARY:{summary}"));
        for before in REMINDERS {
            line("BEGIN:VALARM");
            line("ACTION:DISPLAY");
            line(&format!("DESCRIPTION:{summary}"));
            line(&format!("TRIGGER:{before}"));
            line("END:VALARM");
        }
        line("END:VEVENT");
    }
    if expiries.is_empty() {
        NO_EVENT.into_iter().for_each(&mut line);
    }
    line("END:VCALENDAR");
    text
}

/// UTC in the basic format of RFC 5545, e.g. `20261129T100405Z`.
fn stamp(at: Timestamp) -> String {
    at.to_string().replace(['-', ':'], "")
}

/// Escapes a property value of type TEXT (3.3.11); control characters are dropped, except the line break.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '\\' | ';' | ',' => escaped.extend(['\\', char]),
            '\n' => escaped.push_str("\\n"),
            _ if char.is_control() => {}
            _ => escaped.push(char),
        }
    }
    escaped
}

/// Writes a line, folded at the maximum length (3.1) and never inside a character.
fn fold(line: &str, text: &mut String) {
    let mut room = MAX_LINE;
    for char in line.chars() {
        if char.len_utf8() > room {
            text.push_str("\r\n ");
            room = MAX_LINE - 1;
        }
        text.push(char);
        room -= char.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use domain::certificate::{CertificateId, Platform};
    use proptest::prelude::*;

    use super::*;

    fn sdkappid() -> Sdkappid {
        "1400000007".parse().unwrap()
    }

    fn expiry(name: &str) -> Option<Expiry> {
        let at = Timestamp::from_unix_seconds(1_790_000_000);
        Some(Expiry { id: CertificateId::FIRST, name: name.parse().ok()?, platform: Platform::Apns, at })
    }

    /// Reads it as RFC 5545 has it: the properties of each component, in order.
    fn read(text: &str) -> Vec<(String, Vec<(String, String)>)> {
        assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(char::is_control), "{text:?}");
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        let unfolded = text.replace("\r\n ", "");
        let (mut open, mut components) = (Vec::new(), Vec::new());
        for line in unfolded.trim_end().split("\r\n") {
            let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("no property: {line:?}"));
            match name {
                "BEGIN" => open.push((value.to_owned(), Vec::new())),
                "END" => {
                    let component: (String, Vec<_>) = open.pop().unwrap();
                    assert_eq!(component.0, value, "{text}");
                    components.push(component);
                }
                _ => open.last_mut().unwrap().1.push((name.to_owned(), value.to_owned())),
            }
        }
        assert!(open.is_empty(), "{text}");
        components
    }

    fn check(text: &str) -> usize {
        let components = read(text);
        let (calendar, inner) = components.split_last().unwrap();
        assert_eq!(calendar.0, "VCALENDAR");
        assert!(!inner.is_empty(), "a calendar has a component: {text}");
        for (name, needed) in [
            ("VCALENDAR", &["PRODID", "VERSION"][..]),
            ("VEVENT", &["UID", "DTSTAMP", "DTSTART", "SUMMARY"]),
            ("VALARM", &["ACTION", "TRIGGER", "DESCRIPTION"]),
            ("VTIMEZONE", &["TZID"]),
            ("STANDARD", &["DTSTART", "TZOFFSETFROM", "TZOFFSETTO"]),
        ] {
            for (_, properties) in components.iter().filter(|(kind, _)| kind == name) {
                for property in needed {
                    let count = properties.iter().filter(|(name, _)| name == property).count();
                    assert_eq!(count, 1, "{property} of {name} in {text}");
                }
            }
        }
        components.iter().filter(|(kind, _)| kind == "VEVENT").count()
    }

    #[test]
    fn a_calendar_has_an_event_for_each_end() {
        let at = Timestamp::from_unix_seconds(1_790_000_000);
        let expiry = expiry("Orbit, the 아주 긴 이름을 가진 인증서; for production builds").unwrap();
        let text = calendar(&[expiry], sdkappid(), "console.example.com", at);
        assert_eq!(check(&text), 1);
        assert!(text.contains("DTSTART:20260921T"), "{text}");
        let unfolded = text.replace("\r\n ", "");
        assert!(unfolded.contains("SUMMARY:APNs certificate 1 expires: Orbit\\, the"), "{unfolded}");
        assert!(unfolded.contains("UID:certificate-1-1400000007@console.example.com\r\n"), "{unfolded}");
        assert_eq!(unfolded.matches("BEGIN:VALARM").count(), 3);
    }

    #[test]
    fn a_calendar_without_ends_is_one_all_the_same() {
        let text = calendar(&[], sdkappid(), "chat-console", Timestamp::from_unix_seconds(1_790_000_000));
        assert_eq!(check(&text), 0);
    }

    proptest! {
        #[test]
        fn whatever_the_names_are(names in proptest::collection::vec("(\\PC|[\r\n\t;,:\\\\]){1,40}", 0..4), host in "[a-z0-9.:-]{1,40}") {
            let expiries: Vec<_> = names.iter().filter_map(|name| expiry(name)).collect();
            let text = calendar(&expiries, sdkappid(), &host, Timestamp::from_unix_seconds(1_790_000_000));
            prop_assert_eq!(check(&text), expiries.len());
        }
    }
}
