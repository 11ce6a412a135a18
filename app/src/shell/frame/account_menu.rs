//! The account menu of the signed-in person: account, language, theme, sign out.

use std::sync::Arc;

use leptos::prelude::*;

use super::preferences_form::{LanguageForm, ThemeForm};
use crate::i18n::text::{frame, tokens};
use crate::shell::preferences::language;
use crate::ui::Icon;

/// The first letter of the e-mail address in a circle; the menu opens below it, even without scripts.
#[component]
pub(super) fn AccountMenu(email: Arc<str>) -> impl IntoView {
    let language = language();
    let initial: String = email.chars().take(1).flat_map(char::to_uppercase).collect();
    view! {
        <button type="button" class="icon-btn" popovertarget="account-menu" aria-label=frame::account_of(language, &email)>
            <span class="avatar" aria-hidden="true">{initial}</span>
        </button>
        <div class="menu account-menu" id="account-menu" popover>
            <p class="menu-title">{email.to_string()}</p>
            <ul>
                <li><a href="/account"><Icon name="user"/><span>{frame::account(language)}</span></a></li>
                <li><a href="/tokens"><Icon name="key"/><span>{tokens::title(language)}</span></a></li>
            </ul>
            <div class="menu-group"><LanguageForm/></div>
            <div class="menu-group"><ThemeForm/></div>
            <form class="menu-end" method="post" action="/rpc/sign_out">
                <button type="submit"><Icon name="out"/><span>{frame::sign_out(language)}</span></button>
            </form>
        </div>
    }
}
