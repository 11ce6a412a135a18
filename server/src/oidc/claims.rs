//! What the provider says about a person: the verified claims of an ID token, completed from the userinfo endpoint where the
//! provider gives some of them only there.

use console::Identity;
use domain::time::Timestamp;
use serde_json::{Map, Value};

use super::ProviderError;
use super::discovery::Metadata;
use super::transport::Http;
use crate::config::ProviderSettings;

/// Verified claims.
#[derive(Debug)]
pub struct Claims {
    pub subject: String,
    pub email: Option<String>,
    pub email_verified: Option<bool>,
    /// Values of `amr` and `acr`.
    pub methods: Vec<String>,
    pub authenticated_at: Option<Timestamp>,
    /// All others, by name.
    pub others: Map<String, Value>,
}

impl Claims {
    /// Whether something is missing that the console asks for.
    pub fn lacks_something(&self, settings: &ProviderSettings) -> bool {
        self.email.is_none() || (settings.needs_groups && !self.others.contains_key(&settings.groups_claim))
    }

    /// Adds what the userinfo endpoint says about the same person. It replaces nothing.
    pub async fn complete(
        &mut self,
        http: &Http,
        metadata: &Metadata,
        access_token: &str,
    ) -> Result<(), ProviderError> {
        let Some(url) = &metadata.userinfo_endpoint else { return Ok(()) };
        let info: Map<String, Value> = http.get(url, Some(access_token)).await?;
        if info.get("sub").and_then(Value::as_str) != Some(self.subject.as_str()) {
            return Err(ProviderError::InvalidToken("the userinfo is about somebody else".to_owned()));
        }
        // An address is as verified as the place says that it comes from.
        if self.email.is_none() {
            self.email = info.get("email").and_then(Value::as_str).map(ToOwned::to_owned);
            self.email_verified = info.get("email_verified").and_then(truth);
        }
        for (name, value) in info {
            self.others.entry(name).or_insert(value);
        }
        Ok(())
    }

    /// As the console takes it.
    pub fn into_identity(self, settings: &ProviderSettings) -> Identity {
        let groups = match self.others.get(&settings.groups_claim) {
            Some(Value::Array(groups)) => {
                groups.iter().filter_map(Value::as_str).map(ToOwned::to_owned).collect()
            }
            Some(Value::String(group)) => vec![group.clone()],
            _ => Vec::new(),
        };
        let is_verified = self.email_verified.unwrap_or(settings.trusts_email);
        let email = self.email.filter(|_| is_verified);
        Identity {
            issuer: settings.issuer.clone(),
            subject: self.subject,
            verified_email: email.and_then(|email| email.parse().ok()),
            groups,
            has_second_factor: self.methods.iter().any(|method| settings.second_factors.contains(method)),
            authenticated_at: self.authenticated_at,
        }
    }
}

/// Some providers send Booleans as text.
fn truth(value: &Value) -> Option<bool> {
    value.as_bool().or_else(|| value.as_str()?.parse().ok())
}
