//! The order page: the controls, the price beside them, and the comparison of the editions below.

use domain::account::permission::Permission;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::{OrderData, PlaceOrder, read_order};
use super::controls::Controls;
use super::form::OrderForm;
use super::review;
use super::summary::Summary;
use crate::address::use_page_url;
use crate::data::{page_data, show};
use crate::failure::{Failure, FailureKind};
use crate::i18n::text::{as_code, money};
use crate::pages::application::editions;
use crate::routes::PagePath;
use crate::shell::frame::Page;
use crate::shell::preferences::language;
use crate::ui::{ApiCall, ForbiddenReasons, Icon, PageHead, Post, PostForm, ShowAsCode};

/// What the API is asked the price of.
const CHOICE: &str = r#"{"edition": "standard", "months": 1}"#;

/// The page **Renewal/Upgrade**.
#[component]
pub(crate) fn UpgradePage() -> AnyView {
    let url = use_page_url();
    let sdkappid =
        Memo::new(move |_| url.with(|url| PagePath::parse(&url.path)).and_then(PagePath::application));
    let query = Memo::new(move |_| url.with(|url| url.search.clone()));
    let order = page_data(
        move || (sdkappid.get(), query.get()),
        async move |(sdkappid, query)| match sdkappid {
            Some(sdkappid) => read_order(sdkappid, query).await,
            None => Err(Failure::new(FailureKind::NotFound)),
        },
    );
    show(order, move |order| page(order, &query.get_untracked()))
}

/// The page for a URL with that query.
fn page(data: OrderData, query: &str) -> AnyView {
    let language = language();
    let post = Post::to(PlaceOrder::PATH);
    if let (None, Some(failure)) = (post.failure.get_untracked(), review::of_address(query)) {
        post.failure.set(Some(failure));
    }
    let form = OrderForm::new(&data, post);
    let data = Arc::new(data);
    let (sdkappid, title) = (data.sdkappid, money::order_title(language, data.name.as_str()));
    let table = editions::table(&data.catalogue, language, |edition| {
        editions::price(&data.catalogue, edition, Some(data.currency), language)
    });
    let path = format!("/applications/{sdkappid}");
    let calls = vec![
        (as_code::see_package(language), ApiCall::new("GET", format!("{path}/package"))),
        (as_code::quote(language), ApiCall::new("POST", format!("{path}/quotes")).with_body(CHOICE)),
    ];
    view! {
        <Page title=title.clone()>
            <PageHead title lead=money::order_lead(language)>
                <a class="btn" href=PagePath::Application(sdkappid).to_string()>
                    <Icon name="overview"/>{money::application(language)}
                </a>
            </PageHead>
            <ForbiddenReasons permissions=&[Permission::OrderPackages]/>
            <div class="stack">
                // One form, so that the current choice is what is confirmed.
                <PostForm post class="with-aside">
                    <input type="hidden" name="sdkappid" value=sdkappid.to_string()/>
                    <Controls data=data.clone() form/>
                    <Summary data=data.clone() form/>
                </PostForm>
                {table}
                <ShowAsCode calls/>
            </div>
        </Page>
    }
    .into_any()
}
