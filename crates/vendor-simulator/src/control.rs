//! `/control`: what a test asks the simulator itself.

use http::Method;
use serde_json::json;

use super::answer::{Answer, Asked};
use super::guide;
use super::world::State;

/// Answers, if the path is one of its own.
pub(super) fn answer(state: &mut State, asked: &Asked, authority: &str) -> Option<Answer> {
    let path = asked.path.strip_prefix("/control/")?;
    Some(match (&asked.method, path) {
        (&Method::GET, "received") => Answer::json(200, &state.received.json()),
        (&Method::POST, "reset") => {
            state.reset();
            Answer::json(200, &json!({}))
        }
        (&Method::GET, "ca.pem") => Answer::new(200, authority).with("content-type", "text/plain"),
        (&Method::GET, "help") => {
            Answer::new(200, guide::guide()).with("content-type", "text/plain; charset=utf-8")
        }
        (_, "received" | "reset" | "ca.pem" | "help") => Answer::new(405, ""),
        _ => Answer::new(404, ""),
    })
}
