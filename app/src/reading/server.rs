//! On the server: typed from end to end.

use leptos::prelude::*;
use leptos::serde_json;
use leptos::server::codee::{Decoder, Encoder};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Content;
use crate::failure::Failure;

/// JSON, as server functions answer it.
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

/// What is shown, once it is there.
pub(crate) struct Loading<T: Send + Sync + 'static>(Resource<Result<T, Failure>, Json>);

impl<T: Send + Sync + 'static> Clone for Loading<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Loading<T> {}

impl<T: Clone + Send + Sync + 'static> Loading<T> {
    /// Waits for it.
    pub(crate) async fn content(self) -> Result<T, Failure> {
        self.0.await
    }
}

/// Calls a server function once, in process.
pub(crate) fn on_server<T, F>(ask: impl Fn() -> F + Send + Sync + 'static) -> Loading<T>
where
    T: Content + Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Future<Output = Result<T, Failure>> + Send + 'static,
{
    let ask = StoredValue::new(ask);
    let fetch = move |()| {
        let answer = ask.with_value(|ask| ask());
        async move { answer.await.map(Content::put_here) }
    };
    Loading(Resource::new_with_options(|| (), fetch, false))
}
