//! The page of `/account`.

use leptos::prelude::*;

use super::api::read_account;
use super::password::ChangePasswordCard;
use super::sessions::SessionsCard;
use crate::frame::{Frame, LanguageForm, Section, ThemeForm};
use crate::preferences::{email, language};
use crate::reading::resource;
use crate::text::{account, frame};
use crate::ui::{Changes, PageHead, loaded};

/// Who is signed in, where, and how they like it.
#[component]
pub(crate) fn AccountPage() -> AnyView {
    let page = resource!(read_account {}, again Changes::count());
    loaded(page, shown)
}

fn shown(page: domain::session::AccountPage) -> AnyView {
    let language = language();
    let lead = email().map(|email| account::lead(language, &email)).unwrap_or_default();
    view! {
        <Frame title=account::title(language) section=Section::Account>
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
        </Frame>
    }
    .into_any()
}
