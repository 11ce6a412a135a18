//! What stays while pages change: the frame, the focus, the places of pages, and how somebody likes to see them.

pub(crate) mod arrival;
pub(crate) mod focus;
pub(crate) mod frame;
pub(crate) mod preferences;
pub(crate) mod scroll;
