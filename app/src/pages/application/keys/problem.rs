//! Why a text is not a key, and why a key cannot be changed, in the person's words.

use domain::account::language::Language;
use domain::key::Unusable;
use domain::key::rotation::KeyRefusal;

use crate::i18n::text::{keys as words, words as common};

/// What is wrong with a pasted key.
pub(crate) fn key_problem(language: Language, unusable: Unusable) -> String {
    match unusable {
        Unusable::Empty => words::empty_key(language).into(),
        Unusable::TooLarge => words::key_too_large(language).into(),
        Unusable::NotPem | Unusable::HmacKey | Unusable::NotAnHmacKey => words::not_pem(language).into(),
        Unusable::NoKey => words::no_key(language).into(),
        Unusable::Encrypted => words::encrypted_key(language).into(),
        Unusable::OtherCurve(curve) => {
            words::other_curve(language, curve.label().unwrap_or(words::another_curve(language)))
        }
        Unusable::Rsa => words::rsa_key(language).into(),
        Unusable::Certificate => words::certificate(language).into(),
        Unusable::Several => words::several_keys(language).into(),
        Unusable::Mismatch => words::mismatch(language).into(),
        Unusable::Malformed => words::malformed_key(language).into(),
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
