//! The few operations that only a browser can perform. On the server each of them is a no-op, so components need not
//! distinguish the two.

#[cfg(feature = "hydrate")]
pub(crate) use real::*;
#[cfg(not(feature = "hydrate"))]
pub(crate) use server::*;

/// Marks a form request from this client, which shows the reasons for a refusal itself.
pub const CLIENT_HEADER: &str = "x-chat-console-client";

#[cfg(feature = "hydrate")]
mod real;
#[cfg(not(feature = "hydrate"))]
mod server;
