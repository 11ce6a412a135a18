//! Text about health, remedies and help.

use domain::account::language::Language;
use domain::certificate::{ClickKind, Environment, Health, Platform, Remedy, Warning};
use domain::field::Field;

use crate::i18n::text::{common, file, push};

/// Health at a glance: the tone, the icon and the word.
pub(super) const fn health_look(
    language: Language,
    health: &Health,
) -> (&'static str, &'static str, &'static str) {
    match health {
        Health::Proven { .. } => ("ok", "ok", push::proven(language)),
        Health::FailingSince { .. } => ("bad", "fail", push::failing(language)),
        Health::NotProven { .. } => ("off", "help", push::not_proven(language)),
        Health::Unknown => ("off", "help", push::unknown(language)),
        Health::Undecryptable => ("bad", "lock", push::undecryptable(language)),
    }
}

/// What to do about a vendor's answer; `None` if nothing can or need be done.
pub(super) const fn remedy_text(language: Language, remedy: Remedy) -> Option<&'static str> {
    Some(match remedy {
        Remedy::DropToken => push::remedy_drop_token(language),
        Remedy::SendLater => push::remedy_send_later(language),
        Remedy::CheckNetwork => push::remedy_check_network(language),
        Remedy::AskTheDevice => push::remedy_ask_the_device(language),
        Remedy::CorrectSecret => push::remedy_correct_secret(language),
        Remedy::CorrectId => push::remedy_correct_id(language),
        Remedy::CorrectKeyIds => push::remedy_correct_key_ids(language),
        Remedy::RenewCertificate => push::remedy_renew_certificate(language),
        Remedy::SwitchEnvironment => push::remedy_switch_environment(language),
        Remedy::CorrectBundleId => push::remedy_correct_bundle(language),
        Remedy::CorrectPackage => push::remedy_correct_package(language),
        Remedy::EnableService => push::remedy_enable_service(language),
        Remedy::CorrectClock => push::remedy_correct_clock(language),
        Remedy::CorrectFirebase => push::remedy_correct_firebase(language),
        Remedy::CorrectChannel => push::remedy_correct_channel(language),
        Remedy::AwaitQuota => push::remedy_await_quota(language),
        Remedy::Shorten => push::remedy_shorten(language),
        Remedy::CorrectMessage => push::remedy_correct_message(language),
        Remedy::Nothing | Remedy::ReadTheWords => return None,
    })
}

/// Where to find the values in the vendor's own console.
pub(super) const fn help_text(language: Language, platform: Platform, by_key: bool) -> &'static str {
    match platform {
        Platform::Xiaomi => push::help_xiaomi(language),
        Platform::Huawei => push::help_huawei(language),
        Platform::Honor => push::help_honor(language),
        Platform::Oppo => push::help_oppo(language),
        Platform::Vivo => push::help_vivo(language),
        Platform::Meizu => push::help_meizu(language),
        Platform::Fcm => push::help_fcm(language),
        Platform::Harmony => push::help_harmony(language),
        Platform::Apns if by_key => push::help_p8(language),
        Platform::Apns => push::help_p12(language),
    }
}

/// The hint of a field that is not part of the account; empty if its name or choices suffice.
pub(super) const fn hint(language: Language, field: Field) -> &'static str {
    match field {
        Field::Channel => push::help_channel(language),
        Field::Category => push::help_category(language),
        Field::BadgeClass => push::help_badge(language),
        Field::Importance => push::help_importance(language),
        Field::Receipt => push::help_receipt(language),
        Field::MutableContent => push::help_mutable(language),
        _ => "",
    }
}

/// A choice of **Subsequent Action**.
pub(super) const fn click_text(language: Language, kind: ClickKind) -> &'static str {
    match kind {
        ClickKind::Application => push::application_action(language),
        ClickKind::WebPage => push::web_action(language),
        ClickKind::InAppPage => push::page_action(language),
    }
}

/// One of Apple's two services.
pub(super) const fn environment_text(language: Language, environment: Environment) -> &'static str {
    match environment {
        Environment::Development => push::development(language),
        Environment::Production => push::production(language),
    }
}

/// The label of an option with a short name; `None` if the field is free text.
pub(super) fn choice_text(language: Language, field: Field, code: &str) -> Option<&'static str> {
    Some(match (field, code) {
        (Field::Region, "china") => common::china(language),
        (Field::Region, "singapore") => common::singapore(language),
        (Field::Region, "europe") => push::region_europe(language),
        (Field::Region, "india") => push::region_india(language),
        (Field::Region, "russia") => push::region_russia(language),
        (Field::Importance, "low") => push::importance_low(language),
        (Field::Importance, "normal") => push::importance_normal(language),
        (Field::MessageClass, "public") => push::class_public(language),
        (Field::MessageClass, "private") => push::class_private(language),
        (Field::MessageType, "notification") => push::type_notification(language),
        (Field::MessageType, "data") => push::type_data(language),
        (Field::MutableContent, "on") => push::on(language),
        _ => return None,
    })
}

/// The text of a warning about a credential.
pub(super) fn warning_text(language: Language, warning: Warning) -> String {
    match warning {
        Warning::ExpiresSoon { at } => file::expires_soon(language, &at.date_and_minute()),
        Warning::WithoutPassword => push::without_password(language).into(),
        Warning::NotIssuedByApple => push::not_issued_by_apple(language).into(),
        Warning::KeyIdDiffers => push::key_id_differs(language).into(),
    }
}
