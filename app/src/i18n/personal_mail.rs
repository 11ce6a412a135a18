//! E-mails to one person: subject and text.

use domain::account::language::Language;
use domain::account::member::InvitationFacts;
use domain::account::person::Email;
use domain::account::personal_mail::{SecurityEvent, SecurityMail};

use crate::i18n::names::role_name;
use crate::i18n::text::{account, personal_mail};
use crate::pages::account::browser_name;
use crate::routes::PagePath;

/// Subject and text of an e-mail to `email` about how they sign in; `address` is the URL of the console.
pub fn security_mail_text(
    language: Language,
    mail: &SecurityMail,
    email: &Email,
    address: &str,
) -> (String, String) {
    let email = email.as_str();
    let (subject, text) = match &mail.event {
        SecurityEvent::PasswordChanged => (
            personal_mail::password_changed_subject(language),
            personal_mail::password_changed(language, email),
        ),
        SecurityEvent::PasswordReset => (
            personal_mail::password_changed_subject(language),
            personal_mail::password_reset(language, email),
        ),
        SecurityEvent::AuthenticatorAdded => (
            personal_mail::authenticator_added_subject(language),
            personal_mail::authenticator_added(language, email),
        ),
        SecurityEvent::AuthenticatorRemoved => (
            personal_mail::authenticator_removed_subject(language),
            personal_mail::authenticator_removed(language, email),
        ),
        SecurityEvent::PasskeyAdded { name } => (
            personal_mail::passkey_added_subject(language),
            personal_mail::passkey_added(language, email, name.as_str()),
        ),
        SecurityEvent::PasskeyRemoved { name } => (
            personal_mail::passkey_removed_subject(language),
            personal_mail::passkey_removed(language, email, name.as_str()),
        ),
        SecurityEvent::IdentityLinked { issuer } => (
            personal_mail::identity_linked_subject(language),
            personal_mail::identity_linked(language, email, issuer),
        ),
        SecurityEvent::SecondFactorsRemoved => (
            personal_mail::second_factors_removed_subject(language),
            personal_mail::second_factors_removed(language, email),
        ),
        SecurityEvent::RecoveryCodesReplaced => {
            (personal_mail::recovery_codes_subject(language), personal_mail::recovery_codes(language, email))
        }
        SecurityEvent::RecoveryCodeUsed { left } => {
            (personal_mail::code_used_subject(language), personal_mail::code_used(language, email, *left))
        }
        SecurityEvent::TokenCreated { name } => (
            personal_mail::token_created_subject(language),
            personal_mail::token_created(language, email, name.as_str()),
        ),
        SecurityEvent::SignedIn => {
            (personal_mail::signed_in_subject(language), personal_mail::signed_in(language, email))
        }
    };
    let page = match mail.event {
        SecurityEvent::TokenCreated { .. } => PagePath::Tokens,
        _ => PagePath::Account,
    };
    let at = personal_mail::at(language, &mail.at.date_and_minute());
    // A name that the console makes: what the browser itself says may be written by whoever signs in.
    let from = mail.address.map_or_else(String::new, |from| {
        let browser =
            browser_name(&mail.browser).unwrap_or_else(|| account::unknown_browser(language).to_owned());
        format!("{}\n", personal_mail::from(language, &browser, &from.to_string()))
    });
    let (not_you, foot) = (personal_mail::not_you(language), personal_mail::foot(language));
    (subject.to_owned(), format!("{text}\n\n{at}\n{from}\n{not_you}\n\n{address}{page}\n\n{foot}\n"))
}

/// Subject and text of an e-mail with the link of an invitation, a secret.
pub fn invitation_mail_text(
    language: Language,
    facts: &InvitationFacts,
    token: &str,
    address: &str,
) -> (String, String) {
    let who = &facts.invited_by;
    let text = personal_mail::invitation(language, who, role_name(language, facts.role));
    let link = invitation_link(address, token);
    let foot = personal_mail::invitation_foot(language, &facts.ends_at.date_and_minute());
    (personal_mail::invitation_subject(language, who), format!("{text}\n\n{link}\n\n{foot}\n"))
}

/// The link of an invitation.
pub(crate) fn invitation_link(address: &str, token: &str) -> String {
    format!("{address}{}?token={token}", PagePath::Join)
}

#[cfg(test)]
mod tests {
    use domain::account::permission::Role;
    use domain::time::Timestamp;

    use super::*;

    const AT: Timestamp = Timestamp::from_unix_seconds(1_790_000_000);

    #[test]
    fn a_security_mail_says_what_when_where_and_what_to_do() {
        let email: Email = "kim@orbit.example".parse().unwrap();
        let token = SecurityEvent::TokenCreated { name: "Deploy".parse().unwrap() };
        for language in Language::ALL {
            for (event, page) in [
                (SecurityEvent::PasswordChanged, "account"),
                (SecurityEvent::AuthenticatorAdded, "account"),
                (SecurityEvent::AuthenticatorRemoved, "account"),
                (SecurityEvent::PasskeyAdded { name: "Phone".parse().unwrap() }, "account"),
                (SecurityEvent::PasskeyRemoved { name: "Phone".parse().unwrap() }, "account"),
                (SecurityEvent::IdentityLinked { issuer: "https://id.example".into() }, "account"),
                (SecurityEvent::SecondFactorsRemoved, "account"),
                (SecurityEvent::RecoveryCodesReplaced, "account"),
                (SecurityEvent::RecoveryCodeUsed { left: 9 }, "account"),
                (token.clone(), "tokens"),
                (SecurityEvent::SignedIn, "account"),
            ] {
                let mail = SecurityMail {
                    event,
                    at: AT,
                    address: Some([192, 0, 2, 1].into()),
                    browser: "Mozilla/5.0 (X11; Linux) Firefox/152.0 http://evil.example".into(),
                };
                let (subject, text) = security_mail_text(language, &mail, &email, "https://chat.example");
                assert!(!subject.is_empty() && text.contains("kim@orbit.example"), "{text}");
                assert!(text.contains("14:13 UTC\n") && text.contains("Firefox 152, Linux"), "{text}");
                assert!(text.contains("192.0.2.1\n") && !text.contains("evil"), "{text}");
                assert!(text.contains(&format!("https://chat.example/{page}\n")), "{text}");
            }
            let event = SecurityEvent::PasswordReset;
            let reset = SecurityMail { event, at: AT, address: None, browser: String::new() };
            let (_, text) = security_mail_text(language, &reset, &email, "http://x");
            assert!(!text.contains(account::unknown_browser(language)), "the operator has none: {text}");
        }
    }

    #[test]
    fn an_invitation_has_its_link() {
        let facts = InvitationFacts {
            email: "sam@orbit.example".parse().unwrap(),
            role: Role::Developer,
            invited_by: "kim@orbit.example".into(),
            ends_at: AT,
        };
        for language in Language::ALL {
            let (subject, text) = invitation_mail_text(language, &facts, "0f", "https://chat.example");
            assert!(subject.contains("kim@orbit.example"), "{subject}");
            assert!(text.contains("\nhttps://chat.example/join?token=0f\n"), "{text}");
            assert!(text.contains(role_name(language, Role::Developer)) && text.contains("14:13"), "{text}");
        }
    }
}
