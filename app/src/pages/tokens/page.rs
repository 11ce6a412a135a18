//! The page of `/tokens`.

use domain::account::token::TokensPage as Contents;
use leptos::prelude::*;

use super::api::read_tokens;
use super::create::CreateTokenCard;
use super::list::TokensCard;
use crate::address::{parameter, use_page_url};
use crate::data::{page_data, show};
use crate::i18n::text::tokens;
use crate::shell::frame::Page;
use crate::shell::preferences::language;
use crate::ui::{CopyTextButton, PageHead};

/// The new token, if one was just created; the form for another one; and the list.
#[component]
pub(crate) fn TokensPage() -> AnyView {
    let url = use_page_url();
    let reveal = Memo::new(move |_| url.with(|url| parameter(&url.search, "reveal")));
    let page = page_data(move || reveal.get(), read_tokens);
    show(page, shown)
}

fn shown(page: Contents) -> AnyView {
    let language = language();
    let token = page.shown.clone().map(|token| view! { <NewTokenCard token/> });
    view! {
        <Page title=tokens::title(language)>
            <PageHead title=tokens::title(language) lead=tokens::lead(language)/>
            <div class="stack">
                {token}
                <TokensCard page/>
                <CreateTokenCard/>
                <p><a href="/api/v1/docs" rel="external">{tokens::documentation(language)}</a></p>
            </div>
        </Page>
    }
    .into_any()
}

/// The secret of a new token, which can be selected or copied.
#[component]
fn NewTokenCard(token: String) -> AnyView {
    let language = language();
    view! {
        <section class="card" id="new-token" aria-labelledby="new-token-title">
            <div class="card-head">
                <h2 id="new-token-title">{tokens::shown_title(language)}</h2>
                <CopyTextButton label=tokens::copy(language) text=token.clone()/>
            </div>
            <div class="card-body">
                <p role="status">{tokens::shown_lead(language)}</p>
                <p class="secret full"><code class="key-text">{token}</code></p>
            </div>
        </section>
    }
    .into_any()
}
