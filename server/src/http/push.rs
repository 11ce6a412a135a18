//! What other programs fetch of an application's push certificates: `timpush-configs.json` for a client build, and
//! the calendar of their ends; and what **Export** made.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Query, Request, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use console::{Actor, Ending, Error};
use domain::sdkappid::Sdkappid;
use domain::time::Timestamp;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use serde::Deserialize;

use super::Server;
use super::fault::Fault;

/// The addresses.
pub fn routes() -> Router<Arc<Server>> {
    Router::new()
        .route("/applications/{sdkappid}/push/timpush-configs.json", get(client_configuration))
        .route("/applications/{sdkappid}/push/expiries.ics", get(expiries))
        .route("/applications/{sdkappid}/push/certificates.json", get(exported))
}

async fn client_configuration(
    State(server): State<Arc<Server>>,
    Path(sdkappid): Path<String>,
    request: Request,
) -> Response {
    let Some((actor, sdkappid)) = asked(&request, &sdkappid) else {
        return Fault::NoSuchThing.into_response();
    };
    match server.console.acting_as(&actor).certificates().client_configuration(sdkappid).await {
        Ok(configuration) => {
            let text = serde_json::to_string_pretty(&configuration).unwrap_or_default();
            file("application/json", "timpush-configs.json", text)
        }
        Err(error) => refused(&error),
    }
}

/// For whoever is signed in, and for calendars that subscribed to it.
async fn expiries(
    State(server): State<Arc<Server>>,
    Path(sdkappid): Path<String>,
    Query(Subscription { key }): Query<Subscription>,
    request: Request,
) -> Response {
    let endings = if key.is_empty() {
        let Some((actor, sdkappid)) = asked(&request, &sdkappid) else {
            return Fault::NoSuchThing.into_response();
        };
        server.console.acting_as(&actor).certificates().endings(sdkappid).await
    } else {
        let Ok(sdkappid) = sdkappid.parse() else { return Fault::NoSuchThing.into_response() };
        server.console.calendar(sdkappid, &key).await
    };
    match endings {
        Ok(endings) => {
            let host = server.settings.address.split("://").nth(1).unwrap_or_default();
            let text = calendar(&endings, &sdkappid, host, server.console.now());
            file("text/calendar; charset=utf-8", "expiries.ics", text)
        }
        Err(error) => refused(&error),
    }
}

/// The file that **Export** made in this browser; there for ten minutes.
async fn exported(
    State(server): State<Arc<Server>>,
    Path(sdkappid): Path<String>,
    Query(export): Query<Export>,
    request: Request,
) -> Response {
    let Some((actor, sdkappid)) = asked(&request, &sdkappid) else {
        return Fault::NoSuchThing.into_response();
    };
    match server.console.acting_as(&actor).certificates().exported(sdkappid, &export.answer).await {
        Ok(Some(text)) => file("application/json", &format!("certificates-{sdkappid}.json"), text),
        Ok(None) => Fault::NoSuchThing.into_response(),
        Err(error) => refused(&error),
    }
}

#[derive(Deserialize)]
struct Subscription {
    #[serde(default)]
    key: String,
}

#[derive(Deserialize)]
struct Export {
    #[serde(default)]
    answer: String,
}

fn asked(request: &Request, sdkappid: &str) -> Option<(Actor, Sdkappid)> {
    let actor = request.extensions().get::<Actor>().filter(|actor| matches!(actor, Actor::Person(_)))?;
    Some((actor.clone(), sdkappid.parse().ok()?))
}

fn refused(error: &Error) -> Response {
    if !matches!(error, Error::NotFound) {
        tracing::error!(%error, "a file about certificates could not be made");
        return Fault::Broken.into_response();
    }
    Fault::NoSuchThing.into_response()
}

fn file(kind: &'static str, name: &str, text: String) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, disposition)], text).into_response()
}

/// One event a certificate (RFC 5545); reminders come a month, a week and a day before it.
fn calendar(endings: &[Ending], sdkappid: &str, host: &str, now: Timestamp) -> String {
    let mut text =
        String::from("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Chat Console//Push certificates//EN\r\n");
    // How often calendars that subscribed ask again (RFC 7986 5.7).
    text.push_str("REFRESH-INTERVAL;VALUE=DURATION:PT12H\r\nX-PUBLISHED-TTL:PT12H\r\n");
    for ending in endings {
        let summary = escaped(&format!(
            "{} certificate {} expires: {} ({sdkappid})",
            ending.platform.title(),
            ending.id,
            ending.name
        ));
        let lines = [
            "BEGIN:VEVENT".to_owned(),
            format!("UID:certificate-{}@{}", ending.id, escaped(host)),
            format!("DTSTAMP:{}", stamp(now)),
            format!("DTSTART:{}", stamp(ending.at)),
            format!("SUMMARY:{summary}"),
        ];
        let alarms = ["-P30D", "-P7D", "-P1D"].map(|before| {
            format!(
                "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:{summary}\r\nTRIGGER:{before}\r\nEND:VALARM"
            )
        });
        for line in lines.iter().chain(&alarms).flat_map(|part| part.split("\r\n")) {
            fold(line, &mut text);
        }
        text.push_str("END:VEVENT\r\n");
    }
    text.push_str("END:VCALENDAR\r\n");
    text
}

/// `20261129T100405Z`.
fn stamp(at: Timestamp) -> String {
    at.to_string().replace(['-', ':'], "")
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

/// Lines have at most 75 bytes; what is longer goes on after a space.
fn fold(line: &str, text: &mut String) {
    let mut room = 75;
    for char in line.chars() {
        if char.len_utf8() > room {
            text.push_str("\r\n ");
            room = 74;
        }
        // Writing to a string does not fail.
        let _ = write!(text, "{char}");
        room -= char.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use domain::certificate::{CertificateId, Platform};

    use super::*;

    #[test]
    fn a_calendar_has_an_event_for_each_end() {
        let at = Timestamp::from_unix_seconds(1_790_000_000);
        let ending = Ending {
            id: CertificateId::FIRST,
            name: "Orbit, the 아주 긴 이름을 가진 인증서; for production builds".parse().unwrap(),
            platform: Platform::Apns,
            at,
        };
        let text = calendar(&[ending], "1400000007", "127.0.0.1:3000", at);
        assert!(text.lines().all(|line| line.len() <= 75), "{text}");
        assert!(text.contains("DTSTART:20260921T"), "{text}");
        let unfolded = text.replace("\r\n ", "");
        assert!(unfolded.contains("SUMMARY:APNs certificate 1 expires: Orbit\\, the"), "{unfolded}");
        assert_eq!(unfolded.matches("BEGIN:VALARM").count(), 3);
    }
}
