//! Does for a client-side navigation what a page load does automatically.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::browser;
use crate::shell::scroll;

/// Closes menus, records scroll positions and announces which page is shown. `is_routing`: whether the next page is
/// still loading; the previous page stays until it is ready.
#[component]
pub(crate) fn Arrival(is_routing: ReadSignal<bool>) -> impl IntoView {
    let location = use_location();
    Effect::new(|_| {
        browser::forget_seen();
        scroll::keep();
    });
    Effect::new(move |_| {
        location.pathname.track();
        location.search.track();
        scroll::leave();
        browser::close_popovers();
    });
    Effect::new(move |_| {
        location.pathname.track();
        location.search.track();
        if !is_routing.get() {
            browser::shown(move || !is_routing.get_untracked());
        }
    });
    view! { <div class="routing" aria-hidden="true" hidden=move || !is_routing.get()></div> }
}
