//! Hydrates the console in the browser.

use wasm_bindgen::prelude::wasm_bindgen;

/// Makes the page that the server rendered come alive, and says so on `<html>`.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(app::App);
    if let Some(html) = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element())
    {
        let _ = html.set_attribute("data-hydrated", "");
    }
}
