//! Public pages, and the error pages.

mod api;
mod fault;
mod pricing;
mod resources;
mod support;

pub(crate) use fault::{Fault, NotFoundPage};
pub(crate) use pricing::PricingPage;
pub(crate) use resources::ResourcesPage;
pub(crate) use support::SupportPage;
