//! What a page does, as calls of the API: for whoever wants to have it done by a program.

use std::fmt;

use leptos::prelude::*;

use super::{Command, Icon};
use crate::address::with_query;
use crate::i18n::text::{as_code, tokens};
use crate::routes::PagePath;
use crate::shell::preferences::language;

/// A call of `/api/v1`, displayed as a command for `curl`.
pub(crate) struct ApiCall {
    method: &'static str,
    /// Below `/api/v1`, with the query.
    path: String,
    /// The version that an edit is based on.
    version: Option<i64>,
    /// JSON, as it stands between single quotes.
    body: Option<String>,
}

impl ApiCall {
    pub(crate) fn new(method: &'static str, path: impl Into<String>) -> Self {
        Self { method, path: path.into(), version: None, body: None }
    }

    /// With those of `parameters` that are not empty.
    pub(crate) fn with_query(mut self, parameters: &[(&str, String)]) -> Self {
        let given = parameters.iter().filter(|(_, value)| !value.is_empty());
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(given).finish();
        self.path = with_query(&self.path, &query);
        self
    }

    pub(crate) fn based_on(self, version: i64) -> Self {
        Self { version: Some(version), ..self }
    }

    /// `body` contains no single quote, except around what the shell puts in.
    pub(crate) fn with_body(self, body: impl Into<String>) -> Self {
        Self { body: Some(body.into()), ..self }
    }
}

impl fmt::Display for ApiCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { method, path, version, body } = self;
        f.write_str("curl ")?;
        if *method != "GET" {
            write!(f, "-X {method} ")?;
        }
        write!(f, "\"$CONSOLE/api/v1{path}\" \\\n  -H \"Authorization: Bearer $CHAT_CONSOLE_TOKEN\"")?;
        if let Some(version) = version {
            write!(f, " \\\n  -H 'If-Match: \"{version}\"'")?;
        }
        if let Some(body) = body {
            write!(f, " \\\n  -H 'Content-Type: application/json' \\\n  -d '{body}'")?;
        }
        Ok(())
    }
}

/// The calls, folded up, each with its name; once on a page.
#[component]
pub(crate) fn ShowAsCode(calls: Vec<(&'static str, ApiCall)>) -> AnyView {
    let language = language();
    let commands = calls.into_iter().enumerate().map(|(index, (name, call))| {
        let id = format!("call-{index}");
        view! {
            <div class="snippet">
                <p><b id=id.clone()>{name}</b></p>
                <Command text=call.to_string() name=id/>
            </div>
        }
    });
    let commands = commands.collect_view();
    view! {
        <details class="fold as-code">
            <summary><Icon name="right" small=true/>{as_code::show(language)}</summary>
            <div class="stack">
                <p class="small soft">
                    {as_code::lead(language)}" "
                    <a href=PagePath::Tokens.to_string()>{tokens::title(language)}</a>" · "
                    <a href="/api/v1/docs" rel="external">{as_code::all(language)}</a>
                </p>
                {commands}
            </div>
        </details>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_is_a_command() {
        assert_eq!(
            ApiCall::new("GET", "/applications").to_string(),
            "curl \"$CONSOLE/api/v1/applications\" \\\n  -H \"Authorization: Bearer $CHAT_CONSOLE_TOKEN\""
        );
        let filter = [("q", "Kim's \"$HOME\"".to_owned()), ("status", String::new())];
        assert_eq!(
            ApiCall::new("GET", "/audit").with_query(&filter).to_string(),
            "curl \"$CONSOLE/api/v1/audit?q=Kim%27s+%22%24HOME%22\" \\\n  \
             -H \"Authorization: Bearer $CHAT_CONSOLE_TOKEN\""
        );
        let edit = ApiCall::new("PATCH", "/applications/7").based_on(3).with_body(r#"{"name": "Orbit"}"#);
        assert_eq!(
            edit.to_string(),
            "curl -X PATCH \"$CONSOLE/api/v1/applications/7\" \\\n  \
             -H \"Authorization: Bearer $CHAT_CONSOLE_TOKEN\" \\\n  -H 'If-Match: \"3\"' \\\n  \
             -H 'Content-Type: application/json' \\\n  -d '{\"name\": \"Orbit\"}'"
        );
    }
}
