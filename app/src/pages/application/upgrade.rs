//! `/applications/{sdkappid}/upgrade`: the order page. The URL holds the choice. **Confirm** posts the current choice
//! with the price that was shown, and the choice to which that price belongs.

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
