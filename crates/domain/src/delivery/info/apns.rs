//! `ApnsInfo` (docs/facts/push-calls.md#offlinepushinfo).

use serde::ser::SerializeMap as _;
use serde_json::{Map, Value};

use super::choice::InterruptionLevel;
use super::live_activity::LiveActivity;
use super::member::{Malformed, members};

/// The kinds of push that APNs distinguishes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum ApnsKind {
    /// A notification. With [`ApnsInfo::is_content_available`], the application is woken too.
    #[default]
    Alert,
    /// Wakes the application and shows nothing: `ContentAvailable` without any text.
    Background,
    /// An incoming call. A device without a VoIP token gets an alert instead.
    Voip,
}

members! {
    /// What a push sets for iOS.
    ApnsInfo {
        texts {
            /// `Title`: replaces the top-level title.
            title = "Title",
            /// `SubTitle`.
            subtitle = "SubTitle",
            /// `Image`: address of an image that the application's service extension can load.
            image = "Image",
            /// `Sound`: file name of the sound with suffix, in the application's bundle.
            sound = "Sound",
        }
        flags {
            /// `BadgeMode` 0: the badge is incremented. The default of push calls is 1, not to do so. Without effect
            /// if the push has a [`Badge`](super::Badge).
            increments_badge = "BadgeMode" if 0,
            /// `MutableContent` 1: a service extension may change the push before it is shown.
            is_mutable_content = "MutableContent" if 1,
            /// `ContentAvailable` 1: the application is woken in the background.
            is_content_available = "ContentAvailable" if 1,
            /// `IsVoipPush` 1.
            is_voip = "IsVoipPush" if 1,
        }
        choices {
            /// `InterruptionLevel`.
            interruption_level: InterruptionLevel = "InterruptionLevel",
        }
        objects {
            /// `LiveActivity`: the push updates or ends a Live Activity, and [`Self::kind`] does not apply.
            live_activity: LiveActivity = "LiveActivity",
        }
        computed {
            kind: ApnsKind,
        }
    }
}

impl ApnsInfo {
    /// `has_text`: whether the push has a title or text outside of `object`.
    pub(super) fn read(object: &Map<String, Value>, has_text: bool) -> Result<Self, Malformed> {
        let mut info = Self::read_members(object)?;
        let has_text = has_text || info.title.is_some() || info.subtitle.is_some();
        info.kind = match (info.is_voip, info.is_content_available) {
            (true, _) => ApnsKind::Voip,
            (false, true) if !has_text => ApnsKind::Background,
            _ => ApnsKind::Alert,
        };
        Ok(info)
    }

    /// The kind of the push.
    pub const fn kind(&self) -> ApnsKind {
        self.kind
    }
}
