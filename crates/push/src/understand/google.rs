//! Google service accounts (docs/facts/push-credentials.md#google-service-accounts).

use domain::certificate::{GoogleAccountFacts, JsonField, Upload, Vendor, Wrong};

use super::json::Object;
use super::mark;
use super::private_key::PrivateKey;
use crate::credential::GoogleAccount;

/// The token endpoint of a file that names none (docs/facts/push-credentials.md#google-service-accounts).
const TOKENS: &str = "https://oauth2.googleapis.com/token";
/// Google's hosts with token endpoints, in current and older files.
const HOSTS: [&str; 3] = ["oauth2.googleapis.com", "accounts.google.com", "www.googleapis.com"];

pub(super) fn read(file: &Upload) -> Result<(GoogleAccount, GoogleAccountFacts), Wrong> {
    let object = Object::read(file, Vendor::Google)?;
    let project_id = object.word(JsonField::ProjectId)?;
    let client_email = object.word(JsonField::ClientEmail)?;
    let private_key_id = object.word(JsonField::PrivateKeyId)?;
    let key = PrivateKey::rsa_from_pem(&object.text(JsonField::PrivateKey)?, Vendor::Google)?;
    let token_uri = object.text(JsonField::TokenUri).unwrap_or_else(|_| TOKENS.to_owned());
    // The signed assertion is addressed to it, so a forged file must not name a foreign host.
    if !is_googles(&token_uri) {
        return Err(Wrong::ForeignTokenAddress);
    }
    let facts = GoogleAccountFacts {
        project_id: project_id.clone(),
        client_email: client_email.clone(),
        key_id: private_key_id.clone(),
        key_bits: key.bits,
        fingerprint: mark::fingerprint(key.pem.expose().as_bytes()),
    };
    Ok((GoogleAccount { project_id, client_email, private_key_id, private_key: key.pem, token_uri }, facts))
}

fn is_googles(address: &str) -> bool {
    let after = address.strip_prefix("https://").and_then(|after| after.split_once('/'));
    after.is_some_and(|(host, _)| HOSTS.contains(&host))
        && address.bytes().all(|byte| byte.is_ascii_graphic())
}
