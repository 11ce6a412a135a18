//! The page of `/account`.

use leptos::prelude::*;

use super::api::read_account;
use super::password::ChangePasswordCard;
use super::sessions::SessionsCard;
use crate::data::{page_data, show};
use crate::i18n::text::{account, frame};
use crate::shell::frame::{LanguageForm, Page, ThemeForm};
use crate::shell::preferences::{email, language};
use crate::ui::PageHead;

/// Password, sessions, language and theme of the signed-in person.
#[component]
pub(crate) fn AccountPage() -> AnyView {
    let page = page_data(|| (), |()| read_account());
    show(page, shown)
}

fn shown(page: domain::account::session::AccountPage) -> AnyView {
    let language = language();
    let lead = email().map(|email| account::lead(language, &email)).unwrap_or_default();
    view! {
        <Page title=account::title(language)>
            <PageHead title=account::title(language) lead/>
            <div class="stack">
                <section class="card" aria-labelledby="preferences">
                    <div class="card-head"><h2 id="preferences">{account::preferences(language)}</h2></div>
                    <dl class="facts">
                        <div><dt>{frame::language(language)}</dt><dd><LanguageForm/></dd></div>
                        <div><dt>{frame::theme(language)}</dt><dd><ThemeForm/></dd></div>
                    </dl>
                </section>
                <ChangePasswordCard/>
                <SessionsCard page/>
            </div>
        </Page>
    }
    .into_any()
}
