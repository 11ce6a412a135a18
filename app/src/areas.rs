//! The client in parts: an area is the code of some pages, loaded when one of them is first opened. What is not listed
//! here is in the client from the start.

use std::future::{Future, pending};

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use leptos_router::LazyRoute;
use leptos_router::hooks::use_location;

use crate::browser;
use crate::pages::account::{AccountPage, AuthenticatorPage, NewPasskeyPage, RecoveryCodesPage, VerifyPage};
use crate::pages::application::keys::ImportPage;
use crate::pages::application::overview::OverviewPage;
use crate::pages::application::push::AccessPage;
use crate::pages::application::records::{PushRecordPage, RecordsPage};
use crate::pages::application::upgrade::UpgradePage;
use crate::pages::application::usersig::UserSigPage;
use crate::pages::audit::AuditPage;
use crate::pages::auth::JoinPage;
use crate::pages::billing::{BillingPage, InvoicePage};
use crate::pages::deleted::DeletedPage;
use crate::pages::members::MembersPage;
use crate::pages::site::{PricingPage, ResourcesPage, SupportPage};
use crate::pages::support::{NewRequestPage, RequestPage};
use crate::pages::tokens::TokensPage;
use crate::pages::webhooks::{EndpointPage, NewEndpointPage, WebhooksPage};

/// Declares areas: for each its name, the function that loads it, the enum of its pages, and the routes with the pages
/// that they show.
macro_rules! areas {
    ($($area:ident($load:ident, $pages:ident) { $($route:ident => $page:ident),+ $(,)? })+) => {
        $(
            enum $pages { $($route),+ }

            #[wasm_split($area, wasm_split_path = leptos::wasm_split, fallible, preload($load))]
            fn $area(page: $pages) -> Result<AnyView, SplitLoaderError> {
                Ok(match page { $($pages::$route => view! { <$page/> }.into_any()),+ })
            }

            $(
                pub(crate) struct $route;

                impl LazyRoute for $route {
                    fn data() -> Self {
                        Self
                    }

                    async fn preload() {
                        or_leave($load()).await;
                    }

                    async fn view(_: Self) -> AnyView {
                        #[cfg(feature = "ssr")]
                        crate::ssr::client::needs(stringify!($area));
                        or_leave($area($pages::$route)).await
                    }
                }
            )+
        )+

        /// Loads the area that the page of this document needs, if any. The client can hydrate the page afterwards.
        #[cfg(feature = "hydrate")]
        pub async fn prepare() -> Result<(), SplitLoaderError> {
            match browser::area().as_deref() {
                $(Some(area) if area == stringify!($area) => $load().await,)+
                _ => Ok(()),
            }
        }
    };
}

// Four, because code that areas share is a file of its own for each set of areas that share it: of four areas a page
// needs at most eight files, of five it would need up to sixteen.
areas! {
    application(load_application, ApplicationPages) {
        Overview => OverviewPage,
        Import => ImportPage,
    }
    push(load_push, PushPages) {
        Access => AccessPage,
        Records => RecordsPage,
        PushRecord => PushRecordPage,
    }
    other(load_other, OtherPages) {
        UserSig => UserSigPage,
        Upgrade => UpgradePage,
        Pricing => PricingPage,
        Billing => BillingPage,
        Invoice => InvoicePage,
        Support => SupportPage,
        NewRequest => NewRequestPage,
        Request => RequestPage,
        Resources => ResourcesPage,
        Deleted => DeletedPage,
    }
    account(load_account, AccountPages) {
        Members => MembersPage,
        Join => JoinPage,
        Audit => AuditPage,
        Account => AccountPage,
        Authenticator => AuthenticatorPage,
        NewPasskey => NewPasskeyPage,
        RecoveryCodes => RecoveryCodesPage,
        Verify => VerifyPage,
        Tokens => TokensPage,
        Webhooks => WebhooksPage,
        NewWebhook => NewEndpointPage,
        Webhook => EndpointPage,
    }
}

/// Waits for an area. If it cannot be loaded, for want of a connection or because a later release has replaced it, the
/// browser loads the page that was asked for; this one stays until then.
async fn or_leave<T>(loaded: impl Future<Output = Result<T, SplitLoaderError>>) -> T {
    if let Ok(loaded) = loaded.await {
        return loaded;
    }
    let location = use_location();
    let path = location.pathname.get_untracked();
    let address = crate::with_query(&path, &location.search.get_untracked());
    browser::leave(&[address, location.hash.get_untracked()].concat());
    pending().await
}
