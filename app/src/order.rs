//! `/applications/{sdkappid}/upgrade`: the order page. What is chosen stands in the address. **Confirm** posts
//! what is chosen now with the price that was shown, and the choice that it was shown for. Written by the server alone.

#[cfg(feature = "ssr")]
mod actions;
#[cfg(feature = "ssr")]
mod choice;
mod line;
#[cfg(feature = "ssr")]
mod page;
mod refusal;
#[cfg(feature = "ssr")]
mod review;
#[cfg(feature = "ssr")]
mod summary;

pub(crate) use line::{line_text, months_text};
#[cfg(feature = "ssr")]
pub(crate) use page::page;
pub(crate) use refusal::refusal_text;
