//! The intended use of a file while its form is still being filled in.

use super::form::Form;
use super::{AppleId, Environment, Platform, SecretText};
use crate::field::Field;

/// The intended use of a file, with the form fields that affect parsing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileUse {
    /// A service account of Google.
    Fcm,
    /// A service account of Huawei.
    Harmony,
    /// A `.p12`.
    ApnsCertificate {
        password: Option<SecretText>,
        environment: Environment,
        /// Whether it is used for VoIP pushes.
        voip: bool,
    },
    /// A `.p8`.
    ApnsKey {
        /// Key ID, as typed.
        key_id: Option<AppleId>,
    },
}

impl FileUse {
    /// The use according to the form so far; `None` if the platform's credential is typed. Invalid values count as
    /// missing: the form is validated when it is sent.
    pub fn of(platform: Platform, form: Form<'_, '_>) -> Option<Self> {
        Some(match platform {
            Platform::Fcm => Self::Fcm,
            Platform::Harmony => Self::Harmony,
            Platform::Apns if form(Field::CredentialKind) == "p8" => {
                Self::ApnsKey { key_id: form(Field::KeyId).parse().ok() }
            }
            Platform::Apns => Self::ApnsCertificate {
                password: SecretText::password(form(Field::FilePassword)).ok().flatten(),
                environment: form(Field::Environment).parse().unwrap_or(Environment::Production),
                voip: form(Field::PushKind) == "voip",
            },
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_that_is_begun_is_enough() {
        let nothing = |_| "";
        assert_eq!(FileUse::of(Platform::Xiaomi, &nothing), None);
        assert_eq!(FileUse::of(Platform::Fcm, &nothing), Some(FileUse::Fcm));
        let begun =
            FileUse::ApnsCertificate { password: None, environment: Environment::Production, voip: false };
        assert_eq!(FileUse::of(Platform::Apns, &nothing), Some(begun));
        let key = |field| if field == Field::CredentialKind { "p8" } else { "half" };
        assert_eq!(FileUse::of(Platform::Apns, &key), Some(FileUse::ApnsKey { key_id: None }));
    }
}
