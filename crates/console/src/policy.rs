//! Settings that the operator chooses.

use std::fmt;
use std::time::Duration;

use push::hosts::Hosts;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::account::provider::ProviderPolicy;

/// Settings that the operator chooses, with their defaults in brackets.
#[derive(Clone)]
pub struct Policy {
    /// Applications per account (300).
    pub application_limit: i64,
    /// A session ends when it was not used for so long (12 h).
    pub session_idle: Duration,
    /// A session ends after so long however much it is used (30 d).
    pub session_absolute: Duration,
    /// For so long after a person proved who they are, they are not asked again (10 min).
    pub verification_freshness: Duration,
    /// Failed verifications of `/v4` per application and minute (3000).
    pub verify_failures_per_minute: u32,
    /// How long a push is kept after it was accepted (7 d).
    pub push_retention: Duration,
    /// How long an entry of the audit trail is kept; for ever if `None` (`None`).
    pub audit_retention: Option<Duration>,
    /// Whether webhooks may be sent to addresses that are not public, and without TLS (no).
    pub webhooks_allow_private: bool,
    /// Whether mails reach people: a mail server or a folder is configured (no).
    pub sends_mails: bool,
    /// Public URL of the console, without a trailing slash: passkeys belong to its host. There are none without it (`None`).
    pub public_url: Option<String>,
    /// Who is admitted through the OpenID Connect provider (nobody who is not a member or invited).
    pub provider: ProviderPolicy,
    /// Addresses of the push vendors.
    pub vendors: Hosts,
    /// Fixed for automation, or made at start; needed for `/setup`. Where it is empty, no code is right.
    pub setup_code: String,
}

impl Policy {
    /// Whether `typed` is the setup code. Case, dashes and spaces do not count, and the time it takes says
    /// nothing about the code.
    pub(crate) fn is_setup_code(&self, typed: &str) -> bool {
        let expected = plain(&self.setup_code);
        // Hashes are of one length; comparing them hides the code's.
        let same = Sha256::digest(&expected).ct_eq(&Sha256::digest(plain(typed)));
        !expected.is_empty() && bool::from(same)
    }
}

fn plain(code: &str) -> String {
    code.chars().filter(|char| *char != '-' && !char.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// Without the setup code.
impl fmt::Debug for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Policy")
            .field("application_limit", &self.application_limit)
            .field("session_idle", &self.session_idle)
            .field("session_absolute", &self.session_absolute)
            .field("verification_freshness", &self.verification_freshness)
            .field("verify_failures_per_minute", &self.verify_failures_per_minute)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(setup_code: &str) -> Policy {
        Policy {
            application_limit: 300,
            session_idle: Duration::from_secs(1),
            session_absolute: Duration::from_secs(2),
            verification_freshness: Duration::from_secs(3),
            verify_failures_per_minute: 4,
            push_retention: Duration::from_hours(7 * 24),
            audit_retention: None,
            webhooks_allow_private: false,
            sends_mails: false,
            public_url: None,
            provider: ProviderPolicy::default(),
            vendors: Hosts::default(),
            setup_code: setup_code.into(),
        }
    }

    #[test]
    fn the_code_is_right_however_it_is_typed() {
        for typed in ["ABCD-EFGH", "abcdefgh", " AbCd - efgh\n"] {
            assert!(policy("abcd-efgh").is_setup_code(typed), "{typed}");
        }
        for typed in ["", "-", "abcd-efg", "abcd-efgh-i", "abcd-efgi"] {
            assert!(!policy("abcd-efgh").is_setup_code(typed), "{typed}");
        }
    }

    #[test]
    fn without_a_code_none_is_right() {
        for typed in ["", " ", "-"] {
            assert!(!policy("").is_setup_code(typed));
            assert!(!policy(" - ").is_setup_code(typed));
        }
    }

    #[test]
    fn the_code_is_not_printed() {
        assert!(!format!("{:?}", policy("abcd-efgh")).contains("abcd"));
    }
}
