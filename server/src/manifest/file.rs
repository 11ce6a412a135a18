//! The file: TOML, read strictly. What is wrong is said with line and column, all at once as far as possible.

use std::collections::BTreeMap;
use std::path::Path;

use domain::time::Timestamp;
use serde::Deserialize;
use toml::{Spanned, Value};

use super::fault::{Fault, Faults, Position};
use super::secret::Outside;
use super::{Manifest, ManifestError, VERSION, application, member, webhook};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: Spanned<u32>,
    #[serde(default)]
    applications: Vec<Spanned<ApplicationTable>>,
    #[serde(default)]
    members: Vec<Spanned<MemberTable>>,
    #[serde(default)]
    webhooks: Vec<Spanned<WebhookTable>>,
}

/// `[[applications]]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ApplicationTable {
    pub sdkappid: Option<Spanned<u32>>,
    pub name: Spanned<String>,
    pub description: Option<Spanned<String>>,
    pub region: Spanned<String>,
    pub status: Option<Spanned<String>>,
    #[serde(default)]
    pub certificates: Vec<Spanned<CertificateTable>>,
}

/// `[[members]]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MemberTable {
    pub email: Spanned<String>,
    pub role: Spanned<String>,
    pub applications: Option<Spanned<Vec<Value>>>,
}

/// `[[webhooks]]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WebhookTable {
    pub id: Option<Spanned<i64>>,
    pub url: Spanned<String>,
    pub description: Option<Spanned<String>>,
    pub application: Option<Spanned<Value>>,
    pub events: Spanned<Vec<String>>,
    pub status: Option<Spanned<String>>,
}

/// `[[applications.certificates]]`. Which keys it may have depends on the platform.
pub(super) type CertificateTable = BTreeMap<Spanned<String>, Spanned<Value>>;

/// See [`Manifest::read`].
pub(super) fn read(
    path: &Path,
    environment: &dyn Fn(&str) -> Option<String>,
    now: Timestamp,
) -> Result<Manifest, ManifestError> {
    let text = std::fs::read_to_string(path)
        .map_err(|cause| ManifestError::Unreadable { path: path.to_owned(), cause })?;
    let folder = path.parent().unwrap_or(Path::new(""));
    parse(&text, &Outside { folder, environment }, now)
        .map_err(|faults| ManifestError::faulty(path.to_owned(), faults))
}

pub(super) fn parse(text: &str, outside: &Outside<'_>, now: Timestamp) -> Result<Manifest, Vec<Fault>> {
    let file: File = toml::from_str(text).map_err(|error| {
        // The library's own message quotes the line, which may contain a secret.
        let offset = error.span().map_or(0, |span| span.start);
        vec![Fault { at: Position::of(text, offset), text: error.message().to_owned() }]
    })?;
    let mut faults = Faults::of(text);
    if *file.version.get_ref() != VERSION {
        let known = format!("this program reads version {VERSION} of the format");
        faults.add(file.version.span().start, known);
    }
    let read = |table| application::read(table, outside, now, &mut faults);
    let applications = file.applications.into_iter().filter_map(read).collect();
    let members = file.members.into_iter().filter_map(|table| member::read(table, &mut faults)).collect();
    let webhooks = file.webhooks.into_iter().filter_map(|table| webhook::read(table, &mut faults)).collect();
    let found = faults.into_found();
    if found.is_empty() { Ok(Manifest { applications, members, webhooks }) } else { Err(found) }
}
