//! Passkeys: the browser's side of WebAuthn, as JSON in and out (`docs/adr/0017-passkeys.md`).

use domain::account::second_factor::PasskeyRefusal;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::js_sys::{Function, JSON, Object, Promise, Reflect};
use web_sys::{DomException, HtmlFormElement, HtmlInputElement};

use crate::ui::Ceremony;

/// Whether this browser can use passkeys here: not over plain HTTP, nor if it is older than their JSON form.
pub(crate) fn has_passkeys() -> bool {
    interface().is_some_and(|interface| parser(&interface, Ceremony::Get).is_some())
}

/// Asks the browser for a passkey, or for a new one. The answer is its JSON form.
pub(crate) async fn passkey(ceremony: Ceremony, options: &str) -> Result<String, PasskeyRefusal> {
    let promise = asked(ceremony, options).ok_or(PasskeyRefusal::Unsupported)?;
    let credential = JsFuture::from(promise).await.map_err(|error| refusal(&error))?;
    as_json(&credential).ok_or(PasskeyRefusal::Unsupported)
}

fn interface() -> Option<JsValue> {
    Reflect::get(&window(), &"PublicKeyCredential".into()).ok().filter(JsValue::is_function)
}

fn parser(interface: &JsValue, ceremony: Ceremony) -> Option<Function> {
    let name = match ceremony {
        Ceremony::Create => "parseCreationOptionsFromJSON",
        Ceremony::Get => "parseRequestOptionsFromJSON",
    };
    Reflect::get(interface, &name.into()).ok()?.dyn_into().ok()
}

fn asked(ceremony: Ceremony, options: &str) -> Option<Promise> {
    let interface = interface()?;
    let options = JSON::parse(options).ok()?;
    let options = parser(&interface, ceremony)?.call1(&interface, &options).ok()?;
    let argument = Object::new();
    Reflect::set(&argument, &"publicKey".into(), &options).ok()?;
    let credentials = Reflect::get(&window().navigator(), &"credentials".into()).ok()?;
    let method = match ceremony {
        Ceremony::Create => "create",
        Ceremony::Get => "get",
    };
    let method: Function = Reflect::get(&credentials, &method.into()).ok()?.dyn_into().ok()?;
    method.call1(&credentials, &argument).ok()?.dyn_into().ok()
}

fn as_json(credential: &JsValue) -> Option<String> {
    let method: Function = Reflect::get(credential, &"toJSON".into()).ok()?.dyn_into().ok()?;
    JSON::stringify(&method.call0(credential).ok()?).ok()?.as_string()
}

/// Why there is no passkey, by the names of the specification.
fn refusal(error: &JsValue) -> PasskeyRefusal {
    match error.dyn_ref::<DomException>().map(DomException::name).as_deref() {
        Some("InvalidStateError") => PasskeyRefusal::Exists,
        Some("NotAllowedError" | "AbortError") => PasskeyRefusal::Cancelled,
        _ => PasskeyRefusal::Unsupported,
    }
}

/// The form around a button.
pub(crate) struct FormAround(HtmlFormElement);

impl FormAround {
    /// Of the button that was pressed.
    pub(crate) fn of(event: &MouseEvent) -> Option<Self> {
        let button: web_sys::Element = event.current_target()?.dyn_into().ok()?;
        Some(Self(button.closest("form").ok()??.dyn_into().ok()?))
    }

    /// The value of its first text field; empty if it has none.
    pub(crate) fn first_text(&self) -> String {
        let field = self.0.query_selector("input[type=text]").ok().flatten();
        let field = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
        field.map(|field| field.value()).unwrap_or_default()
    }

    /// Sets its hidden fields and submits it.
    pub(crate) fn submit_with(&self, fields: &[(&str, &str)]) {
        for (name, value) in fields {
            let field = self.0.query_selector(&format!("input[name={name}]")).ok().flatten();
            if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
                field.set_value(value);
            }
        }
        let _ = self.0.request_submit();
    }
}
