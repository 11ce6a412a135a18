//! Text about push certificates: their fields and validation errors.

use std::time::Duration;

use domain::account::language::Language;
use domain::certificate::{CredentialError, OtherJson, Vendor};
use domain::field::{Field, Problem};
use domain::time::Timestamp;

use crate::i18n::text::{certificate, common, file, push};

/// The label of a field of **Add Certificate**.
pub(crate) const fn certificate_field(language: Language, field: Field) -> &'static str {
    match field {
        Field::CertificateName => certificate::name(language),
        Field::Notes => certificate::notes(language),
        Field::PackageName => certificate::package_name(language),
        Field::AppId => "AppID",
        Field::AppKey => "AppKey",
        Field::AppSecret => "AppSecret",
        Field::MasterSecret => "MasterSecret",
        Field::ClientId => "Client ID",
        Field::ClientSecret => "Client Secret",
        Field::CredentialKind => certificate::credential_kind(language),
        Field::File => certificate::file(language),
        Field::FilePassword => certificate::file_password(language),
        Field::Passphrase => certificate::passphrase(language),
        Field::Environment => certificate::environment(language),
        Field::PushKind => certificate::push_kind(language),
        Field::KeyId => "Key ID",
        Field::TeamId => "Team ID",
        Field::BundleId => "Bundle ID",
        Field::ClickAction => certificate::click_action(language),
        Field::ClickTarget => certificate::click_target(language),
        Field::Channel => "ChannelID",
        Field::Category => certificate::category(language),
        Field::BadgeClass => certificate::badge_class(language),
        Field::Importance => certificate::importance(language),
        Field::MessageClass => certificate::message_class(language),
        Field::MessageType => certificate::message_type(language),
        Field::Receipt => certificate::receipt(language),
        Field::MutableContent => "mutable-content",
        Field::CheckOnSave => push::check_on_save(language),
        Field::PushTitle => certificate::push_title(language),
        Field::PushBody => certificate::push_body(language),
        Field::DeviceToken => certificate::push_token(language),
        // The labels of other fields are defined with their forms.
        other => other.name(),
    }
}

/// The error message of a certificate field.
pub(crate) fn certificate_problem(language: Language, problem: Problem) -> String {
    let text = match problem {
        Problem::NotAPackageName => certificate::not_a_package_name(language),
        Problem::NotAnIdentifier => certificate::not_an_identifier(language),
        Problem::NotAnAppleId => certificate::not_an_apple_id(language),
        Problem::NotABundleId => certificate::not_a_bundle_id(language),
        Problem::NotAWebAddress => certificate::not_a_web_address(language),
        Problem::NotAnIntentUri => certificate::not_an_intent_uri(language),
        Problem::NotAnActivity => certificate::not_an_activity(language),
        Problem::NotAnActivityOrAction => certificate::not_an_activity_or_action(language),
        Problem::File(wrong) => return wrong_text(language, wrong),
        _ => common::wrong(language),
    };
    text.into()
}

/// Why a file is not a usable credential.
fn wrong_text(language: Language, wrong: CredentialError) -> String {
    let text = match wrong {
        CredentialError::FileMissing => crate::i18n::text::fields::missing_file(language),
        CredentialError::Empty => file::empty(language),
        CredentialError::KeyIdMissing => return common::missing(language, push::key_id(language)),
        CredentialError::TooLarge => certificate::too_large(language),
        CredentialError::Truncated => certificate::truncated(language),
        CredentialError::Malformed => certificate::malformed(language),
        CredentialError::NotPkcs12 => certificate::not_pkcs12(language),
        CredentialError::WrongPassword => certificate::wrong_password(language),
        CredentialError::PasswordMissing => certificate::password_missing(language),
        CredentialError::TooManyRounds(rounds) => return file::too_many_rounds(language, rounds),
        CredentialError::UnknownEncryption => certificate::unknown_encryption(language),
        CredentialError::NoPrivateKey => certificate::no_private_key(language),
        CredentialError::NoCertificate => certificate::no_certificate(language),
        CredentialError::TwoIdentities => file::two_identities(language),
        CredentialError::CertificateKeyKind => file::certificate_key_kind(language),
        CredentialError::KeyDoesNotMatch => certificate::key_does_not_match(language),
        CredentialError::IsCertificate => certificate::is_certificate(language),
        CredentialError::IsSigningKey => certificate::is_signing_key(language),
        CredentialError::IsPkcs12 => file::is_pkcs12(language),
        CredentialError::IsSigningRequest => file::is_signing_request(language),
        CredentialError::NotApnsCertificate => certificate::not_apns(language),
        CredentialError::IsCodeSigning => certificate::is_code_signing(language),
        CredentialError::NoBundleId => certificate::no_bundle_id(language),
        CredentialError::WildcardBundleId => certificate::wildcard(language),
        CredentialError::SandboxInProduction => certificate::sandbox_in_production(language),
        CredentialError::ProductionInSandbox => certificate::production_in_sandbox(language),
        CredentialError::VoipInRegular => certificate::voip_in_regular(language),
        CredentialError::RegularInVoip => certificate::regular_in_voip(language),
        CredentialError::Expired { at } => return file::expired(language, &at.date_and_minute()),
        CredentialError::NotYetValid { from } => return file::not_yet_valid(language, &next_minute(from)),
        CredentialError::NotAKey => certificate::not_a_key(language),
        CredentialError::CurveIs(curve) => {
            return curve.label().map_or_else(
                || certificate::another_curve(language).to_owned(),
                |curve| certificate::curve_is(language, curve),
            );
        }
        CredentialError::RsaKey => certificate::rsa_key(language),
        CredentialError::PublicKeyOnly(Vendor::Apple) => file::apple_public_key(language),
        CredentialError::PublicKeyOnly(Vendor::Google) => file::google_public_key(language),
        CredentialError::PublicKeyOnly(Vendor::Huawei) => file::huawei_public_key(language),
        CredentialError::EncryptedKey(Vendor::Apple) => file::apple_encrypted_key(language),
        CredentialError::EncryptedKey(Vendor::Google) => file::google_encrypted_key(language),
        CredentialError::EncryptedKey(Vendor::Huawei) => file::huawei_encrypted_key(language),
        CredentialError::SeveralKeys => certificate::several_keys(language),
        CredentialError::BadJson => certificate::bad_json(language),
        CredentialError::OtherJson { found, wanted } => {
            let space = if language == Language::Chinese { "" } else { " " };
            return [other_json(language, found), wanted_json(language, wanted)].join(space);
        }
        CredentialError::MissingJsonField(field) => {
            return certificate::missing_json_field(language, field.name());
        }
        CredentialError::NotRsaKey => certificate::not_rsa_key(language),
        CredentialError::WeakKey(bits) => return certificate::weak_key(language, bits),
        CredentialError::ForeignTokenAddress => certificate::foreign_token_address(language),
        CredentialError::NotAnExport => certificate::not_an_export(language),
        CredentialError::WrongPassphrase => certificate::wrong_passphrase(language),
    };
    text.into()
}

const fn other_json(language: Language, kind: OtherJson) -> &'static str {
    match kind {
        OtherJson::GoogleServices => file::google_services(language),
        OtherJson::GooglePlist => file::google_plist(language),
        OtherJson::Agconnect => file::agconnect(language),
        OtherJson::AgcApiClient => file::agc_api_client(language),
        OtherJson::HonorServices => file::honor_services(language),
        OtherJson::TimpushConfigs => file::timpush_configs(language),
        OtherJson::Export => file::export(language),
        OtherJson::LegacyServerKey => file::legacy_server_key(language),
        OtherJson::GoogleAccount => certificate::google_account(language),
        OtherJson::HuaweiAccount => certificate::huawei_account(language),
        OtherJson::AuthorizedUser => certificate::authorized_user(language),
        OtherJson::ExternalAccount => certificate::external_account(language),
        OtherJson::Impersonated => certificate::impersonated(language),
        OtherJson::OauthClient => certificate::oauth_client(language),
        OtherJson::Unknown => certificate::unknown_json(language),
    }
}

/// What to upload instead.
const fn wanted_json(language: Language, wanted: Vendor) -> &'static str {
    match wanted {
        Vendor::Google => file::google_wanted(language),
        Vendor::Huawei => file::huawei_wanted(language),
        Vendor::Apple => "",
    }
}

/// The first whole minute at or after `from`.
fn next_minute(from: Timestamp) -> String {
    let minute = Duration::from_mins(1);
    let begun = from.floor(minute);
    if begun == from { begun } else { begun.plus(minute) }.date_and_minute()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_is_not_said_to_be_good_before_it_is() {
        // 2026-11-28 14:35:50.
        let from = Timestamp::from_unix_seconds(1_795_876_550);
        let text = wrong_text(Language::English, CredentialError::NotYetValid { from });
        assert_eq!(text, "This certificate is valid from 2026-11-28 14:36 UTC.");
        assert_eq!(next_minute(from.floor(Duration::from_mins(1))), "2026-11-28 14:35");
    }

    #[test]
    fn each_vendor_is_named_for_its_own_files() {
        for language in [Language::English, Language::Korean, Language::Chinese] {
            for (wrong, named, others) in [
                (CredentialError::EncryptedKey(Vendor::Google), "Google", "Apple"),
                (CredentialError::PublicKeyOnly(Vendor::Google), "Firebase", "Apple"),
                (CredentialError::EncryptedKey(Vendor::Apple), "Apple", "Google"),
                (
                    CredentialError::OtherJson { found: OtherJson::AgcApiClient, wanted: Vendor::Google },
                    "Firebase",
                    "Apple",
                ),
            ] {
                let text = wrong_text(language, wrong);
                assert!(text.contains(named) && !text.contains(others), "{text}");
            }
        }
        let api_client =
            CredentialError::OtherJson { found: OtherJson::AgcApiClient, wanted: Vendor::Huawei };
        assert_eq!(
            wrong_text(Language::English, api_client),
            "This is an API client of AppGallery Connect, which cannot send pushes. Upload the key of a Huawei \
            service account: AppGallery Connect, Project settings, Service accounts."
        );
    }

    #[test]
    fn the_rounds_are_those_of_the_file() {
        let text = wrong_text(Language::English, CredentialError::TooManyRounds(20_000_000));
        assert!(text.contains("20000000"), "{text}");
    }
}
