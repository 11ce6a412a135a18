//! Forms, posted without a page load.

use leptos::prelude::*;
use leptos::server_fn::error::SERVER_FN_ERROR_HEADER;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::js_sys::Reflect;
use web_sys::{
    Element, FormData, HtmlElement, HtmlFormElement, RequestInit, Response, SubmitEvent, UrlSearchParams,
};

use super::{element, exchange};
use crate::browser::REFUSED_HEADER;
use crate::failure::{Failed, Failure};

/// For how long a form that was taken is still kept from being sent again, in milliseconds: until the page that it
/// leads to is there.
const SETTLES: u64 = 1_000;
/// What the server writes of a page, each part by its name.
const WRITTEN: &str = "[data-written]";

/// What a form was answered.
enum Posted {
    /// It was taken. Where to go next, if anywhere.
    Taken(Option<String>),
    /// It was refused: the HTML of its page.
    Refused(String),
}

/// The form that is sent, and the button that sends it.
struct Sending {
    form: HtmlFormElement,
    button: Option<HtmlElement>,
    label: Option<String>,
}

impl Sending {
    /// None where it is being sent already.
    fn begin(event: &SubmitEvent) -> Option<Self> {
        let form: HtmlFormElement = event.target()?.dyn_into().ok()?;
        if form.has_attribute("aria-busy") {
            return None;
        }
        let _ = form.set_attribute("aria-busy", "true");
        let button = event.submitter();
        let mut label = None;
        if let Some(button) = &button {
            let _ = button.set_attribute("aria-busy", "true");
            // What it does for so long, where it may take long.
            if let Some(busy) = button.get_attribute("data-busy") {
                label = Some(button.inner_html());
                button.set_inner_text(&busy);
            }
        }
        Some(Self { form, button, label })
    }

    fn end(self) {
        let _ = self.form.remove_attribute("aria-busy");
        if let Some(button) = &self.button {
            let _ = button.remove_attribute("aria-busy");
            if let Some(label) = &self.label {
                button.set_inner_html(label);
            }
        }
    }

    /// The fields in the encoding of the form.
    fn request(&self) -> Result<RequestInit, JsValue> {
        let fields = FormData::new_with_form(&self.form)?;
        if let Some(button) = &self.button
            && let Some(name) = button.get_attribute("name")
        {
            fields.append_with_str(&name, &button.get_attribute("value").unwrap_or_default())?;
        }
        let request = RequestInit::new();
        request.set_method("POST");
        if self.form.enctype().starts_with("multipart") {
            request.set_body(&fields);
        } else {
            let fields = UrlSearchParams::new_with_str_sequence_sequence(&fields.into())?;
            request.set_body(&fields);
        }
        Ok(request)
    }

    async fn send(&self, kind: &str) -> Result<Posted, Failure> {
        let request = self.request().map_err(|_| Failure::new(Failed::Malformed))?;
        let action = self.form.get_attribute("action").unwrap_or_default();
        let (response, text) =
            exchange(&action, &request, kind).await.map_err(|_| Failure::new(Failed::Unreachable))?;
        read(&response, text)
    }
}

fn read(response: &Response, text: String) -> Result<Posted, Failure> {
    let headers = response.headers();
    let has = |name: &str| headers.has(name).unwrap_or_default();
    if has(REFUSED_HEADER) {
        return Ok(Posted::Refused(text));
    }
    if !response.ok() || has(SERVER_FN_ERROR_HEADER) {
        return Err(Failure::de(text.into()));
    }
    Ok(Posted::Taken(headers.get("location").ok().flatten()))
}

/// What is typed and chosen in the form that is sent, by the names of its controls: text alone.
pub(crate) fn filled(event: &SubmitEvent) -> Vec<(String, String)> {
    let form = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok());
    let text = form.as_ref().and_then(|form| {
        let fields = FormData::new_with_form(form).ok()?;
        let fields = UrlSearchParams::new_with_str_sequence_sequence(&fields.into()).ok()?;
        fields.to_string().as_string()
    });
    let is_hidden = |name: &str| {
        let selector = format!("[type=hidden][name=\"{name}\"]");
        form.as_ref().is_none_or(|form| !matches!(form.query_selector(&selector), Ok(None)))
    };
    let fields = text.unwrap_or_default();
    let fields = form_urlencoded::parse(fields.as_bytes()).into_owned();
    fields.filter(|(name, _)| !is_hidden(name)).collect()
}

/// Posts the form of a component. The answer is where to go next, if anywhere, or the failure.
pub(crate) fn post(event: &SubmitEvent, answered: impl FnOnce(Result<Option<String>, Failure>) + 'static) {
    event.prevent_default();
    let Some(sending) = Sending::begin(event) else { return };
    leptos::task::spawn_local(async move {
        let answer = match sending.send("form").await {
            Ok(Posted::Taken(next)) => {
                // What was typed has been taken; a password must not stay on the screen.
                sending.form.reset();
                super::renew_token(&sending.form);
                Ok(next)
            }
            Ok(Posted::Refused(_)) => Err(Failure::new(Failed::Internal)),
            Err(failure) => Err(failure),
        };
        sending.end();
        answered(answer);
    });
}

/// Posts a form of a page that the server wrote. Where it is refused, what the server writes then is put in place, with
/// everything that was typed and chosen; otherwise `go` is told where to go next.
pub(crate) fn post_written(
    event: &SubmitEvent,
    go: impl Fn(&str) + 'static,
    words: impl Fn(&Failure) -> String + 'static,
) {
    let form = event.target().and_then(|target| target.dyn_into::<HtmlFormElement>().ok());
    let is_written = form.is_some_and(|form| {
        let action = form.get_attribute("action").unwrap_or_default();
        form.method() == "post" && action.starts_with("/rpc/") && matches!(form.closest(WRITTEN), Ok(Some(_)))
    });
    if event.default_prevented() || !is_written {
        return;
    }
    event.prevent_default();
    let Some(sending) = Sending::begin(event) else { return };
    leptos::task::spawn_local(async move {
        match sending.send("page").await {
            Ok(Posted::Taken(next)) => {
                sending.form.reset();
                super::renew_token(&sending.form);
                clear();
                super::later(SETTLES, move || sending.end());
                if let Some(next) = next {
                    go(&next);
                }
            }
            Ok(Posted::Refused(html)) => {
                let form = sending.form.clone();
                sending.end();
                // The page may no longer have the form: then it is loaded, and says so.
                if put(&html, &form).is_none() {
                    let _ = form.submit();
                }
            }
            Err(failure) => {
                let _ = say(&sending.form, &words(&failure));
                sending.end();
            }
        }
    });
}

/// Every element of `root` that `selector` names.
fn all(root: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = root.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect()
}

/// Takes away what was said about the last attempt. The page that is fetched next may be the same as before it.
fn clear() {
    let Some(root) = document().document_element() else { return };
    for said in all(&root, "[data-written] .summary-errors, [data-written] .field > .error") {
        said.remove();
    }
}

/// Puts the parts of the page that is `html` in place of those of this page. None where it does not say what is wrong
/// with `form`.
fn put(html: &str, form: &Element) -> Option<()> {
    let root = document().document_element()?;
    // Never part of the document: nothing in it is run or fetched.
    let page = document().create_element("div").ok()?;
    page.set_inner_html(html);
    let own = form.closest(WRITTEN).ok()??.get_attribute("data-written")?;
    page.query_selector(&format!("[data-written={own}] :is(.summary-errors, [aria-invalid=true])"))
        .ok()??;
    for part in all(&root, WRITTEN) {
        let name = part.get_attribute("data-written")?;
        let Ok(Some(new)) = page.query_selector(&format!("[data-written={name}]")) else { continue };
        let (forms, looked) = (all(&part, "form"), inner(&part, "#looked"));
        let (folds, scrolled) = (all(&part, "details"), part.query_selector(".dialog-body").ok().flatten());
        part.set_inner_html(&new.inner_html());
        for (old, new) in pairs(&forms, &all(&part, "form"), "action") {
            keep_values(old, new);
        }
        for (old, new) in folds.iter().zip(&all(&part, "details")) {
            if old.has_attribute("open") {
                let _ = new.set_attribute("open", "");
            }
        }
        if let (Some(looked), Ok(Some(place))) = (looked, part.query_selector("#looked")) {
            place.set_inner_html(&looked);
        }
        if let (Some(old), Ok(Some(new))) = (scrolled, part.query_selector(".dialog-body")) {
            new.set_scroll_top(old.scroll_top());
        }
    }
    let wrong = root.query_selector("[data-written] [aria-invalid=true]").ok().flatten();
    let wrong: Option<HtmlElement> = wrong.and_then(|wrong| wrong.dyn_into().ok());
    let _ = wrong.or_else(|| element("summary")).map(|place| place.focus());
    Some(())
}

fn inner(root: &Element, selector: &str) -> Option<String> {
    Some(root.query_selector(selector).ok()??.inner_html())
}

/// The old and the new ones that have the same attribute, in their order.
fn pairs<'a>(old: &'a [Element], new: &'a [Element], attribute: &str) -> Vec<(&'a Element, &'a Element)> {
    let mut rest: Vec<&Element> = new.iter().collect();
    let mut pairs = Vec::new();
    for one in old {
        let name = one.get_attribute(attribute);
        if let Some(index) = rest.iter().position(|new| new.get_attribute(attribute) == name) {
            pairs.push((one, rest.remove(index)));
        }
    }
    pairs
}

/// Fills the controls of a form as those of the old one are filled, files and secrets included.
fn keep_values(old: &Element, new: &Element) {
    const CONTROLS: &str = "input, select, textarea";
    for (old, new) in pairs(&all(old, CONTROLS), &all(new, CONTROLS), "name") {
        let property = match old.get_attribute("type").unwrap_or_default().as_str() {
            // The server says what it is about.
            "hidden" => continue,
            "file" => "files",
            "checkbox" | "radio" => "checked",
            _ => "value",
        };
        let property = JsValue::from_str(property);
        if let Ok(value) = Reflect::get(old, &property) {
            let _ = Reflect::set(new, &property, &value);
        }
    }
}

/// Says what went wrong with a form as a whole, where the server could not write it.
fn say(form: &HtmlFormElement, text: &str) -> Result<(), JsValue> {
    if let Some(before) = element("summary") {
        before.remove();
    }
    let summary = document().create_element("div")?;
    summary.set_id("summary");
    summary.set_class_name("summary-errors");
    summary.set_attribute("role", "alert")?;
    summary.set_attribute("tabindex", "-1")?;
    summary.set_text_content(Some(text));
    let body = form.query_selector(".dialog-body")?;
    let place: &Element = body.as_ref().unwrap_or(form);
    place.prepend_with_node_1(&summary)?;
    summary.unchecked_into::<HtmlElement>().focus()
}
