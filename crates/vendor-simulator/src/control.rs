//! `/control`: inspects the simulator itself, resets it, and sets faults.

use http::Method;
use serde_json::json;

use crate::faults::Faults;
use crate::help;
use crate::request::Request;
use crate::response::Response;
use crate::state::State;

/// Responds to requests under `/control/`; `None` for other paths.
pub(crate) fn respond(state: &mut State, request: &Request, authority: &str) -> Option<Response> {
    let path = request.path.strip_prefix("/control/")?;
    Some(match (&request.method, path) {
        (&Method::GET, "received") => Response::json(200, &state.received.json()),
        (&Method::GET, "deliveries") => {
            let after = request.query_number("after").unwrap_or(0);
            Response::json(200, &state.deliveries.json(after))
        }
        (&Method::POST, "chaos") => match Faults::parse(&request.body) {
            Ok(faults) => {
                state.faults = faults;
                Response::json(200, &json!({}))
            }
            Err(error) => Response::json(400, &json!({ "error": error.to_string() })),
        },
        (&Method::POST, "reset") => {
            state.reset();
            Response::json(200, &json!({}))
        }
        (&Method::GET, "ca.pem") => Response::new(200, authority).with_header("content-type", "text/plain"),
        (&Method::GET, "help") => {
            Response::new(200, help::help()).with_header("content-type", "text/plain; charset=utf-8")
        }
        (_, "received" | "deliveries" | "chaos" | "reset" | "ca.pem" | "help") => Response::new(405, ""),
        _ => Response::new(404, ""),
    })
}
