//! A push on one device, and the message that its vendor gets.

use std::sync::Arc;
use std::time::Duration;

use domain::certificate::{Certificate, ClickAction, Importance, Platform};
use domain::delivery::info::{ApnsKind, Badge, GooglePriority, InterruptionLevel, OfflinePushInfo};
use domain::time::Timestamp;
use push::message::{Click, Interruption, Kind, Message, Priority};
use sha2::{Digest as _, Sha256};
use store::{DeviceAddress, PushRow};

use super::progress::RetryKey;
use crate::Error;
use crate::delivery::new_pushes::stored;

/// The most that an icon's badge shows on platforms other than Apple's.
const MAX_BADGE: u16 = 99;

/// A push that is being delivered.
#[derive(Debug)]
pub(super) struct Push {
    id: i64,
    salt: [u8; 16],
    info: OfflinePushInfo,
    /// Where a test push is sent to.
    test_address: Option<DeviceAddress>,
    pub accepted_at: Timestamp,
    pub expires_at: Timestamp,
}

/// Where a job was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// A batch.
    Batch {
        /// Whether it may wait behind batches that are prompt.
        is_bulk: bool,
    },
    /// A stored retry.
    Retry(RetryKey),
}

/// A push to send to one device.
#[derive(Debug, Clone)]
pub(super) struct Job {
    pub origin: Origin,
    /// The batch.
    pub position: i64,
    /// The place of the device in it.
    pub slot: u16,
    pub push: Arc<Push>,
    /// Number of the device.
    pub device: i64,
    /// How often it was sent so far.
    pub attempts: u8,
}

impl Push {
    /// Reads a stored push.
    pub(super) fn read(row: &PushRow) -> Result<Self, Error> {
        let address = |token: &String| DeviceAddress { token: token.clone(), language: String::new() };
        Ok(Self {
            id: row.id,
            salt: row.salt,
            info: stored(&row.message)?,
            test_address: row.test_token.as_ref().map(address),
            accepted_at: row.accepted_at,
            expires_at: row.expires_at,
        })
    }

    /// The number of the push, if it is a test push.
    pub(super) fn test_number(&self) -> Option<i64> {
        self.test_address.as_ref().map(|_| self.id)
    }

    /// Where to send it: to `device`, or to the token of a test push. None if there is no such device any more.
    pub(super) fn address<'a>(&'a self, device: Option<&'a DeviceAddress>) -> Option<&'a DeviceAddress> {
        self.test_address.as_ref().or(device)
    }

    /// The id of the delivery to a device: a UUID of version 8 (RFC 9562), the same at every attempt and on every server.
    fn delivery_id(&self, device: i64) -> [u8; 16] {
        let digest = Sha256::new()
            .chain_update(b"delivery")
            .chain_update(self.salt)
            .chain_update(device.to_be_bytes())
            .finalize();
        let mut id: [u8; 16] = std::array::from_fn(|index| digest[index]);
        id[6] = id[6] & 0x0f | 0x80;
        id[8] = id[8] & 0x3f | 0x80;
        id
    }

    /// The id that makes a repeated delivery replace the first one on the screen.
    fn overlay_id(&self) -> [u8; 16] {
        let digest = Sha256::new().chain_update(b"overlay").chain_update(self.salt).finalize();
        std::array::from_fn(|index| digest[index])
    }

    /// The message for a device, with what the certificate says where the push says nothing.
    pub(super) fn message(
        &self,
        certificate: &Certificate,
        device: i64,
        address: &DeviceAddress,
        now: Timestamp,
    ) -> Message {
        let (info, settings, platform) = (&self.info, &certificate.settings, certificate.platform);
        let (android, apns, harmony) = (info.android(), info.apns(), info.harmony());
        let (title, body) = info.text_for(Some(address.language.as_str()).filter(|tag| !tag.is_empty()));
        let own_title = match platform {
            Platform::Apns => apns.title(),
            Platform::Harmony => harmony.title(),
            _ => None,
        };
        let (badge, badge_add) = match info.badge() {
            Some(Badge::Set(count)) if platform == Platform::Apns => (Some(count), None),
            Some(Badge::Set(count)) => (Some(count.min(MAX_BADGE)), None),
            Some(Badge::Add(count)) => (None, Some(count)),
            None => (None, None),
        };
        let (channel, category) = match platform {
            Platform::Xiaomi => (android.xiaomi_channel(), None),
            Platform::Huawei => (android.huawei_channel(), android.huawei_category()),
            Platform::Oppo => (android.oppo_channel(), android.oppo_category()),
            Platform::Vivo => (None, android.vivo_category()),
            Platform::Fcm => (android.google_channel(), None),
            Platform::Harmony => (None, harmony.category()),
            Platform::Honor | Platform::Meizu | Platform::Apns => (None, None),
        };
        let image = match platform {
            Platform::Apns => apns.image(),
            Platform::Huawei => android.huawei_image(),
            Platform::Honor => android.honor_image(),
            Platform::Fcm => android.google_image(),
            Platform::Harmony => harmony.image(),
            _ => None,
        };
        let sound = match platform {
            Platform::Apns => apns.sound(),
            Platform::Harmony => harmony.sound(),
            _ => android.sound(),
        };
        let importance: Option<Importance> = match platform {
            Platform::Honor => android.honor_importance().or_else(|| settings.importance()),
            Platform::Huawei => android.huawei_importance(),
            _ => None,
        };
        let owned = |text: Option<&str>| text.map(ToOwned::to_owned);
        Message {
            id: self.delivery_id(device),
            overlay: Some(self.overlay_id()),
            kind: match apns.kind() {
                ApnsKind::Alert => Kind::Alert,
                ApnsKind::Background => Kind::Background,
                ApnsKind::Voip => Kind::Voip,
            },
            token: address.token.clone(),
            title: own_title.unwrap_or(title).to_owned(),
            subtitle: owned(apns.subtitle()),
            body: body.to_owned(),
            sound: owned(sound),
            badge,
            badge_add,
            image: owned(image),
            interruption: apns.interruption_level().map(|level| match level {
                InterruptionLevel::Passive => Interruption::Passive,
                InterruptionLevel::Active => Interruption::Active,
                InterruptionLevel::TimeSensitive => Interruption::TimeSensitive,
                InterruptionLevel::Critical => Interruption::Critical,
            }),
            priority: match android.google_priority() {
                Some(GooglePriority::Normal) => Priority::Normal,
                _ => Priority::High,
            },
            ext: owned(info.ext()),
            click: click(certificate.click_action.as_ref()),
            lifetime: self.rest(now),
            channel: owned(channel.or_else(|| settings.channel())),
            category: owned(category.or_else(|| settings.category())),
            badge_class: owned(settings.badge_class()),
            importance,
            message_class: android.meizu_message_class().or_else(|| settings.message_class()),
            message_type: settings.message_type(),
            receipt: owned(settings.receipt()),
            mutable_content: apns.is_mutable_content() || settings.mutable_content(),
        }
    }

    /// What remains of its lifetime.
    fn rest(&self, now: Timestamp) -> Duration {
        self.expires_at.since(now)
    }
}

/// What a tap does, as the certificate says.
fn click(action: Option<&ClickAction>) -> Click {
    match action {
        None | Some(ClickAction::OpenApplication) => Click::OpenApplication,
        Some(ClickAction::OpenWebPage(address)) => Click::OpenWebPage(address.as_str().to_owned()),
        Some(ClickAction::OpenInAppPage(page)) => Click::OpenPage(page.as_str().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn push(salt: u8) -> Push {
        let at = Timestamp::from_unix_seconds(1_790_000_000);
        Push {
            id: 1,
            salt: [salt; 16],
            info: OfflinePushInfo::default(),
            test_address: None,
            accepted_at: at,
            expires_at: at.plus(Duration::from_mins(1)),
        }
    }

    #[test]
    fn ids_depend_on_push_and_device_alone() {
        assert_eq!(push(1).delivery_id(7), push(1).delivery_id(7));
        assert_ne!(push(1).delivery_id(7), push(1).delivery_id(8));
        assert_ne!(push(1).delivery_id(7), push(2).delivery_id(7));
        assert_ne!(push(1).overlay_id(), push(2).overlay_id());
        let id = push(1).delivery_id(7);
        assert_eq!((id[6] >> 4, id[8] >> 6), (8, 2), "version and variant of the UUID");
    }

    #[test]
    fn what_remains_of_its_life_ends_at_zero() {
        let push = push(1);
        assert_eq!(push.rest(push.accepted_at), Duration::from_mins(1));
        assert_eq!(push.rest(push.expires_at.plus(Duration::from_secs(1))), Duration::ZERO);
    }
}
