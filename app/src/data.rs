//! The data of a page: the result of a server function, called in process while the server renders, and requested over
//! HTTP in the browser.

use leptos::prelude::*;
use leptos::serde_json;
use leptos::server::codee::{Decoder, Encoder};
use leptos::tachys::reactive_graph::OwnedView;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::failure::Failure;
use crate::ui::{Changes, FailureView};

/// A JSON codec that decodes from bytes, as server functions do, so that each type has one decoder only.
pub(crate) struct Json;

impl<T: Serialize> Encoder<T> for Json {
    type Encoded = String;
    type Error = serde_json::Error;

    fn encode(value: &T) -> Result<String, Self::Error> {
        serde_json::to_string(value)
    }
}

impl<T: DeserializeOwned> Decoder<T> for Json {
    type Encoded = str;
    type Error = serde_json::Error;

    fn decode(text: &str) -> Result<T, Self::Error> {
        serde_json::from_slice(text.as_bytes())
    }
}

/// The data of a page, or why it could not be loaded.
pub(crate) type PageData<T> = Resource<Result<T, Failure>, Json>;

/// Loads the data of a page, and reloads it when `source` changes and after each accepted form on the page.
pub(crate) fn page_data<S, T, F>(
    source: impl Fn() -> S + Send + Sync + 'static,
    read: impl Fn(S) -> F + Send + Sync + 'static,
) -> PageData<T>
where
    S: Clone + PartialEq + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Future<Output = Result<T, Failure>> + Send + 'static,
{
    Resource::new_with_options(move || (source(), Changes::count()), move |(source, _)| read(source), false)
}

/// Renders `data` once it has loaded, or the failure. The page does not change during a reload.
pub(crate) fn show<T, V>(data: PageData<T>, view: impl Fn(T) -> V + Copy + Send + Sync + 'static) -> AnyView
where
    T: Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    once_ready(move || async move {
        match data.await {
            Ok(content) => view(content).into_any(),
            Err(failure) => view! { <FailureView failure/> }.into_any(),
        }
    })
}

/// Renders the result of `view` once the data that it awaits has loaded. The previous content stays during a reload, and
/// stays alive: it is disposed of when the new content has replaced it.
///
/// It does not use `Suspense` or `Transition`: those also track data that is read without being awaited, for which the
/// server renders their children a second time only to find such reads.
pub(crate) fn once_ready<F>(view: impl Fn() -> F + Send + Sync + 'static) -> AnyView
where
    F: Future<Output = AnyView> + Send + 'static,
{
    let page = Owner::current().unwrap_or_default();
    let suspended = move || {
        // What the view creates belongs to neither the renderer nor the effect around this closure: that effect disposes
        // of what it owns as soon as a reload begins.
        let content = page.child();
        content.with(|| {
            let view = view();
            Suspend::new(async move { OwnedView::new(view.await) })
        })
    };
    suspended.into_any()
}
