//! Pages that anybody may read, and what is shown where there is nothing to read.

mod api;
mod lost;
mod pricing;
mod resources;
mod support;

pub(crate) use lost::{Fault, NotFoundPage};
pub(crate) use pricing::PricingPage;
pub(crate) use resources::ResourcesPage;
pub(crate) use support::SupportPage;
