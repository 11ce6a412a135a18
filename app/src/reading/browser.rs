//! In the browser: text until it is shown.

use std::convert::Infallible;
use std::marker::PhantomData;

use leptos::prelude::*;
use leptos::serde_json;
use leptos::server::codee::{Decoder, Encoder};
use serde::de::DeserializeOwned;

use crate::browser;
use crate::failure::{Failed, Failure};

/// A `Result` of what a page shows, as JSON.
#[derive(Debug, Clone)]
pub(crate) struct Held(String);

impl Held {
    fn content<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        serde_json::from_slice(self.0.as_bytes()).unwrap_or_else(|_| Err(Failure::new(Failed::Internal)))
    }
}

/// Takes the text as it is.
pub(crate) struct Text;

impl Encoder<Held> for Text {
    type Encoded = String;
    type Error = Infallible;

    fn encode(held: &Held) -> Result<String, Infallible> {
        Ok(held.0.clone())
    }
}

impl Decoder<Held> for Text {
    type Encoded = str;
    type Error = Infallible;

    fn decode(text: &str) -> Result<Held, Infallible> {
        Ok(Held(text.to_owned()))
    }
}

/// What is shown, once it is there.
pub(crate) struct Loading<T> {
    held: Resource<Held, Text>,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Loading<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Loading<T> {}

impl<T: DeserializeOwned> Loading<T> {
    /// Waits for it.
    pub(crate) async fn content(self) -> Result<T, Failure> {
        self.held.await.content()
    }
}

/// What the address of `address` answers, asked anew when it changes; where there is none, the answer is that
/// there is nothing.
pub(crate) fn in_browser<T>(address: Box<dyn Fn() -> Option<String> + Send + Sync>) -> Loading<T> {
    Loading { held: hold(address), kind: PhantomData }
}

fn hold(address: Box<dyn Fn() -> Option<String> + Send + Sync>) -> Resource<Held, Text> {
    let fetch = |address: Option<String>| async move {
        Held(match address {
            Some(address) => browser::read(address).await,
            None => r#"{"Ok":null}"#.into(),
        })
    };
    Resource::new_with_options(address, fetch, false)
}

/// Asks a server function once.
pub(crate) async fn ask<T: DeserializeOwned>(
    function: &str,
    fields: &[(&str, String)],
) -> Result<T, Failure> {
    Held(browser::read(browser::address(function, fields, "")).await).content()
}
