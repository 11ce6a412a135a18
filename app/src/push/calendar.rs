//! **Expiry calendar**: an address that calendars subscribe to, and the same as a file.

use domain::language::Language;
use leptos::prelude::*;

use super::page::Asked;
use crate::markup::Markup;
use crate::ssr;
use crate::text::{push as words, words as common};
use crate::ui::Icon;
use crate::written::WrittenDialog;

/// The dialog; `key` lets a calendar in that has no session.
pub(super) fn dialog(asked: &Asked, key: &str, language: Language) -> WrittenDialog {
    let (path, close) = (format!("/applications/{}/push/expiries.ics", asked.sdkappid), asked.base());
    let address = format!("{}{path}?key={key}", ssr::address());
    ssr::shows_secret();
    let content = view! {
        <div class="dialog-body">
            <div class="field">
                <label for="f-calendar">{words::calendar_address(language)}</label>
                <div class="row nowrap">
                    <input class="input mono grow" id="f-calendar" readonly="" value=address.clone() autofocus=true aria-describedby="h-calendar"/>
                    <button type="button" class="btn copy-btn" data-copy=address><Icon name="copy"/>{words::copy(language)}</button>
                </div>
                <p class="hint" id="h-calendar">{words::calendar_hint(language)}</p>
            </div>
        </div>
        <div class="dialog-foot">
            <a class="btn grow" href=path rel="external" download=""><Icon name="download"/>{words::download(language)}</a>
            <a class="btn" data-noscroll="" href=close.clone()>{common::close(language)}</a>
        </div>
    };
    WrittenDialog {
        title: words::calendar(language).to_owned(),
        lead: words::calendar_lead(language).to_owned(),
        close,
        content: Markup::new(content.to_html()),
    }
}
