//! A page whose content cannot be shown, and the one way in which content is waited for.

use leptos::prelude::*;
use serde::de::DeserializeOwned;

use crate::failure::{Failed, Failure};
use crate::frame::Bare;
use crate::preferences::language;
use crate::reading::Loading;
use crate::site::{Fault, NotFoundPage};
use crate::text::site;
use crate::{address, browser};

/// Instead of the whole page: nobody is signed in (then it goes to **Sign in** and back), nothing is there, or
/// there was a fault. The status of the response says the same.
#[component]
pub(crate) fn FailureView(failure: Failure) -> AnyView {
    match failure.failed {
        Failed::SignedOut => {
            let sign_in = format!("/sign-in?next={}", address::escape(&address::here()));
            #[cfg(feature = "ssr")]
            crate::ssr::go(&sign_in);
            Effect::new(move |_| browser::load(&sign_in));
            ().into_any()
        }
        Failed::NotFound => view! { <NotFoundPage/> }.into_any(),
        _ => view! { <Bare title=site::fault_title(language()) centred=true><Fault failure/></Bare> }
            .into_any(),
    }
}

/// Shows what a resource holds, once it is there. While another one is fetched the old one stays.
pub(crate) fn loaded<T>(loading: Loading<T>, show: fn(T) -> AnyView) -> AnyView
where
    T: Clone + DeserializeOwned + Send + Sync + 'static,
{
    view! {
        <Transition fallback=|| ()>
            {move || {
                Suspend::new(async move {
                    match loading.content().await {
                        Ok(content) => show(content),
                        Err(failure) => view! { <FailureView failure/> }.into_any(),
                    }
                })
            }}
        </Transition>
    }
    .into_any()
}
