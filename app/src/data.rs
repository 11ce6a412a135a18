//! What a page shows: the answer of a server function, read in process while the server renders the page, and by a
//! request in the browser.

use leptos::prelude::*;
use leptos::serde_json;
use leptos::server::codee::{Decoder, Encoder};
use leptos::tachys::reactive_graph::OwnedView;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::failure::Failure;
use crate::ui::{Changes, FailureView};

/// JSON, decoded from bytes as server functions decode it: one decoder for each type serves both.
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

/// The data of a page.
pub(crate) type PageData<T> = Resource<Result<T, Failure>, Json>;

/// Reads the data of a page: again when what `source` says changes, and after each form on the page that was accepted.
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

/// Shows `data` once it is there, or why it is not. While it is read again the page stays as it is.
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

/// Shows what `view` makes once the data that it awaits is there. While it awaits other data, what was shown stays.
///
/// There is no `Suspense` or `Transition` around it: these also find data that is read without being awaited, for
/// which the server makes all that is within them once more, only to look at it.
pub(crate) fn once_ready<F>(view: impl Fn() -> F + Send + Sync + 'static) -> AnyView
where
    F: Future<Output = AnyView> + Send + 'static,
{
    let suspended = move || {
        let view = view();
        // Parts of the view are made when it is rendered: in the context of the page, not of whoever renders it.
        Suspend::new(async move { OwnedView::new(view.await) })
    };
    suspended.into_any()
}
