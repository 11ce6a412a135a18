//! The few things that only a browser can do. On the server each of them does nothing, so that components
//! need not tell the two apart.

#[cfg(feature = "hydrate")]
pub(crate) use real::*;
#[cfg(not(feature = "hydrate"))]
pub(crate) use server::*;

/// Says that a form was sent by this client, which shows by itself why it is refused.
pub const CLIENT_HEADER: &str = "x-chat-console-client";

#[cfg(feature = "hydrate")]
mod real;
#[cfg(not(feature = "hydrate"))]
mod server;
