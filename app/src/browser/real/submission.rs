//! Form submissions without a page load.

use gloo_net::http::{Request, Response};
use leptos::prelude::*;
use leptos::server_fn::error::SERVER_FN_ERROR_HEADER;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{FormData, HtmlFormElement, SubmitEvent, UrlSearchParams};

use crate::browser::CLIENT_HEADER;
use crate::failure::{Failure, FailureKind};

/// A form as it was when submitted.
pub(crate) struct Submission {
    form: HtmlFormElement,
    request: Request,
}

impl Submission {
    /// Prevents the browser's own submission. `None` if the fields cannot be read.
    pub(crate) fn of(event: &SubmitEvent) -> Option<Self> {
        event.prevent_default();
        let form: HtmlFormElement = event.target()?.dyn_into().ok()?;
        let request = request(&form, event).ok()?;
        Some(Self { form, request })
    }

    /// The text values entered in the form, by control name.
    pub(crate) fn filled(&self) -> Vec<(String, String)> {
        let text = FormData::new_with_form(&self.form).and_then(|fields| {
            let fields = UrlSearchParams::new_with_str_sequence_sequence(&fields.into())?;
            Ok(fields.to_string().as_string().unwrap_or_default())
        });
        let is_hidden = |name: &str| {
            !matches!(self.form.query_selector(&format!("[type=hidden][name=\"{name}\"]")), Ok(None))
        };
        let fields = form_urlencoded::parse(text.as_deref().unwrap_or_default().as_bytes()).into_owned();
        fields.filter(|(name, _)| !is_hidden(name)).collect()
    }

    /// Sends the form. Returns where to go next, if anywhere, or the failure.
    pub(crate) async fn send(self) -> Result<Option<String>, Failure> {
        let response = self.request.send().await.map_err(|_| Failure::new(FailureKind::Unreachable))?;
        let next = read(response).await?;
        // The values have been accepted; a password must not stay on the screen.
        self.form.reset();
        super::renew_token(&self.form);
        Ok(next)
    }
}

/// Builds the request: the fields in the form's encoding, including the submit button.
fn request(form: &HtmlFormElement, event: &SubmitEvent) -> Result<Request, JsValue> {
    let fields = FormData::new_with_form(form)?;
    if let Some(button) = event.submitter()
        && let Some(name) = button.get_attribute("name")
    {
        fields.append_with_str(&name, &button.get_attribute("value").unwrap_or_default())?;
    }
    let action = form.get_attribute("action").unwrap_or_default();
    let request = Request::post(&action).header("accept", "application/json").header(CLIENT_HEADER, "form");
    let request = if form.enctype().starts_with("multipart") {
        request.body(fields)
    } else {
        request.body(UrlSearchParams::new_with_str_sequence_sequence(&fields.into())?)
    };
    request.map_err(|error| JsValue::from_str(&error.to_string()))
}

async fn read(response: Response) -> Result<Option<String>, Failure> {
    let headers = response.headers();
    if response.ok() && headers.get(SERVER_FN_ERROR_HEADER).is_none() {
        return Ok(headers.get("location"));
    }
    let text = response.text().await.map_err(|_| Failure::new(FailureKind::Unreachable))?;
    Err(Failure::de(text.into()))
}
