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
#[cfg(feature = "ssr")]
pub(crate) use pricing::page as pricing_page;
#[cfg(feature = "ssr")]
pub(crate) use resources::page as resources_page;
