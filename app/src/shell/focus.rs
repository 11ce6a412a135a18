//! Restores the focus after a part of the page has been replaced.
//!
//! A page load does this automatically. Here a page, or the part of it that had the focus, replaces another one: the
//! focus moves to the element that corresponds to the last focused one (the same id, or a link to the same URL), or to
//! the page itself if there is none.

#[cfg(feature = "hydrate")]
pub(crate) use real::{arrived, closed, first_of, took};

/// A frame was added to the document.
#[cfg(not(feature = "hydrate"))]
pub(crate) fn arrived() {}

/// An element inside the frame received the focus.
#[cfg(not(feature = "hydrate"))]
pub(crate) fn took(_: &leptos::ev::FocusEvent) {}

#[cfg(feature = "hydrate")]
mod real {
    use std::cell::RefCell;
    use std::time::Duration;

    use leptos::ev::FocusEvent;
    use leptos::prelude::*;
    use wasm_bindgen::JsCast as _;
    use web_sys::{Element, FocusOptions, HtmlElement};

    thread_local! {
        /// The path of the page for which the focus was last handled.
        static PATH: RefCell<Option<String>> = const { RefCell::new(None) };
        /// The last focused element on that page, ignoring dialogs.
        static LAST: RefCell<Option<Trace>> = const { RefCell::new(None) };
    }

    /// Identifies the successor of a replaced element.
    #[derive(Clone)]
    struct Trace {
        id: String,
        href: Option<String>,
    }

    impl Trace {
        fn successor(&self) -> Option<HtmlElement> {
            let by_id = (!self.id.is_empty()).then(|| document().get_element_by_id(&self.id)).flatten();
            by_id.and_then(reachable).or_else(|| link_to(self.href.as_deref()?))
        }
    }

    pub(crate) fn took(event: &FocusEvent) {
        let Some(element) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
            return;
        };
        if element.closest("dialog").is_ok_and(|dialog| dialog.is_some()) {
            return;
        }
        LAST.set(Some(Trace { id: element.id(), href: element.get_attribute("href") }));
    }

    /// Runs after the current render.
    pub(crate) fn arrived() {
        set_timeout(
            || {
                let here = window().location().pathname().unwrap_or_default();
                let Some(before) = PATH.replace(Some(here.clone())) else {
                    // Initial page load: the browser has placed the focus at the beginning.
                    return;
                };
                let is_another = before != here;
                if is_another {
                    LAST.set(None);
                }
                // A focused link in the frame, which is not replaced, keeps the focus.
                if (is_another || is_nowhere()) && !is_in_dialog() {
                    restore(None);
                }
            },
            Duration::ZERO,
        );
    }

    /// A dialog was removed that was opened at `address` (path and query).
    pub(crate) fn closed(address: String) {
        set_timeout(
            move || {
                if is_nowhere() && !is_in_dialog() {
                    restore(Some(&address));
                }
            },
            Duration::ZERO,
        );
    }

    fn restore(dialog: Option<&str>) {
        let last = LAST.with_borrow(Clone::clone);
        // Browsers honour `autofocus` on page load only.
        let asked = || document().query_selector("main [autofocus]").ok().flatten().and_then(reachable);
        let target = asked()
            .or_else(|| last.and_then(|last| last.successor()))
            .or_else(|| link_to(dialog?))
            .or_else(|| document().get_element_by_id("main")?.dyn_into().ok());
        if let Some(target) = target {
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = target.focus_with_options(&options);
        }
    }

    /// Whether no element has the focus.
    fn is_nowhere() -> bool {
        document().active_element().is_none_or(|element| element.tag_name() == "BODY")
    }

    /// Whether an open dialog has the focus, or is about to receive it.
    fn is_in_dialog() -> bool {
        document().query_selector("dialog[open]").ok().flatten().is_some()
    }

    /// The first link on the page to `address`, compared as an absolute URL.
    fn link_to(address: &str) -> Option<HtmlElement> {
        let wanted = web_sys::Url::new_with_base(address, &document().base_uri().ok()??).ok()?.href();
        let links = document().query_selector_all("main a[href], .side a[href]").ok()?;
        (0..links.length())
            .filter_map(|index| links.get(index)?.dyn_into::<web_sys::HtmlAnchorElement>().ok())
            .filter(|link| link.href() == wanted)
            .find_map(|link| reachable(link.into()))
    }

    /// The element if it is visible, otherwise the button of the closed menu that contains it.
    fn reachable(element: Element) -> Option<HtmlElement> {
        let is_there = |element: &HtmlElement| element.get_client_rects().length() > 0;
        let menu = element.closest("[popover]").ok().flatten();
        let element: HtmlElement = element.dyn_into().ok()?;
        if is_there(&element) {
            return Some(element);
        }
        let opener = document().query_selector(&format!("[popovertarget='{}']", menu?.id())).ok()??;
        opener.dyn_into::<HtmlElement>().ok().filter(is_there)
    }

    /// The initial focus of a dialog: the invalid or `autofocus` element, else the first field, else the button that
    /// cancels.
    pub(crate) fn first_of(dialog: &Element) -> Option<HtmlElement> {
        ["[aria-invalid=true]", "[autofocus]", FIELD, ".dialog-foot a.btn:not(.grow)"]
            .into_iter()
            .find_map(|selector| dialog.query_selector(selector).ok().flatten())?
            .dyn_into()
            .ok()
    }

    const FIELD: &str = ".dialog-body :is(input:not([type=hidden], [readonly]), select, textarea)";
}
