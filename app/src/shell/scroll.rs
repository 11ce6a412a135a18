//! How far a page is scrolled, for when somebody comes back to it.
//!
//! Browsers restore it as soon as the address changes, when the page to go back to is not there yet. So they are told
//! to leave that to us, but for pages that they load themselves.

#[cfg(feature = "hydrate")]
pub(crate) use real::{keep, leave, restore};

/// Begins to keep places.
#[cfg(not(feature = "hydrate"))]
pub(crate) fn keep() {}

/// Another page is asked for: keeps the place of the one that is shown.
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
        /// The places of pages, in CSS pixels from the top, by their addresses.
        static PLACES: RefCell<HashMap<String, f64>> = RefCell::default();
        /// Whether the next page is one that somebody goes back to, or forward again.
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

    /// The page of that address is there.
    pub(crate) fn restore(address: &str) {
        if IS_RETURN.replace(false) {
            let place = PLACES.with_borrow(|places| places.get(address).copied());
            window().scroll_to_with_x_and_y(0.0, place.unwrap_or_default());
        }
    }

    /// The address of the page that is shown.
    fn page() -> Option<String> {
        document().document_element()?.get_attribute("data-page")
    }

    fn set(restoration: ScrollRestoration) {
        if let Ok(history) = window().history() {
            // Where it cannot be set, the browser goes on as it does.
            let _ = history.set_scroll_restoration(restoration);
        }
    }
}
