//! Error messages: why a text is not a key, and why a key cannot be changed.

use domain::account::language::Language;
use domain::key::KeyError;
use domain::key::rotation::KeyRefusal;

use crate::i18n::text::{common, keys};

/// What is wrong with a pasted key.
pub(crate) fn key_problem(language: Language, error: KeyError) -> String {
    match error {
        KeyError::Empty => keys::empty_key(language).into(),
        KeyError::TooLarge => keys::key_too_large(language).into(),
        KeyError::NotPem | KeyError::HmacKey | KeyError::NotAnHmacKey => keys::not_pem(language).into(),
        KeyError::NoKey => keys::no_key(language).into(),
        KeyError::Encrypted => keys::encrypted_key(language).into(),
        KeyError::OtherCurve(curve) => {
            keys::other_curve(language, curve.label().unwrap_or(keys::another_curve(language)))
        }
        KeyError::Rsa => keys::rsa_key(language).into(),
        KeyError::Certificate => keys::certificate(language).into(),
        KeyError::Several => keys::several_keys(language).into(),
        KeyError::Mismatch => keys::mismatch(language).into(),
        KeyError::Malformed => keys::malformed_key(language).into(),
    }
}

/// Why a key cannot be rotated, undone or retired.
pub(crate) const fn key_refusal(language: Language, refusal: KeyRefusal) -> &'static str {
    match refusal {
        KeyRefusal::TwoAccepted => keys::two_accepted(language),
        KeyRefusal::NothingToUndo | KeyRefusal::Current | KeyRefusal::Ended | KeyRefusal::Meanwhile => {
            common::changed_meanwhile(language)
        }
    }
}
