//! The card **Key**: hidden until requested, shown once, hidden again.

use std::time::Duration;

use domain::account::permission::Permission;
use domain::application::ApplicationDetail;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::api::ShowKey;
use crate::browser;
use crate::i18n::text::{common, overview};
use crate::pages::application::keys::KeyUses;
use crate::routes::PagePath;
use crate::shell::preferences::language;
use crate::ui::{DisabledButton, ErrorSummary, Icon, Permitted, Post, PostForm, Reason, Toasts};

/// How long the key is shown.
const SHOWN: Duration = Duration::from_secs(30);

/// The keys of the application. Their secret is in the response to **Show Key** only.
#[component]
pub(super) fn Key(
    detail: ApplicationDetail,
    /// Whether a dialog is open over the page.
    has_dialog: bool,
) -> AnyView {
    let language = language();
    let facts = detail.key;
    let sdkappid = detail.application.sdkappid;
    let hide = PagePath::Application(sdkappid).to_string();
    let secret = match detail.revealed {
        Some(key) => {
            hide_later(hide.clone());
            view! { <RevealedKey key hide/> }.into_any()
        }
        None => view! { <Hidden sdkappid/> }.into_any(),
    };
    view! {
        <section class="card" id="key" aria-labelledby="key-title">
            <div class="card-head">
                <h2 id="key-title">{overview::key(language)}</h2>
                <span class="tag">{facts.algorithm.label()}</span>
            </div>
            <div class="card-body"><p class="small soft">{overview::key_warning(language)}</p></div>
            <div class="key-row">
                <h3>
                    {overview::key_number(language, facts.version)}" "
                    <span class="tag on">{overview::current(language)}</span>
                </h3>
                {secret}
            </div>
            <KeyUses sdkappid keys=detail.keys now=detail.at.now has_dialog/>
        </section>
    }
    .into_any()
}

/// The hidden key: dots, and **Show Key**.
#[component]
fn Hidden(sdkappid: domain::application::sdkappid::Sdkappid) -> AnyView {
    let language = language();
    let show = Post::to(ShowKey::PATH);
    let failure = show.failure;
    view! {
        <div class="acts">
            <Permitted permission=Permission::ShowKeys label=overview::show_key(language) icon="eye">
                <PostForm post=show>
                    <input type="hidden" name="sdkappid" value=sdkappid.to_string()/>
                    <button class="btn sm" type="submit" id="key-toggle"><Icon name="eye"/>{overview::show_key(language)}</button>
                </PostForm>
            </Permitted>
            <DisabledButton label=overview::copy(language) icon="copy" reason_id="why-copy"/>
        </div>
        <p class="secret full">
            <span class="mask" aria-hidden="true">"••••••••••••••••••••••••••••••••"</span>
            <span class="sr">{overview::hidden(language)}</span>
        </p>
        <p class="full"><Reason id="why-copy">{overview::show_first(language)}</Reason></p>
        <div class="full"><ErrorSummary failure/></div>
    }
    .into_any()
}

/// The key itself, which can be selected or copied.
#[component]
fn RevealedKey(key: String, hide: String) -> AnyView {
    let language = language();
    let (toasts, copied) = (Toasts::of_page(), common::copied(language));
    let text = key.clone();
    // It is hidden again only if scripts run.
    let hidden_later = RwSignal::new(false);
    Effect::new(move |_| hidden_later.set(true));
    let said = move || {
        if hidden_later.get() { overview::shown_shortly(language) } else { overview::shown(language) }
    };
    view! {
        <div class="acts">
            <a class="btn sm" id="key-toggle" data-noscroll href=hide><Icon name="eye-off"/>{overview::hide_key(language)}</a>
            <button type="button" class="btn sm copy-btn" on:click=move |_| browser::copy(&text, move || toasts.say(copied))>
                <Icon name="copy"/>
                {overview::copy(language)}
            </button>
        </div>
        <p class="secret full"><code class="key-text">{key}</code></p>
        <p class="reason full" role="status"><Icon name="clock" small=true/>{said}</p>
    }
    .into_any()
}

/// Leaves the page that shows the key after [`SHOWN`]. Without scripts it stays until the person leaves it.
fn hide_later(hide: String) {
    let navigate = use_navigate();
    Effect::new(move |_| {
        let (navigate, hide) = (navigate.clone(), hide.clone());
        let leave = move || {
            navigate(&hide, NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
        };
        if let Ok(timer) = set_timeout_with_handle(leave, SHOWN) {
            on_cleanup(move || timer.clear());
        }
    });
}
