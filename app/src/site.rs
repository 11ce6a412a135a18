//! Pages that anybody may read, and what is shown where there is nothing to read.

mod guides;
mod lost;
#[cfg(feature = "ssr")]
mod pricing;
#[cfg(feature = "ssr")]
mod resources;
#[cfg(feature = "ssr")]
mod support;

pub(crate) use guides::{PricingPage, ResourcesPage, SupportPage};
pub(crate) use lost::{Fault, NotFoundPage};
