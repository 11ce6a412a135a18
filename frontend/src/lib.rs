//! Hydrates the console in the browser.

use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::{Closure, JsValue, wasm_bindgen};
use web_sys::js_sys::{Function, Reflect};

/// Loads the area of the client that this page needs. Returns whether it was loaded; without it the client cannot start.
///
/// A panic ends the client: from then on the page works as it does without scripts (`app/src/ssr/watchdog.js`).
#[wasm_bindgen]
pub async fn prepare() -> bool {
    std::panic::set_hook(Box::new(|panic| drop(stop(&panic.to_string().replace('\n', " ")))));
    app::prepare().await.is_ok()
}

/// Hydrates the page that the server rendered and sets `data-hydrated` on `<html>`. Call it after [`prepare`].
#[wasm_bindgen]
pub fn hydrate() {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let root = document.get_element_by_id("console").and_then(|element| element.dyn_into().ok());
    let Some(root) = root else { return };
    leptos::mount::hydrate_from(root, app::App).forget();
    if let Some(html) = document.document_element() {
        let _ = html.set_attribute("data-hydrated", "");
    }
    panic_when_told();
}

/// Notifies the page's script that the client has stopped.
fn stop(why: &str) -> Result<JsValue, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let page = Reflect::get(&window, &JsValue::from_str("chatConsole"))?;
    let stop: Function = Reflect::get(&page, &JsValue::from_str("stop"))?.dyn_into()?;
    stop.call1(&page, &JsValue::from_str(why))
}

/// Lets a test stop the client by an event, if `window.chatConsoleTest` was set before the client started. Code that
/// can set it already runs scripts in the page, and could do no more than stop the client.
fn panic_when_told() {
    let Some(window) = web_sys::window() else { return };
    if !Reflect::has(&window, &JsValue::from_str("chatConsoleTest")).unwrap_or(false) {
        return;
    }
    let panic = Closure::<dyn Fn()>::new(|| panic!("a test says so"));
    let _ = window.add_event_listener_with_callback("chat-console-panic", panic.as_ref().unchecked_ref());
    panic.forget();
}
