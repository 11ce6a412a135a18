//! What a person can do about a vendor's response, as codes that are translated.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What a person should do next. The codes are stable: translations and stored outcomes refer to them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Remedy {
    /// Nothing to do: the call succeeded.
    Nothing,
    /// Drop the device token; the application obtains a new one at its next start.
    DropToken,
    /// Send again later; nothing is wrong with what was sent.
    SendLater,
    /// Check the network between this installation and the vendor: address, proxy, certificate authorities.
    CheckNetwork,
    /// Do not resend automatically: the vendor may have delivered it.
    AskTheDevice,
    /// Enter the secret again: it does not match the ID.
    CorrectSecret,
    /// Correct the application's ID or key: the vendor does not know it.
    CorrectId,
    /// Correct Key ID and Team ID, or upload the key that they name.
    CorrectKeyIds,
    /// Upload a certificate that is valid.
    RenewCertificate,
    /// The credential belongs to Apple's other environment.
    SwitchEnvironment,
    /// Correct the bundle ID, or upload a credential of that application.
    CorrectBundleId,
    /// Correct the package name.
    CorrectPackage,
    /// Enable the push service, or grant the account its permission, in the vendor's console.
    EnableService,
    /// Set this machine's clock.
    CorrectClock,
    /// Correct the iOS credential in Firebase.
    CorrectFirebase,
    /// Register the channel, category or template in the vendor's console, or correct its name.
    CorrectChannel,
    /// Send less, or wait for the next day: the vendor's quota is used up.
    AwaitQuota,
    /// Shorten the message, which is too long.
    Shorten,
    CorrectMessage,
    /// Read the vendor's message; nothing else is known.
    #[default]
    ReadTheWords,
}

impl Remedy {
    /// All remedies.
    pub const ALL: [Self; 20] = [
        Self::Nothing,
        Self::DropToken,
        Self::SendLater,
        Self::CheckNetwork,
        Self::AskTheDevice,
        Self::CorrectSecret,
        Self::CorrectId,
        Self::CorrectKeyIds,
        Self::RenewCertificate,
        Self::SwitchEnvironment,
        Self::CorrectBundleId,
        Self::CorrectPackage,
        Self::EnableService,
        Self::CorrectClock,
        Self::CorrectFirebase,
        Self::CorrectChannel,
        Self::AwaitQuota,
        Self::Shorten,
        Self::CorrectMessage,
        Self::ReadTheWords,
    ];

    /// Identifier in the database and in API responses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::DropToken => "drop_token",
            Self::SendLater => "send_later",
            Self::CheckNetwork => "check_network",
            Self::AskTheDevice => "ask_the_device",
            Self::CorrectSecret => "correct_secret",
            Self::CorrectId => "correct_id",
            Self::CorrectKeyIds => "correct_key_ids",
            Self::RenewCertificate => "renew_certificate",
            Self::SwitchEnvironment => "switch_environment",
            Self::CorrectBundleId => "correct_bundle_id",
            Self::CorrectPackage => "correct_package",
            Self::EnableService => "enable_service",
            Self::CorrectClock => "correct_clock",
            Self::CorrectFirebase => "correct_firebase",
            Self::CorrectChannel => "correct_channel",
            Self::AwaitQuota => "await_quota",
            Self::Shorten => "shorten",
            Self::CorrectMessage => "correct_message",
            Self::ReadTheWords => "read_the_words",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|remedy| remedy.code() == code)
    }
}

impl Serialize for Remedy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// An unknown code, e.g. from a later release, must not make the rest of a stored certificate unreadable.
impl<'de> Deserialize<'de> for Remedy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Ok(Self::from_code(&code).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_read_back_from_its_code() {
        for remedy in Remedy::ALL {
            let json = serde_json::to_string(&remedy).unwrap();
            assert_eq!(serde_json::from_str::<Remedy>(&json).unwrap(), remedy);
        }
        assert_eq!(serde_json::from_str::<Remedy>("\"of a later release\"").unwrap(), Remedy::ReadTheWords);
        assert_eq!(serde_json::from_str::<Remedy>("\"\"").unwrap(), Remedy::ReadTheWords);
    }
}
