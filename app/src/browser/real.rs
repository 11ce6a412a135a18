//! The browser implementation.

use std::time::Duration;

use domain::account::language::{Language, Theme};
use domain::account::permission::Role;
use leptos::ev::Event;
use leptos::html::Dialog;
use leptos::prelude::*;
use leptos::server_fn::codec::MultipartData;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::js_sys::{Function, Reflect};
use web_sys::{
    FormData, HtmlDocument, HtmlElement, HtmlFormElement, HtmlTextAreaElement, ScrollIntoViewOptions,
    ScrollLogicalPosition,
};

use crate::failure::Failure;
use crate::shell::focus;
use crate::shell::preferences::Viewer;
use crate::shell::scroll;

mod passkey;
mod submission;

pub(crate) use passkey::{FormAround, has_passkeys, passkey};
pub(crate) use submission::Submission;

fn element(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Reads the viewer from the attributes that the server wrote on `<html>`.
pub(crate) fn viewer() -> Viewer {
    let attribute = |name: &str| document().document_element().and_then(|html| html.get_attribute(name));
    Viewer {
        language: attribute("lang").and_then(|tag| Language::from_tag(&tag)).unwrap_or_default(),
        theme: attribute("data-theme").and_then(|code| Theme::from_code(&code)).unwrap_or_default(),
        email: attribute("data-email").map(Into::into),
        role: attribute("data-role").and_then(|code| Role::from_code(&code)),
        is_limited: attribute("data-limited").is_some(),
        provider: attribute("data-provider").map(Into::into),
    }
}

/// Returns why the form for the server function of `path` was refused, if the server rendered the page for that reason.
/// Returns it once only, because the form may be opened again on this page.
pub(crate) fn refused(path: &str) -> Option<Failure> {
    let html = document().document_element()?;
    if html.get_attribute("data-refused")? != path {
        return None;
    }
    let failure = html.get_attribute("data-failure")?;
    let _ = html.remove_attribute("data-refused");
    Some(Failure::de(failure.into()))
}

/// Stores why the form for the server function of `path` was refused, to be shown once the page has reloaded its data.
pub(crate) fn keep_refused(path: &str, failure: &Failure) {
    if let Some(html) = document().document_element() {
        let _ = html.set_attribute("data-refused", path);
        let _ = html.set_attribute("data-failure", &String::from_utf8_lossy(&failure.ser()));
    }
}

/// Moves the focus to the element with that id after the current render.
pub(crate) fn focus(id: String) {
    set_timeout(move || drop(element(&id).map(|element| element.focus())), Duration::ZERO);
}

/// Copies `text` to the clipboard, then calls `done`.
///
/// The clipboard API requires a secure context; elsewhere this falls back to `execCommand`.
pub(crate) fn copy(text: &str, done: impl Fn() + 'static) {
    if !window().is_secure_context() {
        if copy_by_selection(text).is_some() {
            done();
        }
        return;
    }
    let copied = Closure::<dyn FnMut(JsValue)>::new(move |_| done());
    let _ = window().navigator().clipboard().write_text(text).then(&copied);
    copied.forget();
}

/// Opens the browser's print dialog.
pub(crate) fn print() {
    let _ = window().print();
}

fn copy_by_selection(text: &str) -> Option<()> {
    let page: HtmlDocument = document().dyn_into().ok()?;
    let area: HtmlTextAreaElement = page.create_element("textarea").ok()?.dyn_into().ok()?;
    area.set_class_name("sr");
    area.set_value(text);
    page.body()?.append_child(&area).ok()?;
    area.select();
    let copied = page.exec_command("copy").ok();
    area.remove();
    copied.filter(|copied| *copied).map(drop)
}

/// A submission token for a form that must take effect only once. It is not secret: it tells the forms of one person
/// apart.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 15")]
pub(crate) fn form_token() -> String {
    let digit = |_| char::from_digit((web_sys::js_sys::Math::random() * 16.0) as u32, 16);
    (0..32).filter_map(digit).collect()
}

/// Sets a new token, so that a form that stays on the page can be submitted again.
fn renew_token(form: &HtmlFormElement) {
    if let Ok(Some(field)) = form.query_selector("[name=submission]") {
        let _ = field.set_attribute("value", &form_token());
    }
}

fn target_of(event: &Event) -> Option<web_sys::Element> {
    event.target()?.dyn_into().ok()
}

/// Closes every open menu.
pub(crate) fn close_popovers() {
    if let Ok(open) = document().query_selector_all(":popover-open") {
        for index in 0..open.length() {
            if let Some(menu) = open.get(index).and_then(|node| node.dyn_into::<HtmlElement>().ok()) {
                let _ = menu.hide_popover();
            }
        }
    }
}

/// Opens the popover with that id, unless it is behind a modal dialog. Returns whether it is open afterwards.
pub(crate) fn open_popover(id: &str) -> bool {
    let is_behind = document().query_selector("dialog:modal").is_ok_and(|dialog| dialog.is_some());
    let Some(popover) = element(id).filter(|_| !is_behind) else { return false };
    let _ = popover.show_popover();
    is_popover_open(id)
}

/// Scrolls the element with that id into view, no further than needed, once pending rendering is done.
pub(crate) fn reveal(id: String) {
    let nearest = ScrollIntoViewOptions::new();
    nearest.set_block(ScrollLogicalPosition::Nearest);
    let scroll = move || {
        if let Some(element) = element(&id) {
            element.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    };
    set_timeout(scroll, Duration::ZERO);
}

/// Whether the popover with that id is open.
pub(crate) fn is_popover_open(id: &str) -> bool {
    element(id).is_some_and(|popover| popover.matches(":popover-open") == Ok(true))
}

/// Whether the event's target is an input control.
pub(crate) fn is_typing(event: &Event) -> bool {
    target_of(event)
        .is_some_and(|element| element.matches("input, textarea, select, [contenteditable]") == Ok(true))
}

/// Whether to show the shortcuts of an Apple keyboard.
pub(crate) fn is_apple() -> bool {
    let agent = window().navigator().user_agent().unwrap_or_default();
    ["Mac", "iPhone", "iPad"].iter().any(|name| agent.contains(name))
}

/// Records on `<html>` which page is shown, after rendering and only if `is_there` still holds: a client that stops
/// half-way would leave the address of another page (`ssr/watchdog.js`).
pub(crate) fn shown(is_there: impl Fn() -> bool + 'static) {
    set_timeout(
        move || {
            let location = window().location();
            if let (true, Some(html), Ok(path), Ok(search)) =
                (is_there(), document().document_element(), location.pathname(), location.search())
            {
                let address = path + &search;
                scroll::restore(&address);
                let _ = html.set_attribute("data-page", &address);
            }
        },
        Duration::ZERO,
    );
}

/// Removes one-time parameters from the address bar, so that a reload does not repeat what they showed.
pub(crate) fn forget_seen() {
    let location = window().location();
    let (Ok(path), Ok(search), Ok(hash)) = (location.pathname(), location.search(), location.hash()) else {
        return;
    };
    let search = search.trim_start_matches('?');
    let kept = crate::address::without(&crate::address::without_one_time(search), "draft");
    if kept != search
        && let Ok(history) = window().history()
    {
        let address = [crate::address::with_query(&path, &kept), hash].concat();
        let state = history.state().unwrap_or_default();
        let _ = history.replace_state_with_url(&state, "", Some(&address));
    }
}

/// Navigates with a full page load.
pub(crate) fn load(address: &str) {
    let _ = window().location().set_href(address);
}

/// Ends the client of this page and loads the page of `address` (`ssr/watchdog.js`).
pub(crate) fn leave(address: &str) {
    let leave = |page: JsValue| {
        let leave: Function = Reflect::get(&page, &"leave".into())?.dyn_into()?;
        leave.call1(&page, &address.into())
    };
    if Reflect::get(&window(), &"chatConsole".into()).and_then(leave).is_err() {
        load(address);
    }
}

/// The area of the client that the page needs, as the server wrote it on `<html>`.
pub(crate) fn area() -> Option<String> {
    document().document_element()?.get_attribute("data-area")
}

/// Calls `work` after that many milliseconds.
pub(crate) fn later(milliseconds: u64, work: impl FnOnce() + 'static) {
    set_timeout(work, Duration::from_millis(milliseconds));
}

/// Turns the dialog, which the server rendered open, into a modal one. When it is removed, the focus returns to the
/// element that opened it.
pub(crate) fn open_modally(dialog: &<Dialog as leptos::html::ElementType>::Output) {
    let location = window().location();
    let address = [location.pathname(), location.search()].map(Result::unwrap_or_default).concat();
    if dialog.is_connected() && dialog.open() {
        dialog.close();
        let _ = dialog.show_modal();
        let _ = focus::first_of(dialog).map(|first| first.focus());
    }
    on_cleanup(move || focus::closed(address));
}

/// Whether the event's target is a password field.
pub(crate) fn is_password(event: &Event) -> bool {
    target_of(event).is_some_and(|element| element.matches("[type=password]") == Ok(true))
}

/// The fields of the form that contains `element`, for a server function.
pub(crate) fn form_around(element: &web_sys::Element) -> Option<MultipartData> {
    let form: HtmlFormElement = element.closest("form").ok()??.dyn_into().ok()?;
    FormData::new_with_form(&form).ok().map(Into::into)
}

/// Whether the element has the focus.
pub(crate) fn has_focus(element: &web_sys::Element) -> bool {
    document().active_element().as_ref() == Some(element)
}

/// Whether the event's target is the element itself and not a descendant.
pub(crate) fn is_own(event: &Event) -> bool {
    event.target() == event.current_target()
}
