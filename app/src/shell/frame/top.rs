//! The top bar: brand, application selector, site, account.

use leptos::prelude::*;

use super::account_menu::AccountMenu;
use super::api::ApplicationHeader;
use super::palette::PaletteButton;
use crate::i18n::text::frame;
use crate::pages::applications::Selector;
use crate::shell::preferences::{email, language};
use crate::ui::Icon;

/// The content of the top bar. `menu`: whether there is a side navigation that small screens open from here.
/// `signed_out`: whether the page itself is for sign-in or set-up.
#[component]
pub(super) fn TopBar(
    application: Option<ApplicationHeader>,
    menu: bool,
    #[prop(optional)] signed_out: bool,
) -> AnyView {
    let language = language();
    let selector =
        application.map(|ApplicationHeader { sdkappid, name, .. }| view! { <Selector sdkappid name/> });
    let jump = menu.then(|| view! { <PaletteButton/> });
    let menu = menu.then(|| {
        view! {
            <button type="button" class="icon-btn menu-open" popovertarget="side" aria-label=frame::menu(language)>
                <Icon name="menu"/>
            </button>
        }
    });
    let account = match email() {
        Some(email) => view! { <AccountMenu email/> }.into_any(),
        None if signed_out => ().into_any(),
        None => view! { <a class="btn sm" href="/sign-in" rel="external">{frame::sign_in(language)}</a> }
            .into_any(),
    };
    view! {
        {menu}
            <a class="brand" href="/applications">
                <svg class="icon s20" aria-hidden="true"><use href=crate::ui::symbol("brand")></use></svg>
                "Chat Console"
            </a>
            {selector}
            <div class="top-end">
                {jump}
                <nav class="top-nav" aria-label=frame::site(language)><SiteLinks/></nav>
                {account}
            </div>
    }
    .into_any()
}

/// The site navigation: Services, Pricing, Resources, Technical support.
#[component]
pub(super) fn SiteLinks() -> impl IntoView {
    let language = language();
    view! {
        <ul>
            <li><a href="/applications">{frame::services(language)}</a></li>
            <li><a href="/pricing">{frame::pricing(language)}</a></li>
            <li><a href="/resources">{frame::resources(language)}</a></li>
            <li><a href="/support">{frame::support(language)}</a></li>
        </ul>
    }
}
