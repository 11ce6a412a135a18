//! How pages get what they show: a server function, called in process on the server and by a request of our
//! own in the browser. Both, and what a page brings along for the browser, are decoded by the same code.

use leptos::prelude::*;
use leptos::serde_json;
use leptos::server::codee::{Decoder, Encoder};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Calls a server function that reads, e.g. `read!(suggestions { q })`: its name, and its parameters by theirs.
macro_rules! read {
    ($function:ident { $($field:ident),* }) => {{
        #[cfg(feature = "ssr")]
        {
            $function($($field),*).await
        }
        #[cfg(not(feature = "ssr"))]
        {
            // The name has to be one: the client of the server function itself is not used.
            let _ = $function;
            $crate::browser::read(
                concat!("/rpc/", stringify!($function)),
                &[$((stringify!($field), &*$field)),*],
            )
            .await
        }
    }};
}

pub(crate) use read;

/// JSON, decoded as the answer of a server function is.
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

/// What a page shows, fetched anew when its source changes.
pub(crate) fn resource<S, T, F>(
    source: impl Fn() -> S + Send + Sync + 'static,
    fetch: impl Fn(S) -> F + Send + Sync + 'static,
) -> Resource<T, Json>
where
    S: Clone + PartialEq + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Future<Output = T> + Send + 'static,
{
    Resource::new_with_options(source, fetch, false)
}
