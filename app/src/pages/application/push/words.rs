//! Text about health, remedies and help.

use domain::account::language::Language;
use domain::certificate::{ClickKind, Environment, Health, Platform, Remedy, Warning};
use domain::field::Field;

use crate::i18n::text::{file, push as words, words as common};

/// Health at a glance: the tone, the icon and the word.
pub(super) const fn health_look(
    language: Language,
    health: &Health,
) -> (&'static str, &'static str, &'static str) {
    match health {
        Health::Proven { .. } => ("ok", "ok", words::proven(language)),
        Health::FailingSince { .. } => ("bad", "fail", words::failing(language)),
        Health::NotProven { .. } => ("off", "help", words::not_proven(language)),
        Health::Unknown => ("off", "help", words::unknown(language)),
        Health::Undecryptable => ("bad", "lock", words::undecryptable(language)),
    }
}

/// What to do about a vendor's answer; `None` if nothing can or need be done.
pub(super) const fn remedy_text(language: Language, remedy: Remedy) -> Option<&'static str> {
    Some(match remedy {
        Remedy::DropToken => words::remedy_drop_token(language),
        Remedy::SendLater => words::remedy_send_later(language),
        Remedy::CheckNetwork => words::remedy_check_network(language),
        Remedy::AskTheDevice => words::remedy_ask_the_device(language),
        Remedy::CorrectSecret => words::remedy_correct_secret(language),
        Remedy::CorrectId => words::remedy_correct_id(language),
        Remedy::CorrectKeyIds => words::remedy_correct_key_ids(language),
        Remedy::RenewCertificate => words::remedy_renew_certificate(language),
        Remedy::SwitchEnvironment => words::remedy_switch_environment(language),
        Remedy::CorrectBundleId => words::remedy_correct_bundle(language),
        Remedy::CorrectPackage => words::remedy_correct_package(language),
        Remedy::EnableService => words::remedy_enable_service(language),
        Remedy::CorrectClock => words::remedy_correct_clock(language),
        Remedy::CorrectFirebase => words::remedy_correct_firebase(language),
        Remedy::CorrectChannel => words::remedy_correct_channel(language),
        Remedy::AwaitQuota => words::remedy_await_quota(language),
        Remedy::Shorten => words::remedy_shorten(language),
        Remedy::CorrectMessage => words::remedy_correct_message(language),
        Remedy::Nothing | Remedy::ReadTheWords => return None,
    })
}

/// Where to find the values in the vendor's own console.
pub(super) const fn help_text(language: Language, platform: Platform, by_key: bool) -> &'static str {
    match platform {
        Platform::Xiaomi => words::help_xiaomi(language),
        Platform::Huawei => words::help_huawei(language),
        Platform::Honor => words::help_honor(language),
        Platform::Oppo => words::help_oppo(language),
        Platform::Vivo => words::help_vivo(language),
        Platform::Meizu => words::help_meizu(language),
        Platform::Fcm => words::help_fcm(language),
        Platform::Harmony => words::help_harmony(language),
        Platform::Apns if by_key => words::help_p8(language),
        Platform::Apns => words::help_p12(language),
    }
}

/// The hint of a field that is not part of the account; empty if its name or choices suffice.
pub(super) const fn hint(language: Language, field: Field) -> &'static str {
    match field {
        Field::Channel => words::help_channel(language),
        Field::Category => words::help_category(language),
        Field::BadgeClass => words::help_badge(language),
        Field::Importance => words::help_importance(language),
        Field::Receipt => words::help_receipt(language),
        Field::MutableContent => words::help_mutable(language),
        _ => "",
    }
}

/// A choice of **Subsequent Action**.
pub(super) const fn click_text(language: Language, kind: ClickKind) -> &'static str {
    match kind {
        ClickKind::Application => words::application_action(language),
        ClickKind::WebPage => words::web_action(language),
        ClickKind::InAppPage => words::page_action(language),
    }
}

/// One of Apple's two services.
pub(super) const fn environment_text(language: Language, environment: Environment) -> &'static str {
    match environment {
        Environment::Development => words::development(language),
        Environment::Production => words::production(language),
    }
}

/// The label of an option with a short name; `None` if the field is free text.
pub(super) fn choice_text(language: Language, field: Field, code: &str) -> Option<&'static str> {
    Some(match (field, code) {
        (Field::Region, "china") => common::china(language),
        (Field::Region, "singapore") => common::singapore(language),
        (Field::Region, "europe") => words::region_europe(language),
        (Field::Region, "india") => words::region_india(language),
        (Field::Region, "russia") => words::region_russia(language),
        (Field::Importance, "low") => words::importance_low(language),
        (Field::Importance, "normal") => words::importance_normal(language),
        (Field::MessageClass, "public") => words::class_public(language),
        (Field::MessageClass, "private") => words::class_private(language),
        (Field::MessageType, "notification") => words::type_notification(language),
        (Field::MessageType, "data") => words::type_data(language),
        (Field::MutableContent, "on") => words::on(language),
        _ => return None,
    })
}

/// The text of a warning about a credential.
pub(super) fn warning_text(language: Language, warning: Warning) -> String {
    match warning {
        Warning::ExpiresSoon { at } => file::expires_soon(language, &at.date_and_minute()),
        Warning::WithoutPassword => words::without_password(language).into(),
        Warning::NotIssuedByApple => words::not_issued_by_apple(language).into(),
        Warning::KeyIdDiffers => words::key_id_differs(language).into(),
    }
}
