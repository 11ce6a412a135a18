//! `/applications/{sdkappid}/upgrade`: the order page. What is chosen stands in the address. **Confirm** posts
//! what is chosen now with the price that was shown, and the choice that it was shown for.

mod api;
#[cfg(feature = "ssr")]
mod choice;
mod controls;
mod form;
mod line;
mod page;
mod refusal;
mod review;
mod summary;

pub(crate) use line::{line_text, months_text};
pub(crate) use page::UpgradePage;
pub(crate) use refusal::refusal_text;
