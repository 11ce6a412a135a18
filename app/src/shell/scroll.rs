//! Scroll positions of pages, restored when somebody returns to them.
//!
//! Browsers restore the position as soon as the URL changes, before the previous page is rendered. So browser
//! restoration is turned off, except for full page loads.

#[cfg(feature = "hydrate")]
pub(crate) use real::{keep, leave, restore};

/// Starts recording scroll positions.
#[cfg(not(feature = "hydrate"))]
pub(crate) fn keep() {}

/// Navigation has started: stores the position of the current page.
#[cfg(not(feature = "hydrate"))]
pub(crate) fn leave() {}

#[cfg(feature = "hydrate")]
mod real {
    use std::cell::{Cell, RefCell};
    use std::collections::HashMap;

    use leptos::ev;
    use leptos::prelude::*;
    use web_sys::ScrollRestoration;

    thread_local! {
        /// Scroll positions in CSS pixels from the top, by URL.
        static PLACES: RefCell<HashMap<String, f64>> = RefCell::default();
        /// Whether the pending navigation is back or forward in the history.
        static IS_RETURN: Cell<bool> = const { Cell::new(false) };
    }

    pub(crate) fn keep() {
        set(ScrollRestoration::Manual);
        let handles = [
            window_event_listener(ev::popstate, |_| IS_RETURN.set(true)),
            window_event_listener(ev::beforeunload, |_| set(ScrollRestoration::Auto)),
        ];
        on_cleanup(move || handles.into_iter().for_each(WindowListenerHandle::remove));
    }

    pub(crate) fn leave() {
        if let (Some(page), Ok(place)) = (page(), window().scroll_y()) {
            PLACES.with_borrow_mut(|places| places.insert(page, place));
        }
    }

    /// The page with that URL has been rendered.
    pub(crate) fn restore(address: &str) {
        if IS_RETURN.replace(false) {
            let place = PLACES.with_borrow(|places| places.get(address).copied());
            window().scroll_to_with_x_and_y(0.0, place.unwrap_or_default());
        }
    }

    /// The URL of the rendered page.
    fn page() -> Option<String> {
        document().document_element()?.get_attribute("data-page")
    }

    fn set(restoration: ScrollRestoration) {
        if let Ok(history) = window().history() {
            // If it cannot be set, the browser keeps its own behaviour.
            let _ = history.set_scroll_restoration(restoration);
        }
    }
}
