//! The settings of the OpenID Connect provider: keys that are valid together.

use std::fmt;
use std::fs;

use console::ProviderPolicy;
use domain::account::permission::Role;
use domain::account::provider::{GroupRoles, UnknownRole};
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use url::{Host, Url};
use zeroize::Zeroizing;

use super::Config;

/// The roles of groups: text such as `admins=administrator; staff=read_only`, or a TOML table.
#[derive(Debug, Clone, Default)]
pub struct Roles(pub GroupRoles);

impl Serialize for Roles {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let pairs = self.0.pairs().map(|(group, role)| format!("{group}={}", role.code()));
        serializer.serialize_str(&pairs.collect::<Vec<_>>().join("; "))
    }
}

impl<'de> Deserialize<'de> for Roles {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Raw {
            Text(String),
            Table(std::collections::BTreeMap<String, String>),
        }
        let roles = match Raw::deserialize(deserializer)? {
            Raw::Text(text) => text.parse(),
            Raw::Table(table) => {
                GroupRoles::new(table.iter().map(|(group, role)| (group.as_str(), role.as_str())))
            }
        };
        roles.map(Self).map_err(|UnknownRole(role)| {
            let known = Role::ALL.map(Role::code).join(", ");
            D::Error::custom(format!("{role:?} is not a role; expected group=role, with one of {known}"))
        })
    }
}

/// Who is let in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Admission {
    /// Members, and whoever was invited.
    #[default]
    Members,
    /// Everybody who has a role by their groups.
    Everybody,
}

/// How the provider is spoken to.
pub struct ProviderSettings {
    /// Its address, as it calls itself.
    pub issuer: String,
    pub client_id: String,
    /// None for a public client.
    pub client_secret: Option<Zeroizing<String>>,
    /// What the button says.
    pub name: String,
    pub scopes: String,
    pub groups_claim: String,
    /// Whether people need a group, so that groups are looked for.
    pub needs_groups: bool,
    pub trusts_email: bool,
    /// Values of `amr` and `acr` that stand for a second factor.
    pub second_factors: Vec<String>,
    /// Authorities that are trusted besides the public ones.
    pub authorities: Vec<CertificateDer<'static>>,
}

/// Without the secret.
impl fmt::Debug for ProviderSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProviderSettings")
            .field("issuer", &self.issuer)
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

impl Config {
    /// The settings of the provider, if there is one, or the invalid key and its problem.
    pub fn provider(&self) -> Result<Option<ProviderSettings>, String> {
        let Some(issuer) = &self.oidc_issuer else {
            let client = self.oidc_client_id.as_ref();
            return client.map_or(Ok(None), |_| Err("oidc_issuer: is needed with oidc_client_id".to_owned()));
        };
        is_address(issuer).map_err(|problem| format!("oidc_issuer: {problem}"))?;
        let client_id = self.oidc_client_id.clone();
        let client_id = client_id.ok_or("oidc_client_id: is needed with oidc_issuer")?;
        if !self.oidc_scopes.split_whitespace().any(|scope| scope == "openid") {
            return Err("oidc_scopes: must contain openid".to_owned());
        }
        let words = self.oidc_second_factors.as_deref().unwrap_or_default().split([',', ' ']);
        Ok(Some(ProviderSettings {
            issuer: issuer.clone(),
            client_id,
            client_secret: self.client_secret()?,
            name: self.oidc_name.trim().to_owned(),
            scopes: self.oidc_scopes.split_whitespace().collect::<Vec<_>>().join(" "),
            groups_claim: self.oidc_groups_claim.clone(),
            needs_groups: self.oidc_roles.as_ref().is_some_and(|Roles(roles)| !roles.is_empty()),
            trusts_email: self.oidc_trust_email,
            second_factors: words.filter(|word| !word.is_empty()).map(ToOwned::to_owned).collect(),
            authorities: self.authorities()?,
        }))
    }

    /// Who is admitted through the provider, or the invalid key of its settings and the problem.
    pub fn provider_policy(&self) -> Result<ProviderPolicy, String> {
        self.provider()?;
        let roles = self.oidc_roles.clone().unwrap_or_default().0;
        let admits_everybody = self.oidc_admit == Admission::Everybody;
        if admits_everybody && roles.is_empty() {
            return Err("oidc_admit: everybody needs a role; set oidc_roles".to_owned());
        }
        Ok(ProviderPolicy { roles, admits_everybody })
    }

    fn client_secret(&self) -> Result<Option<Zeroizing<String>>, String> {
        match (&self.oidc_client_secret, &self.oidc_client_secret_file) {
            (Some(_), Some(_)) => Err("oidc_client_secret_file: oidc_client_secret is set, too".to_owned()),
            (Some(secret), None) => Ok(Some(Zeroizing::new(secret.expose().to_owned()))),
            (None, Some(file)) => {
                let wrong =
                    |what: &dyn fmt::Display| format!("oidc_client_secret_file: {}: {what}", file.display());
                let text = Zeroizing::new(fs::read_to_string(file).map_err(|error| wrong(&error))?);
                let secret = Zeroizing::new(text.trim().to_owned());
                if secret.is_empty() { Err(wrong(&"is empty")) } else { Ok(Some(secret)) }
            }
            (None, None) => Ok(None),
        }
    }

    fn authorities(&self) -> Result<Vec<CertificateDer<'static>>, String> {
        let Some(file) = &self.oidc_ca_file else { return Ok(Vec::new()) };
        let wrong = |what: &dyn fmt::Display| format!("oidc_ca_file: {}: {what}", file.display());
        let pem = fs::read(file).map_err(|error| wrong(&error))?;
        let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&pem).collect();
        let found = found.ok().filter(|found| !found.is_empty());
        let found = found.ok_or_else(|| wrong(&"expected certificates of authorities as PEM"))?;
        let mut roots = RootCertStore::empty();
        if roots.add_parsable_certificates(found.iter().cloned()) != (found.len(), 0) {
            return Err(wrong(&"expected certificates of authorities as PEM"));
        }
        Ok(found)
    }
}

/// Without TLS anybody between the console and the provider could sign in as anybody, so it is for this machine alone.
fn is_address(issuer: &str) -> Result<(), &'static str> {
    const EXPECTED: &str = "expected an https:// address without a query; http:// for this machine alone";
    let url = Url::parse(issuer).map_err(|_| EXPECTED)?;
    let is_local = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    let is_right = url.scheme() == "https" || (url.scheme() == "http" && is_local);
    if is_right && url.query().is_none() && url.fragment().is_none() { Ok(()) } else { Err(EXPECTED) }
}
