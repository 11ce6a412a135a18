//! Error messages: why a text is not a key, and why a key cannot be changed.

use domain::account::language::Language;
use domain::key::KeyError;
use domain::key::rotation::KeyRefusal;

use crate::i18n::text::{keys as words, words as common};

/// What is wrong with a pasted key.
pub(crate) fn key_problem(language: Language, error: KeyError) -> String {
    match error {
        KeyError::Empty => words::empty_key(language).into(),
        KeyError::TooLarge => words::key_too_large(language).into(),
        KeyError::NotPem | KeyError::HmacKey | KeyError::NotAnHmacKey => words::not_pem(language).into(),
        KeyError::NoKey => words::no_key(language).into(),
        KeyError::Encrypted => words::encrypted_key(language).into(),
        KeyError::OtherCurve(curve) => {
            words::other_curve(language, curve.label().unwrap_or(words::another_curve(language)))
        }
        KeyError::Rsa => words::rsa_key(language).into(),
        KeyError::Certificate => words::certificate(language).into(),
        KeyError::Several => words::several_keys(language).into(),
        KeyError::Mismatch => words::mismatch(language).into(),
        KeyError::Malformed => words::malformed_key(language).into(),
    }
}

/// Why a key cannot be rotated, undone or retired.
pub(crate) const fn key_refusal(language: Language, refusal: KeyRefusal) -> &'static str {
    match refusal {
        KeyRefusal::TwoAccepted => words::two_accepted(language),
        KeyRefusal::NothingToUndo | KeyRefusal::Current | KeyRefusal::Ended | KeyRefusal::Meanwhile => {
            common::changed_meanwhile(language)
        }
    }
}
