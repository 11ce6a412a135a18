//! The labels of form fields, and the messages for empty ones.

use std::borrow::Cow;

use domain::account::language::Language;
use domain::field::Field;

use crate::i18n::certificate::certificate_field;
use crate::i18n::text::{
    account, auth, common, fields, help, keys, members, money, passkeys, second_factor, tokens, webhooks,
};

/// The label of a field, as its form shows it.
pub(crate) fn field_label(language: Language, field: Field) -> &'static str {
    match field {
        Field::Name => common::field_name(language),
        Field::Description => common::field_description(language),
        Field::Region => common::field_region(language),
        Field::Email => auth::email(language),
        Field::Password => auth::password(language),
        Field::NewPassword => account::new_password(language),
        Field::SetupCode => auth::setup_code(language),
        Field::Role => members::role(language),
        Field::Applications => members::applications(language),
        Field::AuthenticationCode => second_factor::code(language),
        Field::Sdkappid => "SDKAppID",
        Field::UserId => "UserID",
        Field::Expire => fields::expire(language),
        Field::Room => fields::room(language),
        Field::Overlap => keys::overlap(language),
        Field::Key => keys::key(language),
        Field::Subject => help::subject(language),
        Field::Message => help::message(language),
        Field::Amount => money::amount(language),
        Field::Note => money::note(language),
        Field::Accept => money::accept_label(language),
        Field::Confirmation => fields::confirmation(language),
        Field::EndpointUrl => webhooks::url(language),
        Field::Events => webhooks::events(language),
        Field::TokenName => tokens::name(language),
        Field::Scopes => tokens::scopes(language),
        Field::PasskeyName => passkeys::name(language),
        Field::Days => tokens::days(language),
        field => certificate_field(language, field),
    }
}

/// The message for an empty required field.
pub(crate) fn missing_text(language: Language, field: Field) -> String {
    match field {
        Field::Name | Field::CertificateName | Field::TokenName | Field::PasskeyName => {
            common::missing_name(language).into()
        }
        Field::Email => common::missing_email(language).into(),
        Field::Password => common::missing_password(language).into(),
        Field::Confirmation | Field::Sdkappid => common::missing_sdkappid(language).into(),
        Field::Expire | Field::Days => common::missing_number(language).into(),
        Field::File => fields::missing_file(language).into(),
        Field::Applications => members::missing_applications(language).into(),
        Field::Events => webhooks::missing_events(language).into(),
        Field::Region
        | Field::Scopes
        | Field::CredentialKind
        | Field::Environment
        | Field::PushKind
        | Field::ClickAction
        | Field::Importance
        | Field::MessageClass
        | Field::MessageType => named(language, field, common::missing_choice),
        field => named(language, field, common::missing),
    }
}

/// Inserts the label of the field into `sentence`.
fn named(language: Language, field: Field, sentence: fn(Language, &str) -> String) -> String {
    let label = field_label(language, field);
    match language {
        Language::English => sentence(language, &within_a_sentence(label)),
        _ => sentence(language, label),
    }
}

/// Lowercases a label of ordinary words for use inside a sentence; names like AppID, Client Secret and Subsequent
/// Action are unchanged.
fn within_a_sentence(label: &str) -> Cow<'_, str> {
    if label.chars().skip(1).all(|char| char == ' ' || char.is_ascii_lowercase()) {
        let (initial, rest) = label.split_at(label.chars().next().map_or(0, char::len_utf8));
        return Cow::Owned(initial.to_lowercase() + rest);
    }
    Cow::Borrowed(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_field_says_what_to_enter() {
        for (field, english, korean) in [
            (Field::Name, "Enter a name.", "이름을 입력하세요."),
            (Field::AppId, "Enter the AppID.", "AppID를 입력하세요."),
            (Field::TeamId, "Enter the Team ID.", "Team ID를 입력하세요."),
            (Field::PackageName, "Enter the package name.", "패키지 이름을 입력하세요."),
            (Field::Message, "Enter the message.", "내용을 입력하세요."),
            (Field::File, "Choose a file.", "파일을 선택하세요."),
            (Field::ClientSecret, "Enter the Client Secret.", "Client Secret을 입력하세요."),
            (Field::Region, "Choose the region.", "리전을 선택하세요."),
            (Field::Environment, "Choose the certificate environment.", "인증서 환경을 선택하세요."),
            (Field::ClickAction, "Choose the Subsequent Action.", "후속 동작을 선택하세요."),
        ] {
            assert_eq!(missing_text(Language::English, field), english);
            assert_eq!(missing_text(Language::Korean, field), korean);
        }
    }
}
