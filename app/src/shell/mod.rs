//! What stays across pages: the frame, the focus, scroll positions, and the viewer's preferences.

pub(crate) mod arrival;
pub(crate) mod focus;
pub(crate) mod frame;
pub(crate) mod preferences;
pub(crate) mod scroll;
