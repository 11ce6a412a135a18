//! The rows of the list as HTML.
//!
//! A page has up to fifty of them with some thirty elements each, and nothing in them reacts to anything but
//! clicks. They are written straight into a string, with one escaping function, on the server alone, and
//! hydration skips them.

use std::collections::HashMap;
use std::time::Duration;

use domain::alarms::Alarms;
use domain::application::Application;
use domain::language::Language;
use domain::lifecycle::{Cause, Event, Life, Moment, Status, Step};
use domain::listing::{Page, Query};
use domain::sdkappid::Sdkappid;
use domain::time::Timestamp;

use super::{address, offers};
use crate::text::{applications as words, frame, health, money, overview, rows as row_words, steps};
use crate::ui::{status_look, symbol};
use crate::words::{edition_name, refusal_text, region_name, relative, status_name};

/// How long before its end an application is in need of another term.
const SOON: Duration = Duration::from_hours(7 * 24);

/// All rows of `page`. The further actions of a row are dialogs over the list that `query` asks for.
pub fn rows(page: &Page, alarms: &HashMap<Sdkappid, Alarms>, query: &Query, language: Language) -> String {
    let writer = writer(page, query, language);
    let mut html = String::with_capacity(page.rows.len() * 1_600);
    for application in &page.rows {
        let alarms = alarms.get(&application.sdkappid).copied().unwrap_or_default();
        writer.row(application, alarms, &mut html);
    }
    html
}

fn writer(page: &Page, query: &Query, language: Language) -> Writer {
    Writer {
        dialogs: dialogs(query),
        at: page.at,
        language,
        copy: icon("copy", true),
        more: icon("more", false),
        power: icon("power", false),
        trash: icon("trash", false),
    }
}

/// The beginning of the address of a dialog, from the list's own: all of it but the name of the dialog.
fn dialogs(query: &Query) -> String {
    escaped(&format!("?{}", address::query_of(&address::with(query, &[("dialog", "")]))))
}

/// What all rows have in common.
struct Writer {
    dialogs: String,
    at: Moment,
    language: Language,
    copy: String,
    more: String,
    power: String,
    trash: String,
}

impl Writer {
    fn row(&self, application: &Application, alarms: Alarms, html: &mut String) {
        let Self { at, language, .. } = *self;
        let id = &application.sdkappid.to_string();
        let name = &escaped(application.name.as_str());
        let description = match application.description.as_str() {
            "" => words::no_description(language),
            text => text,
        };
        put(html, &["<tr role=row><td role=cell class=c-name><a href=/applications/", id, ">", name, "</a>"]);
        self.alarms(id, alarms, html);
        html.push_str("<small>");
        escape(description, html);
        put(
            html,
            &[
                "</small></td><td role=cell class=c-id><span class=copy><span class=mono>",
                id,
                "</span><button class=\"icon-btn sm copy-btn\" data-copy=",
                id,
                " aria-label=\"",
                &row_words::copy_id(language, id),
                "\">",
                &self.copy,
                "</button></span></td><td role=cell class=c-edition><span class=tag>",
                edition_name(language, application.life.edition),
                "</span></td><td role=cell class=c-status>",
            ],
        );
        status(application.status(at), language, html);
        let region = region_name(language, application.region);
        put(
            html,
            &["</td><td role=cell class=c-region>", region, "</td><td role=cell class=\"c-date c-created\">"],
        );
        day(application.created_at, html);
        html.push_str("</td><td role=cell class=\"c-date c-expires\">");
        let end = application.life.term.end();
        let (distance, tone) = relative(language, at.now, end);
        day(end, html);
        put(
            html,
            &[
                " <small class=",
                tone,
                ">",
                &distance,
                "</small></td><td role=cell class=c-act><span class=copy>",
            ],
        );
        if let Some((href, label)) = self.next_step(id, &application.life) {
            put(
                html,
                &["<a class=\"btn sm\" data-noscroll href=\"", &href, "\">", label, "<span class=sr> ", name],
            );
            html.push_str("</span></a>");
        }
        put(
            html,
            &[
                "<button class=icon-btn popovertarget=m",
                id,
                " aria-label=\"",
                &row_words::more_actions(language, name),
                "\">",
                &self.more,
                "</button></span><ul class=menu id=m",
                id,
                " popover>",
            ],
        );
        self.places(id, &application.life, html);
        for (event, refusal) in offers::offers(&application.life, at) {
            self.action(id, event, refusal.map(|refusal| refusal_text(language, refusal)), html);
        }
        html.push_str("</ul></td></tr>");
    }

    /// Certificates that fail, or else those that are about to expire.
    fn alarms(&self, id: &str, alarms: Alarms, html: &mut String) {
        let (tone, health, text) = match alarms {
            Alarms { failing: 0, expiring: 0 } => return,
            Alarms { failing: 0, expiring } => {
                ("warn", "expiring", health::expiring(self.language, expiring))
            }
            Alarms { failing, .. } => ("bad", "failing", health::failing(self.language, failing)),
        };
        put(
            html,
            &[
                " <a class=\"tag ",
                tone,
                "\" href=\"/applications/",
                id,
                "/push/access?health=",
                health,
                "\">",
                &text,
                "</a>",
            ],
        );
    }

    /// Address and label of what this application needs next, if it needs anything.
    fn next_step(&self, id: &str, life: &Life) -> Option<(String, &'static str)> {
        let Self { at, language, .. } = *self;
        let upgrade = || (format!("/applications/{id}/upgrade"), steps::renew(language));
        let ends_soon = life.term.end() <= at.now.plus(SOON);
        match life.status(at) {
            Status::Suspended | Status::Enabled if !life.edition.is_paid() => {
                let is_due = ends_soon && life.refusal(Step::Extend, at).is_none();
                is_due.then(|| (extension(id), overview::extend(language)))
            }
            Status::Enabled => (ends_soon && !life.auto_renew).then(upgrade),
            Status::Disabled => match life.cause(at)? {
                Cause::ByHand => {
                    let href = format!("{}{}&amp;app={id}", self.dialogs, Event::Enable.code());
                    Some((href, overview::enable(language)))
                }
                Cause::Arrears => Some(("/billing".into(), frame::billing(language))),
                Cause::Refund | Cause::Lapsed => Some(upgrade()),
            },
            Status::Suspended | Status::Deleted => None,
        }
    }

    /// The pages of the application, and what can be done there.
    fn places(&self, id: &str, life: &Life, html: &mut String) {
        let language = self.language;
        let mut place = |end: &str, name: &str| {
            put(html, &["<li><a href=\"/applications/", id, end, "\">", name, "</a></li>"]);
        };
        place("/push/access", frame::access(language));
        place("/usersig", "UserSig");
        place("#key", overview::show_key(language));
        if !life.edition.is_paid() && life.refusal(Step::Extend, self.at).is_none() {
            place("?dialog=extend", overview::extend(language));
        }
        place("/upgrade", money::renewal_upgrade(language));
    }

    fn action(&self, id: &str, event: Event, reason: Option<&'static str>, html: &mut String) {
        let label = offers::label(event, self.language);
        let (class, icon) = match event {
            Event::Delete => (" class=danger", &self.trash),
            Event::Disable | Event::Enable => ("", &self.power),
        };
        match reason {
            None => {
                put(
                    html,
                    &["<li><a data-noscroll", class, " href=\"", &self.dialogs, event.code(), "&amp;app="],
                );
                put(html, &[id, "\">", icon, "<span>", label, "</span></a></li>"]);
            }
            Some(reason) => {
                put(
                    html,
                    &["<li><button aria-disabled=true>", icon, "<span>", label, "</span><small>", reason],
                );
                html.push_str("</small></button></li>");
            }
        }
    }
}

/// The dialog **Apply for Extension** of an application.
fn extension(id: &str) -> String {
    format!("/applications/{id}?dialog=extend")
}

fn day(at: Timestamp, html: &mut String) {
    let date = &at.date();
    put(html, &["<time datetime=", date, ">", date, "</time>"]);
}

fn status(status: Status, language: Language, html: &mut String) {
    let (tone, name) = status_look(status);
    put(
        html,
        &["<span class=\"status ", tone, "\">", &icon(name, true), status_name(language, status), "</span>"],
    );
}

fn icon(name: &str, small: bool) -> String {
    let class = if small { "\"icon s14\"" } else { "icon" };
    ["<svg class=", class, " aria-hidden=true><use href=\"", &symbol(name), "\"/></svg>"].concat()
}

/// Formatting would cost more than all the rest.
fn put(html: &mut String, pieces: &[&str]) {
    for piece in pieces {
        html.push_str(piece);
    }
}

fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    escape(text, &mut html);
    html
}

/// Makes `text` harmless as the content of an element and between double quotes.
fn escape(text: &str, html: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        html.push_str(&rest[..at]);
        html.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        rest = &rest[at + 1..];
    }
    html.push_str(rest);
}

#[cfg(test)]
mod tests {
    use domain::catalogue::Policy;
    use domain::edition::Edition;
    use domain::lifecycle::{Life, Moment};
    use domain::region::Region;

    use super::*;

    fn page_of(name: &str, description: &str) -> Page {
        let now = Timestamp::from_unix_seconds(1_700_000_000);
        let application = Application {
            sdkappid: Sdkappid::from_random(7),
            name: name.parse().unwrap(),
            description: description.parse().unwrap(),
            region: Region::Seoul,
            life: Life::begin(now),
            created_at: now,
            version: 1,
        };
        Page {
            at: Moment {
                now: now.plus(Duration::from_hours(1)),
                arrears_since: None,
                policy: Policy::default(),
            },
            rows: vec![application],
            before: 0,
            has_previous: false,
            has_next: false,
            matching: 1,
            total: 1,
            limit: 300,
        }
    }

    #[test]
    fn nothing_that_a_person_typed_becomes_markup() {
        let evil = "<img src=x onerror=alert(1)> \"'& </td>";
        let query = Query { search: evil.into(), ..Query::default() };
        let html = rows(&page_of(evil, evil), &HashMap::new(), &query, Language::English);
        assert!(!html.contains("<img") && !html.contains("\"'&"), "{html}");
        assert_eq!(html.matches("</td>").count(), 8);
        assert_eq!(
            html.matches("&lt;img src=x onerror=alert(1)&gt; &quot;&#39;&amp; &lt;/td&gt;").count(),
            3
        );
    }

    #[test]
    fn every_language_says_what_can_be_done_and_why_not() {
        for language in Language::ALL {
            let html = rows(&page_of("Orbit", ""), &HashMap::new(), &Query::default(), language);
            assert!(html.contains("dialog=disable&amp;app=1400000007"), "{html}");
            assert!(
                html.contains(refusal_text(language, domain::lifecycle::Refusal::DisableFirst)),
                "{html}"
            );
            assert!(html.contains(words::no_description(language)), "{html}");
        }
    }

    /// The next step of an application that was created at `now` and changed by `change`, so many days later.
    fn step_after(days: u64, change: impl Fn(&mut Life, Moment)) -> Option<(String, &'static str)> {
        let mut page = page_of("Orbit", "");
        let created = page.rows[0].created_at;
        page.at.now = created.plus(Duration::from_hours(24 * days));
        change(&mut page.rows[0].life, page.at);
        let writer = writer(&page, &Query::default(), Language::English);
        writer.next_step("1400000007", &page.rows[0].life)
    }

    #[test]
    fn a_row_offers_what_its_application_needs_next() {
        let step =
            |days, change: &dyn Fn(&mut Life, Moment)| step_after(days, change).map(|(_, label)| label);
        let paid = |life: &mut Life, _: Moment| life.edition = Edition::Standard;
        assert_eq!(step(1, &|_, _| ()), None);
        assert_eq!(step(25, &|_, _| ()), Some("Apply for Extension"));
        assert_eq!(step(40, &|_, _| ()), Some("Apply for Extension"));
        assert_eq!(step(1, &|life, at| *life = life.next(Event::Disable, at).unwrap()), Some("Enable"));
        assert_eq!(step(1, &paid), None);
        assert_eq!(step(25, &paid), Some("Renew"));
        assert_eq!(
            step(25, &|life, at| {
                paid(life, at);
                life.auto_renew = true;
            }),
            None
        );
        assert_eq!(step(40, &paid), Some("Renew"));
    }
}
