//! The root of the console: its routes, and the contexts that all pages share.

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::SsrMode;
use leptos_router::components::{ParentRoute, Redirect, Route, Router, Routes};
use leptos_router::path;

use crate::pages::account::AccountPage;
use crate::pages::application::keys::ImportPage;
use crate::pages::application::overview::OverviewPage;
use crate::pages::application::push::AccessPage;
use crate::pages::application::records::{PushRecordPage, RecordsPage};
use crate::pages::application::upgrade::UpgradePage;
use crate::pages::application::usersig::UserSigPage;
use crate::pages::applications::ListPage;
use crate::pages::billing::{BillingPage, InvoicePage};
use crate::pages::deleted::DeletedPage;
use crate::pages::entrance::{SetupPage, SignInPage};
use crate::pages::site::{NotFoundPage, PricingPage, ResourcesPage, SupportPage};
use crate::pages::support::{NewRequestPage, RequestPage};
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
                <ParentRoute path=path!("") view=PageFrame ssr=SsrMode::Async>
                    <Route path=path!("/applications") view=ListPage/>
                    // Must precede the routes of an application: the first match wins.
                    <Route path=path!("/applications/import") view=ImportPage/>
                    <Route path=path!("/applications/deleted") view=DeletedPage/>
                    <Route path=path!("/applications/:sdkappid") view=OverviewPage/>
                    <Route path=path!("/applications/:sdkappid/usersig") view=UserSigPage/>
                    <Route path=path!("/applications/:sdkappid/upgrade") view=UpgradePage/>
                    <Route path=path!("/applications/:sdkappid/push/access") view=AccessPage/>
                    <Route path=path!("/applications/:sdkappid/push/records") view=RecordsPage/>
                    <Route path=path!("/applications/:sdkappid/push/records/:task_id") view=PushRecordPage/>
                    <Route path=path!("/billing") view=BillingPage/>
                    <Route path=path!("/billing/:number") view=InvoicePage/>
                    <Route path=path!("/account") view=AccountPage/>
                    <Route path=path!("/pricing") view=PricingPage/>
                    <Route path=path!("/resources") view=ResourcesPage/>
                    <Route path=path!("/support") view=SupportPage/>
                    <Route path=path!("/support/new") view=NewRequestPage/>
                    <Route path=path!("/support/:number") view=RequestPage/>
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
