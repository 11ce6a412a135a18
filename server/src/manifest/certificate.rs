//! Push certificates of an application. They are compared field by field, under the names that the API has for them; secrets
//! by the fingerprint that the console shows. None is ever deleted.

mod compare;
mod read;
mod texts;

use std::collections::BTreeMap;

use domain::certificate::{Facts, Platform, Settings};
use serde::Deserialize;

use super::fault::Position;
use super::plan::{Base, Member};

pub(super) use compare::compare;
pub(super) use read::read;
pub(super) use texts::secret_fields;

const KIND: &str = "certificate";

/// The values of all fields that are not secret and that the platform has; empty ones included.
pub type Texts = BTreeMap<&'static str, String>;

/// A certificate of the file.
#[derive(Debug, Clone)]
pub struct Desired {
    pub(super) at: Position,
    pub id: Option<u32>,
    pub platform: Platform,
    pub name: String,
    pub texts: Texts,
    /// `None` keeps the secret that the console has.
    pub secret: Option<Secret>,
    /// The package or bundle that it is for; `None` if only the console knows.
    pub bundle: Option<String>,
    /// Whether it has to be the default of its platform and bundle; otherwise that is left as it is.
    pub is_default: bool,
}

/// The secret that a certificate of the file shall have.
#[derive(Debug, Clone)]
pub struct Secret {
    pub fingerprint: String,
    pub members: Vec<SecretMember>,
}

/// A member of the body that is secret.
#[derive(Debug, Clone)]
pub struct SecretMember {
    pub field: &'static str,
    /// Where it comes from, e.g. "environment variable `APP_SECRET`".
    pub source: String,
    pub value: Member,
}

/// A certificate of the console.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "Listed")]
pub struct Current {
    pub id: u32,
    pub platform: Platform,
    pub name: String,
    pub texts: Texts,
    pub fingerprint: String,
    pub bundle: String,
    pub is_default: bool,
    pub version: i64,
}

/// A certificate as `/api/v1` says it.
#[derive(Deserialize)]
struct Listed {
    id: u32,
    platform: Platform,
    certificate_name: String,
    notes: String,
    facts: Facts,
    settings: Settings,
    #[serde(default)]
    click_action: String,
    #[serde(default)]
    click_target: String,
    default: bool,
    version: i64,
}

impl From<Listed> for Current {
    fn from(listed: Listed) -> Self {
        let Listed { id, platform, certificate_name, notes, facts, settings, .. } = listed;
        let mut texts = texts::of_facts(&facts);
        texts.extend(texts::common(&certificate_name, &notes, &settings));
        texts.extend(texts::click(platform, &listed.click_action, &listed.click_target));
        Self {
            id,
            platform,
            name: certificate_name,
            texts,
            fingerprint: facts.fingerprint().to_owned(),
            bundle: facts.bundle().to_owned(),
            is_default: listed.default,
            version: listed.version,
        }
    }
}

/// The application whose certificates are compared.
pub(super) struct Place<'a> {
    /// Its name.
    pub application: &'a str,
    pub base: Base,
    /// Its path below the base.
    pub path: &'a str,
}
