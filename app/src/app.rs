//! The root of the console: its routes, and the contexts that all pages share.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{ParentRoute, Redirect, Route, Router, Routes};
use leptos_router::path;
use leptos_router::{Lazy, SsrMode};

use crate::areas;
use crate::pages::applications::ListPage;
use crate::pages::auth::{CodePage, SetupPage, SignInPage};
use crate::pages::site::NotFoundPage;
use crate::shell::arrival::Arrival;
use crate::shell::frame::{Frame, PageFrame};
use crate::shell::preferences;
use crate::ui::{Changes, Flash, Toasts};

/// The root component.
///
/// Every route is rendered in one piece (`SsrMode::Async`): title, status and redirect are decided before the first
/// byte is sent, and the page is complete without scripts.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    preferences::provide();
    Toasts::provide();
    Changes::provide();
    // This makes the router keep the current page until the data of the next one has loaded.
    let (is_routing, set_is_routing) = signal(false);
    view! {
        <Title formatter=titled/>
        <Router set_is_routing>
            <Arrival is_routing/>
            <Routes fallback=|| view! { <Frame><NotFoundPage/></Frame> }>
                <Route path=path!("/") view=Home ssr=SsrMode::Async/>
                <Route path=path!("/setup") view=SetupPage ssr=SsrMode::Async/>
                <Route path=path!("/sign-in") view=SignInPage ssr=SsrMode::Async/>
                <Route path=path!("/join") view={Lazy::<areas::Join>::new()} ssr=SsrMode::Async/>
                <Route path=path!("/sign-in/code") view=CodePage ssr=SsrMode::Async/>
                <ParentRoute path=path!("") view=PageFrame ssr=SsrMode::Async>
                    <Route path=path!("/applications") view=ListPage/>
                    // Must precede the routes of an application: the first match wins.
                    <Route path=path!("/applications/import") view={Lazy::<areas::Import>::new()}/>
                    <Route path=path!("/applications/deleted") view={Lazy::<areas::Deleted>::new()}/>
                    <Route path=path!("/applications/:sdkappid") view={Lazy::<areas::Overview>::new()}/>
                    <Route path=path!("/applications/:sdkappid/usersig") view={Lazy::<areas::UserSig>::new()}/>
                    <Route path=path!("/applications/:sdkappid/upgrade") view={Lazy::<areas::Upgrade>::new()}/>
                    <Route path=path!("/applications/:sdkappid/push/access") view={Lazy::<areas::Access>::new()}/>
                    <Route path=path!("/applications/:sdkappid/push/records") view={Lazy::<areas::Records>::new()}/>
                    <Route path=path!("/applications/:sdkappid/push/records/:task_id") view={Lazy::<areas::PushRecord>::new()}/>
                    <Route path=path!("/billing") view={Lazy::<areas::Billing>::new()}/>
                    <Route path=path!("/billing/:number") view={Lazy::<areas::Invoice>::new()}/>
                    <Route path=path!("/members") view={Lazy::<areas::Members>::new()}/>
                    <Route path=path!("/audit") view={Lazy::<areas::Audit>::new()}/>
                    <Route path=path!("/account") view={Lazy::<areas::Account>::new()}/>
                    <Route path=path!("/account/authenticator") view={Lazy::<areas::Authenticator>::new()}/>
                    <Route path=path!("/account/passkey") view={Lazy::<areas::NewPasskey>::new()}/>
                    <Route path=path!("/account/recovery-codes") view={Lazy::<areas::RecoveryCodes>::new()}/>
                    <Route path=path!("/account/verify") view={Lazy::<areas::Verify>::new()}/>
                    <Route path=path!("/webhooks") view={Lazy::<areas::Webhooks>::new()}/>
                    <Route path=path!("/webhooks/new") view={Lazy::<areas::NewWebhook>::new()}/>
                    <Route path=path!("/webhooks/:number") view={Lazy::<areas::Webhook>::new()}/>
                    <Route path=path!("/tokens") view={Lazy::<areas::Tokens>::new()}/>
                    <Route path=path!("/pricing") view={Lazy::<areas::Pricing>::new()}/>
                    <Route path=path!("/resources") view={Lazy::<areas::Resources>::new()}/>
                    <Route path=path!("/support") view={Lazy::<areas::Support>::new()}/>
                    <Route path=path!("/support/new") view={Lazy::<areas::NewRequest>::new()}/>
                    <Route path=path!("/support/:number") view={Lazy::<areas::Request>::new()}/>
                </ParentRoute>
            </Routes>
            <Flash/>
        </Router>
    }
}

/// The document title, followed by the product's name. The server writes it between the tags verbatim, so it is escaped
/// there; the browser sets it as text.
fn titled(title: String) -> String {
    let title = format!("{title} · Chat Console");
    if cfg!(feature = "ssr") { title.replace('&', "&amp;").replace('<', "&lt;") } else { title }
}

/// `/`: redirects to Services.
#[component]
fn Home() -> impl IntoView {
    view! { <Redirect path="/applications"/> }
}
