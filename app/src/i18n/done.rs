//! The confirmation of a completed action: the `done` parameter of a page's URL.
//!
//! A code is a fixed word followed by typed values, separated by dots: `checked.huawei.refused`,
//! `ordered.pro.2026-12-28`, `posted.USD.500000`. Codes that do not parse show nothing, so nobody can put text of their
//! own into a link to this console.

use std::fmt;

use domain::account::language::Language;
use domain::application::lifecycle::Event;
#[cfg(feature = "ssr")]
use domain::application::sdkappid::Sdkappid;
use domain::billing::edition::Edition;
use domain::billing::money::Money;
#[cfg(feature = "ssr")]
use domain::certificate::Health;
use domain::certificate::Platform;

use crate::i18n::names::{edition_name, vendor_name};
use crate::i18n::text::{common, health, members, passkeys, second_factor, tokens, webhooks};

/// A completed action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Done {
    /// An action without a more specific confirmation.
    Completed,
    /// The form was saved.
    Saved,
    /// An application was created.
    Created,
    /// A deleted application was restored.
    Restored,
    /// An application was imported.
    Imported,
    /// An application was disabled, enabled or deleted.
    Changed(Event),
    /// A trial was extended.
    Extended,
    /// A package was ordered; the second value is its last day, as `2026-12-28`.
    Ordered(Edition, String),
    /// A package was refunded.
    Refunded,
    /// An amount was posted to the ledger.
    Posted(Money),
    /// A key was replaced.
    KeyRotated,
    /// A key rotation was undone: the previous key is current again.
    RotationUndone,
    /// An old key is no longer accepted.
    KeyRetired,
    /// That many certificates were imported.
    CertificatesImported(usize),
    CertificateDeleted,
    /// A certificate became the default of its platform.
    CertificateIsDefault,
    /// A credential was checked with its vendor.
    CertificateChecked(Platform, Verdict),
    PasswordChanged,
    AuthenticatorRemoved,
    PasskeyAdded,
    PasskeyRemoved,
    SecondFactorRequired,
    SecondFactorOptional,
    SessionRevoked,
    OtherSessionsRevoked,
    /// Somebody was invited to the account.
    MemberInvited,
    InvitationRevoked,
    MemberRemoved,
    TokenCreated,
    TokenRevoked,
    /// A support request was filed.
    RequestSent,
    /// A support request was answered.
    RequestAnswered,
    /// A webhook endpoint was deleted.
    WebhookDeleted,
    /// A test is sent to a webhook endpoint.
    WebhookTested,
    /// A message is sent to a webhook endpoint once more.
    WebhookReplayed,
    /// A webhook endpoint was enabled.
    WebhookEnabled,
    /// A webhook endpoint was disabled.
    WebhookDisabled,
}

/// The vendor's answer to a check of a credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The vendor accepts it.
    Accepted,
    /// The vendor refuses it.
    Refused,
    /// The vendor gave no clear answer.
    Unclear,
    /// The credential cannot be decrypted, so the vendor was not asked.
    Sealed,
}

impl Verdict {
    const ALL: [Self; 4] = [Self::Accepted, Self::Refused, Self::Unclear, Self::Sealed];

    const fn code(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::Unclear => "unclear",
            Self::Sealed => "sealed",
        }
    }

    /// The result of the last check.
    #[cfg(feature = "ssr")]
    pub(crate) const fn of(health: &Health) -> Self {
        match health {
            Health::Proven { .. } => Self::Accepted,
            Health::FailingSince { .. } => Self::Refused,
            Health::NotProven { .. } | Health::Unknown => Self::Unclear,
            Health::Undecryptable => Self::Sealed,
        }
    }
}

/// The actions whose code has no values, by code.
const PLAIN: [(&str, Done); 35] = [
    ("done", Done::Completed),
    ("saved", Done::Saved),
    ("created", Done::Created),
    ("restored", Done::Restored),
    ("imported", Done::Imported),
    ("disabled", Done::Changed(Event::Disable)),
    ("enabled", Done::Changed(Event::Enable)),
    ("deleted", Done::Changed(Event::Delete)),
    ("extended", Done::Extended),
    ("refunded", Done::Refunded),
    ("rotated", Done::KeyRotated),
    ("undone", Done::RotationUndone),
    ("retired", Done::KeyRetired),
    ("certificate.deleted", Done::CertificateDeleted),
    ("certificate.default", Done::CertificateIsDefault),
    ("password", Done::PasswordChanged),
    ("authenticator.removed", Done::AuthenticatorRemoved),
    ("passkey.added", Done::PasskeyAdded),
    ("passkey.removed", Done::PasskeyRemoved),
    ("second_factor.required", Done::SecondFactorRequired),
    ("second_factor.optional", Done::SecondFactorOptional),
    ("revoked", Done::SessionRevoked),
    ("revoked_others", Done::OtherSessionsRevoked),
    ("invited", Done::MemberInvited),
    ("invitation.revoked", Done::InvitationRevoked),
    ("member.removed", Done::MemberRemoved),
    ("token.created", Done::TokenCreated),
    ("token.revoked", Done::TokenRevoked),
    ("request.sent", Done::RequestSent),
    ("request.answered", Done::RequestAnswered),
    ("webhook.deleted", Done::WebhookDeleted),
    ("webhook.tested", Done::WebhookTested),
    ("webhook.replayed", Done::WebhookReplayed),
    ("webhook.enabled", Done::WebhookEnabled),
    ("webhook.disabled", Done::WebhookDisabled),
];

/// Writes the code.
impl fmt::Display for Done {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ordered(edition, day) => write!(f, "ordered.{}.{day}", edition.code()),
            Self::Posted(amount) => write!(f, "posted.{}.{}", amount.currency().code(), amount.minor()),
            Self::CertificatesImported(count) => write!(f, "certificates.{count}"),
            Self::CertificateChecked(platform, verdict) => {
                write!(f, "checked.{}.{}", platform.code(), verdict.code())
            }
            plain => {
                let code = PLAIN.iter().find_map(|(code, done)| (done == plain).then_some(*code));
                f.write_str(code.unwrap_or("done"))
            }
        }
    }
}

impl Done {
    /// Parses a code. `None` if it is unknown or a value is invalid.
    pub(crate) fn parse(code: &str) -> Option<Self> {
        if let Some((_, done)) = PLAIN.iter().find(|(plain, _)| *plain == code) {
            return Some(done.clone());
        }
        let parts: Vec<&str> = code.split('.').collect();
        Some(match parts.as_slice() {
            ["ordered", edition, day] if is_date(day) => {
                Self::Ordered(edition.parse().ok()?, (*day).to_owned())
            }
            ["posted", currency, minor] => {
                Self::Posted(Money::new(minor.parse().ok()?, currency.parse().ok()?))
            }
            ["certificates", count] => Self::CertificatesImported(count.parse().ok()?),
            ["checked", platform, verdict] => Self::CertificateChecked(
                platform.parse().ok()?,
                Verdict::ALL.into_iter().find(|known| known.code() == *verdict)?,
            ),
            _ => return None,
        })
    }

    /// The URL of `page` with this confirmation. `page` has neither a query nor a fragment.
    #[cfg(feature = "ssr")]
    pub(crate) fn on(&self, page: impl fmt::Display) -> String {
        format!("{page}?done={self}")
    }

    /// The confirmation of an order that was just placed for the application.
    #[cfg(feature = "ssr")]
    pub(crate) async fn order_of(sdkappid: Sdkappid) -> Self {
        let (console, actor) = (crate::ssr::console(), crate::ssr::actor());
        let detail = console.acting_as(&actor).applications().detail(sdkappid, None).await;
        detail.map_or(Self::Completed, |detail| {
            let life = detail.application.life;
            Self::Ordered(life.edition, life.term.end().date())
        })
    }

    /// The confirmation text in that language.
    pub(crate) fn message(&self, language: Language) -> ToastMessage {
        let text = match self {
            Self::Completed => common::done(language),
            Self::Saved => common::done_saved(language),
            Self::Created => common::done_created(language),
            Self::Restored => common::done_restored(language),
            Self::Imported => common::done_imported(language),
            Self::Changed(Event::Disable) => common::done_disabled(language),
            Self::Changed(Event::Enable) => common::done_enabled(language),
            Self::Changed(Event::Delete) => common::done_deleted(language),
            Self::Extended => common::done_extended(language),
            Self::Refunded => health::refunded(language),
            Self::KeyRotated => common::done_rotated(language),
            Self::RotationUndone => common::done_undone(language),
            Self::KeyRetired => common::done_retired(language),
            Self::CertificateDeleted => health::certificate_deleted(language),
            Self::CertificateIsDefault => health::default_changed(language),
            Self::PasswordChanged => common::done_password(language),
            Self::PasskeyAdded => passkeys::done_added(language),
            Self::PasskeyRemoved => passkeys::done_removed(language),
            Self::AuthenticatorRemoved => second_factor::done_removed(language),
            Self::SecondFactorRequired => second_factor::done_required(language),
            Self::SecondFactorOptional => second_factor::done_optional(language),
            Self::SessionRevoked => common::done_revoked(language),
            Self::OtherSessionsRevoked => common::done_revoked_others(language),
            Self::MemberInvited => members::done_invited(language),
            Self::InvitationRevoked => members::done_revoked(language),
            Self::MemberRemoved => members::done_removed(language),
            Self::TokenCreated => tokens::created(language),
            Self::TokenRevoked => tokens::revoked(language),
            Self::RequestSent => health::request_sent(language),
            Self::RequestAnswered => health::answer_sent(language),
            Self::WebhookDeleted => webhooks::done_deleted(language),
            Self::WebhookTested => webhooks::done_tested(language),
            Self::WebhookReplayed => webhooks::done_replayed(language),
            Self::WebhookEnabled => webhooks::done_enabled(language),
            Self::WebhookDisabled => webhooks::done_disabled(language),
            Self::Ordered(edition, day) => {
                return ToastMessage::good(health::ordered(language, edition_name(language, *edition), day));
            }
            Self::Posted(amount) => return ToastMessage::good(health::posted(language, &amount.to_string())),
            Self::CertificatesImported(count) => {
                return ToastMessage::good(common::done_certificates(language, *count));
            }
            Self::CertificateChecked(platform, verdict) => {
                let vendor = vendor_name(language, *platform);
                let text = match verdict {
                    Verdict::Accepted => health::accepted(language, vendor),
                    Verdict::Refused => health::refused(language, vendor),
                    Verdict::Unclear => health::unclear(language, vendor),
                    Verdict::Sealed => health::sealed(language).to_owned(),
                };
                return ToastMessage { text, is_good: *verdict == Verdict::Accepted };
            }
        };
        ToastMessage::good(text.to_owned())
    }
}

/// A confirmation text, and whether it reports success.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ToastMessage {
    pub(crate) text: String,
    pub(crate) is_good: bool,
}

impl ToastMessage {
    const fn good(text: String) -> Self {
        Self { text, is_good: true }
    }

    /// The icon and its CSS classes.
    pub(crate) const fn style(&self) -> (&'static str, &'static str) {
        if self.is_good { ("ok", "icon tone-ok") } else { ("warn", "icon tone-warn") }
    }
}

/// Whether `text` has the form `2026-12-28`.
fn is_date(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(index, byte)| match index {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

#[cfg(test)]
mod tests {
    use domain::time::Timestamp;

    use super::*;

    fn text(code: &str) -> Option<String> {
        Done::parse(code).map(|done| done.message(Language::English).text)
    }

    #[test]
    fn says_what_came_out() {
        let refused = Health::Unknown.refused(
            Timestamp::from_unix_seconds(1),
            String::new(),
            domain::certificate::Remedy::CorrectId,
        );
        let refused = Done::CertificateChecked(Platform::Huawei, Verdict::of(&refused));
        assert_eq!(text(&refused.to_string()).as_deref(), Some("Huawei refuses this credential"));
        assert!(!refused.message(Language::English).is_good);
        let posted = Done::Posted(Money::new(500_000, "USD".parse().unwrap()));
        assert_eq!(text(&posted.to_string()).as_deref(), Some("USD 5,000.00 posted"));
        let ordered = Done::Ordered(Edition::Pro, "2026-12-28".to_owned());
        assert!(text(&ordered.to_string()).unwrap().ends_with("until 2026-12-28"));
        assert_eq!(text("saved").as_deref(), Some("Saved"));
    }

    #[test]
    fn every_action_is_read_back_from_its_code() {
        let mut all: Vec<Done> = PLAIN.into_iter().map(|(_, done)| done).collect();
        all.push(Done::CertificatesImported(3));
        all.extend(Edition::ALL.map(|edition| Done::Ordered(edition, "2026-12-28".to_owned())));
        for verdict in Verdict::ALL {
            all.extend(Platform::ALL.map(|platform| Done::CertificateChecked(platform, verdict)));
        }
        for done in all {
            assert_eq!(Done::parse(&done.to_string()), Some(done));
        }
    }

    #[test]
    fn nobody_puts_words_of_their_own_into_it() {
        for code in [
            "",
            "Your account is locked, call 555",
            "checked.huawei.Call 555",
            "checked.Call 555.refused",
            "ordered.pro.call 555-12",
            "ordered.pro.2026-12-28.and more",
            "ordered.evil.2026-12-28",
            "posted.USD.five",
            "posted.US$.5",
            "posted.USD.99999999999999999999",
            "certificate.<b>",
        ] {
            assert_eq!(text(code), None, "{code}");
        }
    }
}
