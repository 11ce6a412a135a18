//! The events that are told.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::audit::Action;
use crate::field::Problem;
use crate::time::Timestamp;

/// Declares [`EventKind`] from its variants and their names.
macro_rules! event_kinds {
    ($($(#[doc = $doc:literal])+ $kind:ident = $name:literal,)+) => {
        /// What has happened, the `type` of a message.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "&'static str")]
        pub enum EventKind {
            $($(#[doc = $doc])+ $kind,)+
        }

        impl EventKind {
            const EVERY: &[Self] = &[$(Self::$kind),+];

            /// The stable name.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)+
                }
            }
        }
    };
}

event_kinds! {
    /// An application was created or imported.
    ApplicationCreated = "application.created",
    /// An application was disabled by a person, by a refund, or because its package is over.
    ApplicationDisabled = "application.disabled",
    /// A person enabled an application.
    ApplicationEnabled = "application.enabled",
    /// The trial of an application is over.
    ApplicationSuspended = "application.suspended",
    /// An application was deleted; it can be restored for a while.
    ApplicationDeleted = "application.deleted",
    /// A deleted application was restored.
    ApplicationRestored = "application.restored",
    /// A key was replaced by a new one.
    KeyRotated = "key.rotated",
    /// The previous key signs again.
    KeyRotationUndone = "key.rotation_undone",
    /// An old key was retired before its end.
    KeyRetired = "key.retired",
    /// A vendor rejects the credential of a push certificate.
    CertificateFailing = "certificate.failing",
    /// A push certificate expires soon: told as often as mails are.
    CertificateExpiring = "certificate.expiring",
    /// A vendor has reported tokens of an application's devices as dead: told at most every quarter of an hour.
    PushDeadTokens = "push.dead_tokens",
    /// The account is in arrears.
    ArrearsBegan = "arrears.began",
    /// The paid applications of the account are out of service, because its arrears last.
    ArrearsEnforced = "arrears.enforced",
    /// The account is out of arrears.
    ArrearsSettled = "arrears.settled",
    /// The audit trail of the installation was signed up to its last entry.
    AuditCheckpoint = "audit.checkpoint",
    /// A person sends a test.
    Test = "webhook.test",
}

impl EventKind {
    /// The events that an endpoint can receive; a test is sent to every endpoint.
    pub fn choices() -> impl Iterator<Item = Self> {
        Self::EVERY.iter().copied().filter(|kind| *kind != Self::Test)
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::EVERY.iter().copied().find(|kind| kind.name() == name)
    }

    /// The event that an audited action is, if it is one.
    pub const fn of_action(action: Action) -> Option<Self> {
        Some(match action {
            Action::ApplicationCreated | Action::ApplicationImported => Self::ApplicationCreated,
            Action::ApplicationDisabled | Action::PackageRefunded => Self::ApplicationDisabled,
            Action::ApplicationEnabled => Self::ApplicationEnabled,
            Action::ApplicationDeleted => Self::ApplicationDeleted,
            Action::ApplicationRestored => Self::ApplicationRestored,
            Action::KeyRotated => Self::KeyRotated,
            Action::KeyRotationUndone => Self::KeyRotationUndone,
            Action::KeyRetired => Self::KeyRetired,
            _ => return None,
        })
    }
}

impl fmt::Display for EventKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl From<EventKind> for &'static str {
    fn from(kind: EventKind) -> Self {
        kind.name()
    }
}

impl TryFrom<String> for EventKind {
    type Error = UnknownEvent;

    fn try_from(name: String) -> Result<Self, UnknownEvent> {
        Self::from_name(&name).ok_or(UnknownEvent)
    }
}

/// The text is not the name of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownEvent;

impl fmt::Display for UnknownEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no event has that name")
    }
}

/// A choice of events; never empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EventKinds(BTreeSet<EventKind>);

impl EventKinds {
    /// What a new endpoint receives unless a person chooses otherwise: everything but checkpoints, which may come every
    /// minute and are for whoever keeps them.
    pub fn usual() -> Self {
        Self(EventKind::choices().filter(|kind| *kind != EventKind::AuditCheckpoint).collect())
    }

    /// Parses the names of the chosen events.
    pub fn parse<'a>(names: impl IntoIterator<Item = &'a str>) -> Result<Self, Problem> {
        let choice = |name| EventKind::choices().find(|kind| kind.name() == name).ok_or(Problem::NotAChoice);
        let kinds: BTreeSet<_> = names.into_iter().map(choice).collect::<Result<_, _>>()?;
        if kinds.is_empty() { Err(Problem::Missing) } else { Ok(Self(kinds)) }
    }

    pub fn contains(&self, kind: EventKind) -> bool {
        self.0.contains(&kind)
    }

    pub fn iter(&self) -> impl Iterator<Item = EventKind> {
        self.0.iter().copied()
    }
}

/// The body of a message, in the order of Standard Webhooks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Payload<T> {
    /// The name of the event.
    #[serde(rename = "type")]
    pub kind: EventKind,
    /// When it happened, as RFC 3339 has it.
    timestamp: String,
    data: T,
}

impl<T> Payload<T> {
    /// What has happened at `timestamp`; `data` says to what.
    pub fn new(kind: EventKind, timestamp: Timestamp, data: T) -> Self {
        Self { kind, timestamp: timestamp.to_string(), data }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back_and_told_apart() {
        for kind in EventKind::EVERY {
            assert_eq!(EventKind::from_name(kind.name()), Some(*kind));
        }
        assert_eq!(EventKinds::usual().iter().count(), EventKind::EVERY.len() - 2);
        assert_eq!(EventKinds::parse([]), Err(Problem::Missing));
        assert_eq!(EventKinds::parse(["webhook.test"]), Err(Problem::NotAChoice));
    }

    #[test]
    fn a_payload_is_written_in_the_order_of_the_standard() {
        let at = Timestamp::from_unix_seconds(1_700_000_000);
        let payload = Payload::new(EventKind::KeyRotated, at, serde_json::json!({ "sdkappid": 7 }));
        assert_eq!(
            serde_json::to_string(&payload).unwrap(),
            r#"{"type":"key.rotated","timestamp":"2023-11-14T22:13:20Z","data":{"sdkappid":7}}"#
        );
    }
}
