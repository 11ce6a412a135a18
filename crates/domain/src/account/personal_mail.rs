//! Mails to one person: about the security of their account, or with an invitation.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::account::InvitationId;
use crate::account::language::Language;
use crate::account::second_factor::PasskeyName;
use crate::account::token::TokenName;
use crate::billing::notice::Notice;
use crate::time::Timestamp;

/// What has changed about how a person signs in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecurityEvent {
    /// They changed their password.
    PasswordChanged,
    /// The operator set a password.
    PasswordReset,
    /// They set an authenticator app up.
    AuthenticatorAdded,
    /// They removed their authenticator app.
    AuthenticatorRemoved,
    /// The operator removed their second factors.
    SecondFactorsRemoved,
    /// They added a passkey.
    PasskeyAdded {
        /// Its name.
        name: PasskeyName,
    },
    /// They removed a passkey.
    PasskeyRemoved {
        /// Its name.
        name: PasskeyName,
    },
    /// They signed in with an OpenID Connect provider for the first time: it lets them in from now on.
    IdentityLinked {
        /// Issuer identifier of the provider.
        issuer: String,
    },
    /// They made new recovery codes.
    RecoveryCodesReplaced,
    /// A recovery code was used.
    RecoveryCodeUsed {
        /// How many are left.
        left: u32,
    },
    /// An API token was made in their name.
    TokenCreated {
        /// Its name.
        name: TokenName,
    },
    /// They signed in with a browser that they have not signed in with before.
    SignedIn,
}

/// A change, when it was made, and from where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecurityMail {
    pub event: SecurityEvent,
    pub at: Timestamp,
    /// Client address; none for what the operator did at the command line.
    pub address: Option<IpAddr>,
    /// `User-Agent` header; empty for what the operator did.
    pub browser: String,
}

/// A mail to one person as it waits to be sent; it contains no secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonalMail {
    /// The link of an invitation.
    Invitation {
        /// The invitation, which may be accepted or revoked before the mail is sent.
        id: InvitationId,
        /// Language of whoever invites: nothing is known about the other one.
        language: Option<Language>,
    },
    /// To the person whose account it is about.
    Security(SecurityMail),
}

/// What waits in the queue of mails.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum QueuedMail {
    /// To everybody who looks after an account or an application.
    Notice(Notice),
    /// To one person.
    Personal(PersonalMail),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_is_read_as_it_was_written() {
        let at = Timestamp::from_unix_seconds(1_790_000_000);
        let security = |event| {
            let address = Some([192, 0, 2, 1].into());
            QueuedMail::Personal(PersonalMail::Security(SecurityMail {
                event,
                at,
                address,
                browser: "Firefox".into(),
            }))
        };
        for mail in [
            QueuedMail::Notice(Notice::Shreds { at }),
            QueuedMail::Personal(PersonalMail::Invitation {
                id: InvitationId(7),
                language: Some(Language::Korean),
            }),
            security(SecurityEvent::PasswordChanged),
            security(SecurityEvent::RecoveryCodeUsed { left: 9 }),
            security(SecurityEvent::PasskeyAdded { name: "Phone".parse().unwrap() }),
            security(SecurityEvent::IdentityLinked { issuer: "https://id.example".into() }),
            security(SecurityEvent::TokenCreated { name: "Deploy".parse().unwrap() }),
        ] {
            let text = serde_json::to_string(&mail).unwrap();
            assert_eq!(serde_json::from_str::<QueuedMail>(&text).unwrap(), mail, "{text}");
        }
    }
}
