//! **Expiry calendar**: a URL that calendars subscribe to, and the same data as a file.

use leptos::prelude::*;

use super::query::AccessQuery;
use crate::browser;
use crate::i18n::text::{common, push};
use crate::routes::PagePath;
use crate::shell::preferences::language;
use crate::ui::{Dialog, Icon, Toasts};

/// The dialog. `address` contains the key that admits a calendar without a session.
#[component]
pub(super) fn CalendarDialog(address: String, query: Memo<AccessQuery>) -> AnyView {
    let language = language();
    let (toasts, copied) = (Toasts::of_page(), common::copied(language));
    let close = Signal::derive(move || query.get().base());
    let file = format!("{}/push/expiries.ics", PagePath::Application(query.get_untracked().sdkappid));
    let text = address.clone();
    view! {
        <Dialog title=push::calendar(language) lead=push::calendar_lead(language) close>
            <div class="dialog-body">
                <div class="field">
                    <label for="f-calendar">{push::calendar_address(language)}</label>
                    <div class="row nowrap">
                        <input class="input mono grow" id="f-calendar" readonly=true value=address autofocus=true aria-describedby="h-calendar"/>
                        <button type="button" class="btn copy-btn" on:click=move |_| browser::copy(&text, move || toasts.say(copied))>
                            <Icon name="copy"/>{push::copy(language)}
                        </button>
                    </div>
                    <p class="hint" id="h-calendar">{push::calendar_hint(language)}</p>
                </div>
            </div>
            <div class="dialog-foot">
                <a class="btn grow" href=file rel="external" download=""><Icon name="download"/>{push::download(language)}</a>
                <a class="btn" data-noscroll href=close>{common::close(language)}</a>
            </div>
        </Dialog>
    }
    .into_any()
}
