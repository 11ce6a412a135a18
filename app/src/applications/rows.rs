//! The rows of the list as HTML.
//!
//! A page has up to fifty of them with some thirty elements each, and nothing in them reacts to anything but
//! clicks. They are written straight into a string, with one escaping function, on the server alone, and
//! hydration skips them.

use domain::application::Application;
use domain::language::Language;
use domain::lifecycle::{Event, Moment, Status};
use domain::listing::{Page, Query};
use domain::time::Timestamp;

use super::{address, offers};
use crate::text::{applications as words, rows as row_words};
use crate::ui::{status_look, symbol};
use crate::words::{edition_name, refusal_text, region_name, relative, status_name};

/// All rows of `page`. The further actions of a row are dialogs over the list that `query` asks for.
pub fn rows(page: &Page, query: &Query, language: Language) -> String {
    let writer = Writer {
        dialogs: dialogs(query),
        at: page.at,
        language,
        copy: icon("copy", true),
        more: icon("more", false),
        power: icon("power", false),
        trash: icon("trash", false),
    };
    let mut html = String::with_capacity(page.rows.len() * 1_600);
    for application in &page.rows {
        writer.row(application, &mut html);
    }
    html
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
    fn row(&self, application: &Application, html: &mut String) {
        let Self { at, language, .. } = *self;
        let id = &application.sdkappid.to_string();
        let name = &escaped(application.name.as_str());
        let description = match application.description.as_str() {
            "" => words::no_description(language),
            text => text,
        };
        put(
            html,
            &["<tr role=row><td role=cell class=c-name><a href=/applications/", id, ">", name, "</a><small>"],
        );
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
                "</small></td><td role=cell class=c-act><span class=copy>\
                 <a class=\"btn sm ghost\" href=/applications/",
                id,
                ">",
                row_words::manage(language),
                "<span class=sr> ",
                name,
                "</span></a><button class=icon-btn popovertarget=m",
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
        for (event, refusal) in offers::offers(&application.life, at) {
            self.action(id, event, refusal.map(|refusal| refusal_text(language, refusal)), html);
        }
        html.push_str("</ul></td></tr>");
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
    use std::time::Duration;

    use domain::catalogue::Policy;
    use domain::lifecycle::{Life, Moment};
    use domain::region::Region;
    use domain::sdkappid::Sdkappid;

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
        let html = rows(&page_of(evil, evil), &query, Language::English);
        assert!(!html.contains("<img") && !html.contains("\"'&"), "{html}");
        assert_eq!(html.matches("</td>").count(), 8);
        assert_eq!(
            html.matches("&lt;img src=x onerror=alert(1)&gt; &quot;&#39;&amp; &lt;/td&gt;").count(),
            4
        );
    }

    #[test]
    fn every_language_says_what_can_be_done_and_why_not() {
        for language in Language::ALL {
            let html = rows(&page_of("Orbit", ""), &Query::default(), language);
            assert!(html.contains("dialog=disable&amp;app=1400000007"), "{html}");
            assert!(
                html.contains(refusal_text(language, domain::lifecycle::Refusal::DisableFirst)),
                "{html}"
            );
            assert!(html.contains(words::no_description(language)), "{html}");
        }
    }
}
