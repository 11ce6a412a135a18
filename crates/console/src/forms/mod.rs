//! Forms across requests: idempotency tokens, drafts of refused forms, and flash messages for the next page.

pub(crate) mod drafts;
pub(crate) mod flash;
pub(crate) mod submissions;
