//! The few things that only a browser can do. On the server each of them does nothing, so that components
//! need not tell the two apart.

#[cfg(feature = "hydrate")]
pub(crate) use real::*;
#[cfg(not(feature = "hydrate"))]
pub(crate) use server::*;

/// Says that a form was sent by this client. Its value is `form`, or `page` for a form that is answered with its page
/// where it is refused.
pub const CLIENT_HEADER: &str = "x-chat-console-client";
/// On the page that answers a form which was refused.
pub const REFUSED_HEADER: &str = "x-chat-console-refused";

#[cfg(feature = "hydrate")]
mod real {
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::time::Duration;

    use domain::language::{Language, Theme};
    use leptos::ev::{Event, MouseEvent};
    use leptos::html::Dialog;
    use leptos::prelude::*;
    use leptos::server_fn::error::SERVER_FN_ERROR_HEADER;
    use wasm_bindgen::prelude::Closure;
    use wasm_bindgen::{JsCast as _, JsValue};
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{
        FormData, Headers, HtmlDocument, HtmlElement, HtmlFormElement, HtmlTextAreaElement, RequestInit,
        Response,
    };

    use super::CLIENT_HEADER;
    use crate::failure::Failure;
    use crate::focus;
    use crate::preferences::Viewer;
    use crate::scroll;

    mod posting;

    pub(crate) use posting::{filled, post, post_written};

    /// How often a form was looked at.
    static LOOKS: AtomicU32 = AtomicU32::new(0);
    /// How often a password was changed that a form may be looked at for.
    static TYPED: AtomicU32 = AtomicU32::new(0);
    /// The pause in typing after which it is looked at.
    const PAUSE: Duration = Duration::from_millis(300);

    fn element(id: &str) -> Option<HtmlElement> {
        document().get_element_by_id(id)?.dyn_into().ok()
    }

    /// What the server wrote on `<html>`.
    pub(crate) fn viewer() -> Viewer {
        let attribute = |name: &str| document().document_element().and_then(|html| html.get_attribute(name));
        Viewer {
            language: attribute("lang").and_then(|tag| Language::from_tag(&tag)).unwrap_or_default(),
            theme: attribute("data-theme").and_then(|code| Theme::from_code(&code)).unwrap_or_default(),
            email: attribute("data-email").map(Into::into),
        }
    }

    /// Why the form for the server function of `path` was refused, where the server wrote the page for that. Said once:
    /// the form may be opened again on this page.
    pub(crate) fn refused(path: &str) -> Option<Failure> {
        let html = document().document_element()?;
        if html.get_attribute("data-refused")? != path {
            return None;
        }
        let failure = html.get_attribute("data-failure")?;
        let _ = html.remove_attribute("data-refused");
        Some(Failure::de(failure.into()))
    }

    /// Keeps why the form for the server function of `path` was refused, for when it is shown with what is read again.
    pub(crate) fn keep_refused(path: &str, failure: &Failure) {
        if let Some(html) = document().document_element() {
            let _ = html.set_attribute("data-refused", path);
            let _ = html.set_attribute("data-failure", &String::from_utf8_lossy(&failure.ser()));
        }
    }

    /// Moves the focus to the element of that id, once what is being rendered is there.
    pub(crate) fn focus(id: String) {
        set_timeout(move || drop(element(&id).map(|element| element.focus())), Duration::ZERO);
    }

    /// Puts `text` into the clipboard, then calls `done`.
    ///
    /// The clipboard is for secure origins only; elsewhere it is done as it was before there was one.
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

    /// Opens the dialog of the browser for printing the page.
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

    /// A token for a form that is to take effect once. It is no secret: it tells the forms of one person apart.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 15")]
    pub(crate) fn form_token() -> String {
        let digit = |_| char::from_digit((web_sys::js_sys::Math::random() * 16.0) as u32, 16);
        (0..32).filter_map(digit).collect()
    }

    /// A form that stays on the page after it was answered may be sent again, as another one.
    fn renew_token(form: &HtmlFormElement) {
        if let Ok(Some(field)) = form.query_selector("[name=submission]") {
            let _ = field.set_attribute("value", &form_token());
        }
    }

    /// Shows what the server says of a form in which something was changed, where one of its fields names a
    /// server function as `data-look`: its HTML is put at `#looked`.
    pub(crate) fn look(event: &Event) {
        if let Some(changed) = target_of(event) {
            // Nobody is typing any more.
            TYPED.fetch_add(1, Ordering::Relaxed);
            look_from(&changed, false);
        }
    }

    /// The same while a password is being typed, once there is a pause: the rest of a form changes nothing of what a
    /// file says until it is left.
    pub(crate) fn look_while_typing(event: &Event) {
        let Some(typed) = target_of(event).filter(|element| element.matches("[type=password]") == Ok(true))
        else {
            return;
        };
        let this = TYPED.fetch_add(1, Ordering::Relaxed) + 1;
        set_timeout(
            move || {
                if this == TYPED.load(Ordering::Relaxed) {
                    look_from(&typed, true);
                }
            },
            PAUSE,
        );
    }

    fn target_of(event: &Event) -> Option<web_sys::Element> {
        event.target()?.dyn_into().ok()
    }

    /// Looks at the form around `changed`. `typing` is told to the server: what is half typed is not wrong yet.
    fn look_from(changed: &web_sys::Element, typing: bool) {
        // What is ticked in the answer is no other question.
        if changed.closest("#looked").is_ok_and(|within| within.is_some()) {
            return;
        }
        let Ok(Some(form)) = changed.closest("form") else { return };
        // A file is read with what is typed beside it: any change may be what it waited for.
        let looked = form.query_selector("[data-look]").ok().flatten();
        let Some(path) = looked.and_then(|looked| looked.get_attribute("data-look")) else { return };
        let request = RequestInit::new();
        request.set_method("POST");
        let Ok(form) = form.dyn_into::<HtmlFormElement>() else { return };
        let Ok(fields) = FormData::new_with_form(&form) else { return };
        if typing {
            let _ = fields.append_with_str("typing", "1");
        }
        request.set_body(&fields);
        let this = LOOKS.fetch_add(1, Ordering::Relaxed) + 1;
        mark_stale();
        leptos::task::spawn_local(async move {
            let said =
                exchange(&path, &request, "form").await.ok().filter(|(response, _)| !is_failure(response));
            // Answers may overtake each other; the last question counts.
            if this != LOOKS.load(Ordering::Relaxed) {
                return;
            }
            // What cannot be asked stays out of date.
            let Some((_, text)) = said else { return };
            let html = web_sys::js_sys::JSON::parse(&text).ok().and_then(|html| html.as_string());
            if let Some(place) = element("looked") {
                place.set_inner_html(&html.unwrap_or_default());
                let _ = place.remove_attribute("aria-busy");
            }
        });
    }

    /// What stands at `#looked` is about something else by now: nothing in it can be confirmed.
    fn mark_stale() {
        let Some(place) = element("looked") else { return };
        let _ = place.set_attribute("aria-busy", "true");
        if let Ok(buttons) = place.query_selector_all("button") {
            for index in 0..buttons.length() {
                if let Some(button) = buttons.get(index).and_then(|node| node.dyn_into::<HtmlElement>().ok())
                {
                    let _ = button.set_attribute("disabled", "");
                }
            }
        }
    }

    /// Sends a request, and reads the answer whole. `kind` is what [`CLIENT_HEADER`] says.
    async fn exchange(
        address: &str,
        request: &RequestInit,
        kind: &str,
    ) -> Result<(Response, String), JsValue> {
        let headers = Headers::new()?;
        headers.set("accept", "application/json")?;
        headers.set(CLIENT_HEADER, kind)?;
        request.set_headers(&headers);
        let response: Response =
            JsFuture::from(window().fetch_with_str_and_init(address, request)).await?.dyn_into()?;
        let text = JsFuture::from(response.text()?).await?.as_string().unwrap_or_default();
        Ok((response, text))
    }

    fn is_failure(response: &Response) -> bool {
        !response.ok() || response.headers().has(SERVER_FN_ERROR_HEADER).unwrap_or_default()
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

    /// Says on `<html>` which page is there, once it is rendered and if it still `is_there`: a client that stops half-way
    /// leaves the address of another one (`ssr/watchdog.js`).
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

    /// Takes from the address in the address bar what was meant to be seen once: to load the page again does not repeat
    /// it.
    pub(crate) fn forget_seen() {
        let location = window().location();
        let (Ok(path), Ok(search), Ok(hash)) = (location.pathname(), location.search(), location.hash())
        else {
            return;
        };
        let search = search.trim_start_matches('?');
        let kept = crate::address::without_draft(&crate::address::lasting(search));
        if kept != search
            && let Ok(history) = window().history()
        {
            let address = [crate::address::with_query(&path, &kept), hash].concat();
            let state = history.state().unwrap_or_default();
            let _ = history.replace_state_with_url(&state, "", Some(&address));
        }
    }

    /// Loads another page as a whole.
    pub(crate) fn load(address: &str) {
        let _ = window().location().set_href(address);
    }

    /// Calls `work` after so many milliseconds.
    pub(crate) fn later(milliseconds: u64, work: impl FnOnce() + 'static) {
        set_timeout(work, Duration::from_millis(milliseconds));
    }

    /// Makes the dialog, which the server rendered open, a modal one; the focus goes back to
    /// what opened it when it is gone.
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

    /// The attribute of that name, of the element that was clicked or of the nearest one around it.
    pub(crate) fn attribute_of_target(event: &MouseEvent, name: &str) -> Option<String> {
        let element = event.target()?.dyn_into::<web_sys::Element>().ok()?;
        element.closest(&format!("[{name}]")).ok().flatten()?.get_attribute(name)
    }

    /// Whether it has the focus.
    pub(crate) fn has_focus(element: &web_sys::Element) -> bool {
        document().active_element().as_ref() == Some(element)
    }

    /// Whether the event happened on the element itself and not on something inside of it.
    pub(crate) fn is_own(event: &Event) -> bool {
        event.target() == event.current_target()
    }
}

#[cfg(not(feature = "hydrate"))]
mod server {
    use leptos::ev::{Event, MouseEvent, SubmitEvent};
    use leptos::html::Dialog;

    use crate::failure::Failure;

    pub(crate) fn focus(_: String) {}
    pub(crate) fn copy(_: &str, _: impl Fn() + 'static) {}
    pub(crate) fn print() {}
    pub(crate) fn keep_refused(_: &str, _: &Failure) {}
    pub(crate) fn filled(_: &SubmitEvent) -> Vec<(String, String)> {
        Vec::new()
    }
    pub(crate) fn post(_: &SubmitEvent, _: impl FnOnce(Result<Option<String>, Failure>) + 'static) {}
    pub(crate) fn post_written(
        _: &SubmitEvent,
        _: impl Fn(&str) + 'static,
        _: impl Fn(&Failure) -> String + 'static,
    ) {
    }
    pub(crate) fn forget_seen() {}
    pub(crate) fn look(_: &Event) {}
    pub(crate) fn look_while_typing(_: &Event) {}
    pub(crate) fn close_popovers() {}
    pub(crate) fn shown(_: impl Fn() -> bool + 'static) {}
    pub(crate) fn load(_: &str) {}
    pub(crate) fn later(_: u64, _: impl FnOnce() + 'static) {}
    pub(crate) fn open_modally(_: &<Dialog as leptos::html::ElementType>::Output) {}
    pub(crate) fn attribute_of_target(_: &MouseEvent, _: &str) -> Option<String> {
        None
    }
    pub(crate) fn has_focus<T>(_: &T) -> bool {
        false
    }
    pub(crate) fn is_own(_: &Event) -> bool {
        false
    }
}
