//! The page of `/account`.

use leptos::prelude::*;

use super::api::read_account;
use super::passkeys::{PasskeyDialog, PasskeysCard, dialog_view};
use super::password::ChangePasswordCard;
use super::second_factor::{REMOVE, RemoveDialog, SecondFactorCard};
use super::sessions::SessionsCard;
use crate::address::{parameter, use_page_url};
use crate::data::{page_data, show};
use crate::i18n::text::{account, frame, tokens};
use crate::routes::PagePath;
use crate::shell::frame::{LanguageForm, Page, ThemeForm};
use crate::shell::preferences::{email, language};
use crate::ui::{Icon, PageHead};

/// Password, second factors, sessions, language and theme of the signed-in person.
#[component]
pub(crate) fn AccountPage() -> AnyView {
    let page = page_data(|| (), |()| read_account());
    let url = use_page_url();
    let dialog = Memo::new(move |_| url.with(|url| parameter(&url.search, "dialog")));
    show(page, move |page| shown(page, dialog))
}

fn shown(page: domain::account::session::AccountPage, dialog: Memo<String>) -> AnyView {
    let language = language();
    let can_remove = page.second_factors.authenticator.is_some();
    let is_removing = Memo::new(move |_| can_remove && dialog.with(|dialog| dialog == REMOVE));
    let passkeys = StoredValue::new(page.second_factors.passkeys.clone());
    let passkey_dialog = Memo::new(move |_| {
        dialog.with(|dialog| passkeys.with_value(|passkeys| PasskeyDialog::parse(dialog, passkeys)))
    });
    let is_inert = Memo::new(move |_| is_removing.get() || passkey_dialog.with(Option::is_some));
    let dialog = move || match passkey_dialog.get() {
        Some(dialog) => Some(dialog_view(dialog)),
        None => is_removing.get().then(|| view! { <RemoveDialog/> }.into_any()),
    };
    let lead = email().map(|email| account::lead(language, &email)).unwrap_or_default();
    view! {
        <Page title=account::title(language) dialog=Some(dialog.into_any()) inert=is_inert>
            <PageHead title=account::title(language) lead>
                <a class="btn" href=PagePath::Tokens.to_string()><Icon name="key"/>{tokens::title(language)}</a>
            </PageHead>
            <div class="stack">
                <section class="card" aria-labelledby="preferences">
                    <div class="card-head"><h2 id="preferences">{account::preferences(language)}</h2></div>
                    <dl class="facts">
                        <div><dt>{frame::language(language)}</dt><dd><LanguageForm/></dd></div>
                        <div><dt>{frame::theme(language)}</dt><dd><ThemeForm/></dd></div>
                    </dl>
                </section>
                {page.has_password.then(|| view! { <ChangePasswordCard/> })}
                <PasskeysCard now=page.now factors=page.second_factors.clone()/>
                <SecondFactorCard now=page.now factors=page.second_factors.clone()/>
                <SessionsCard page/>
            </div>
        </Page>
    }
    .into_any()
}
