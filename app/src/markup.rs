//! Parts of a page that the server writes as HTML.

use serde::{Deserialize, Serialize};

/// HTML that the server wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Markup(String);

impl Markup {
    /// Out of a view, or of a string that is HTML already.
    #[cfg(feature = "ssr")]
    pub(crate) fn new(html: impl Into<String>) -> Self {
        Self(html.into())
    }

    /// For `inner_html`.
    pub(crate) fn html(self) -> String {
        self.0
    }
}
