//! Pages that the server writes whole.
//!
//! The browser puts the frame around them and leaves the rest as it is: their forms are posted and their
//! links followed as without scripts, which costs the client nothing however many such pages there are
//! (`docs/adr/0004-written-pages.md`).

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use crate::address::use_page_url;
use crate::browser;
use crate::data::{page_data, show};
use crate::failure::Failure;
use crate::frame::Page;
use crate::markup::Markup;
use crate::ui::{Dialog, copy_from};

#[cfg(feature = "ssr")]
pub(crate) mod routes;

/// One page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// The title of the document.
    pub title: String,
    /// What is inside the frame.
    pub content: Markup,
    /// What lies over it.
    pub dialog: Option<WrittenDialog>,
}

/// A dialog over a page: its heading, and the rest as the server wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenDialog {
    /// The question.
    pub title: String,
    /// What it is about.
    pub lead: String,
    /// The address of the page without it.
    pub close: String,
    /// A form of `.dialog-body` and `.dialog-foot`.
    pub content: Markup,
}

/// The page of an address of this console.
#[server(endpoint = "written_page", input = GetUrl)]
pub async fn written_page(
    #[server(default)] path: String,
    #[server(default)] query: String,
) -> Result<Written, Failure> {
    routes::write(&path, &query).await
}

/// Whatever page the address names.
#[component]
pub(crate) fn WrittenPage() -> AnyView {
    let url = use_page_url();
    let page = page_data(move || url.get(), |url| written_page(url.path, url.search));
    show(page, shown)
}

fn shown(page: Written) -> AnyView {
    let inert = page.dialog.is_some();
    let dialog = page.dialog.map(|dialog| view! { <Over dialog/> }.into_any());
    view! {
        <Page title=page.title dialog inert=Signal::stored(inert)>
            <div data-written="page" inner_html=page.content.html() on:click=copy_from() on:change=|event| browser::look(&event)></div>
        </Page>
    }
    .into_any()
}

/// A dialog that the server wrote.
#[component]
pub(crate) fn Over(dialog: WrittenDialog) -> AnyView {
    view! {
        <Dialog title=dialog.title lead=dialog.lead close=dialog.close>
            <div data-written="dialog" inner_html=dialog.content.html() on:change=|event| browser::look(&event) on:input=|event| browser::look_while_typing(&event)></div>
        </Dialog>
    }
    .into_any()
}
