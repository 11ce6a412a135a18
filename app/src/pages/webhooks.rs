//! `/webhooks`: endpoints, and the messages to them.

mod api;
mod dialogs;
mod endpoint;
mod form;
mod list;
mod messages;
mod names;
mod new;

pub(crate) use endpoint::EndpointPage;
pub(crate) use list::WebhooksPage;
pub(crate) use new::NewEndpointPage;
