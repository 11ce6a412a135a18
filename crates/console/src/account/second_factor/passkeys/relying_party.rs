//! The installation as the party that passkeys are for.

use domain::account::PersonId;
use domain::account::second_factor::{PasskeyRefusal, PasskeysOff, RelyingParty};
use sha2::{Digest as _, Sha256};
use webauthn_rs::prelude::{Url, Uuid, Webauthn, WebauthnBuilder};

use super::challenge::LIFETIME;
use crate::Error;

/// What the dialogs of browsers call this console.
const NAME: &str = "Chat Console";

/// WebAuthn for the host of the public URL, or why there is none.
pub(crate) struct Passkeys(Result<Webauthn, PasskeysOff>);

impl Passkeys {
    /// For a console with that public URL.
    pub(crate) fn new(public_url: Option<&str>) -> Self {
        Self(open(public_url))
    }

    /// Why there are no passkeys, if there are none.
    pub(crate) fn off(&self) -> Option<PasskeysOff> {
        self.0.as_ref().err().copied()
    }

    pub(super) fn webauthn(&self) -> Result<&Webauthn, Error> {
        self.0.as_ref().map_err(|off| Error::PasskeyRefused(PasskeyRefusal::Off(*off)))
    }
}

fn open(public_url: Option<&str>) -> Result<Webauthn, PasskeysOff> {
    let party = RelyingParty::of(public_url)?;
    // Other spellings of IP addresses are left: the library takes names alone.
    let origin = Url::parse(party.origin()).map_err(|_| PasskeysOff::IpAddress)?;
    let builder = WebauthnBuilder::new(party.id(), &origin).map_err(|_| PasskeysOff::IpAddress)?;
    builder.rp_name(NAME).timeout(LIFETIME).build().map_err(|_| PasskeysOff::IpAddress)
}

/// What authenticators know a person by. It tells nothing about the person, and is the same for all of their passkeys.
pub(super) fn user_handle(installation: &str, person: PersonId) -> Uuid {
    let digest: [u8; 32] = Sha256::digest(format!("passkeys of person {person} in {installation}")).into();
    let mut handle = [0; 16];
    handle.copy_from_slice(&digest[..16]);
    Uuid::from_bytes(handle)
}
