//! Parts of a page that the server writes as HTML: they, and their words, are no part of the client.

use serde::{Deserialize, Serialize};

/// HTML that the server wrote.
///
/// On a page that the server renders it is there already, so it is not sent once more with what the page
/// brings along: the browser leaves what it finds. To a client that asks later it is sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Markup {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    sent: String,
    #[serde(skip)]
    here: String,
}

impl Markup {
    /// Out of a view, or of a string that is HTML already.
    #[cfg(feature = "ssr")]
    pub(crate) fn new(html: impl Into<String>) -> Self {
        Self { sent: html.into(), here: String::new() }
    }

    /// For the page that is being rendered.
    #[cfg(feature = "ssr")]
    #[must_use]
    pub(crate) fn put_here(self) -> Self {
        Self { here: self.sent, sent: String::new() }
    }

    /// For `inner_html`. Empty where the browser has to leave what it finds.
    pub(crate) fn html(self) -> String {
        if self.here.is_empty() { self.sent } else { self.here }
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use leptos::serde_json;

    use super::*;

    #[test]
    fn is_sent_where_it_is_not_there_already() {
        let markup = Markup::new("<p>");
        assert_eq!(serde_json::to_string(&markup).unwrap(), r#"{"sent":"<p>"}"#);
        let markup = markup.put_here();
        assert_eq!(serde_json::to_string(&markup).unwrap(), "{}");
        assert_eq!(markup.html(), "<p>");
        assert_eq!(serde_json::from_str::<Markup>("{}").unwrap().html(), "");
    }
}
