//! Optional settings of a certificate, apart from its credential (docs/facts/push-credentials.md#settings). None of
//! them is secret.

mod choice;
#[cfg(test)]
mod tests;
mod value;

use serde::{Deserialize, Serialize};

pub use choice::{Importance, MessageClass, MessageType};
use value::{badge_class, category, channel, receipt, switch};

use super::Platform;
use super::click::WebAddress;
use super::form::Form;
use super::service::chosen;
use crate::field::{Checklist, Field, InvalidField, Problem};

/// The settings of one certificate; contains only those that [`Platform::settings`] lists for its platform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "StoredSettings", into = "StoredSettings")]
pub struct Settings(StoredSettings);

/// A setting that some platforms offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    /// **ChannelID**: 1 to 128 visible ASCII characters; must exist at the vendor.
    Channel,
    /// **Category**: 1 to 64 letters, digits and `_.-`.
    Category,
    /// **Badge parameter**: the class of the Activity that starts the application.
    BadgeClass,
    /// **Importance**: HONOR only.
    Importance,
    /// **Message class**: Meizu only.
    MessageClass,
    /// **Message type**: FCM only.
    MessageType,
    /// **Receipt**: a callback URL of at most 128 characters (docs/facts/push-credentials.md#settings).
    Receipt,
    /// **mutable-content**: a service extension may change the push before it is shown.
    MutableContent,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct StoredSettings {
    platform: Platform,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    channel: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    category: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    badge_class: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    importance: Option<Importance>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    message_class: Option<MessageClass>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    message_type: Option<MessageType>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    receipt: Option<WebAddress>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    mutable_content: bool,
}

impl Platform {
    /// The settings that the platform offers, in display order.
    pub const fn settings(self) -> &'static [Setting] {
        use Setting::{
            BadgeClass, Category, Channel, Importance, MessageClass, MessageType, MutableContent, Receipt,
        };
        match self {
            Self::Xiaomi => &[Channel],
            Self::Huawei => &[BadgeClass, Channel, Category],
            Self::Honor => &[BadgeClass, Importance],
            Self::Oppo => &[Channel, Category],
            Self::Vivo => &[Category, Receipt],
            Self::Meizu => &[MessageClass, Receipt],
            Self::Fcm => &[MessageType, Channel],
            Self::Apns => &[MutableContent],
            Self::Harmony => &[Category],
        }
    }
}

impl Setting {
    /// Form field of the setting.
    pub const fn field(self) -> Field {
        match self {
            Self::Channel => Field::Channel,
            Self::Category => Field::Category,
            Self::BadgeClass => Field::BadgeClass,
            Self::Importance => Field::Importance,
            Self::MessageClass => Field::MessageClass,
            Self::MessageType => Field::MessageType,
            Self::Receipt => Field::Receipt,
            Self::MutableContent => Field::MutableContent,
        }
    }
}

impl Settings {
    /// No settings for `platform`: all are unset.
    pub const fn none(platform: Platform) -> Self {
        Self(StoredSettings {
            platform,
            channel: None,
            category: None,
            badge_class: None,
            importance: None,
            message_class: None,
            message_type: None,
            receipt: None,
            mutable_content: false,
        })
    }

    /// Parses the settings of `platform` from a form. An empty field leaves its setting unset. Returns every
    /// invalid field, not only the first.
    pub fn parse(platform: Platform, form: Form<'_, '_>) -> Result<Self, Vec<InvalidField>> {
        let mut checklist = Checklist::new();
        let mut settings = Self::none(platform);
        for setting in platform.settings() {
            match settings.0.set(*setting, form(setting.field())) {
                Ok(()) | Err(Problem::Missing) => {}
                Err(problem) => checklist.add(InvalidField { field: setting.field(), problem }),
            }
        }
        checklist.finish(Some(settings))
    }

    pub const fn platform(&self) -> Platform {
        self.0.platform
    }

    /// **ChannelID**.
    pub fn channel(&self) -> Option<&str> {
        self.0.channel.as_deref()
    }

    /// **Category**.
    pub fn category(&self) -> Option<&str> {
        self.0.category.as_deref()
    }

    /// **Badge parameter**.
    pub fn badge_class(&self) -> Option<&str> {
        self.0.badge_class.as_deref()
    }

    /// **Importance**.
    pub const fn importance(&self) -> Option<Importance> {
        self.0.importance
    }

    /// **Message class**.
    pub const fn message_class(&self) -> Option<MessageClass> {
        self.0.message_class
    }

    /// **Message type**.
    pub const fn message_type(&self) -> Option<MessageType> {
        self.0.message_type
    }

    /// **Receipt**.
    pub fn receipt(&self) -> Option<&str> {
        self.0.receipt.as_ref().map(WebAddress::as_str)
    }

    /// **mutable-content**.
    pub const fn mutable_content(&self) -> bool {
        self.0.mutable_content
    }

    /// The value of a setting as its form field shows it; empty if unset.
    pub fn text(&self, setting: Setting) -> &str {
        let text = match setting {
            Setting::Channel => self.channel(),
            Setting::Category => self.category(),
            Setting::BadgeClass => self.badge_class(),
            Setting::Importance => self.importance().map(Importance::code),
            Setting::MessageClass => self.message_class().map(MessageClass::code),
            Setting::MessageType => self.message_type().map(MessageType::code),
            Setting::Receipt => self.receipt(),
            Setting::MutableContent => self.mutable_content().then_some("on"),
        };
        text.unwrap_or_default()
    }
}

impl StoredSettings {
    fn set(&mut self, setting: Setting, given: &str) -> Result<(), Problem> {
        match setting {
            Setting::Channel => self.channel = Some(channel(given)?),
            Setting::Category => self.category = Some(category(given)?),
            Setting::BadgeClass => self.badge_class = Some(badge_class(given)?),
            Setting::Importance => self.importance = Some(chosen(Importance::ALL, Importance::code, given)?),
            Setting::MessageClass => {
                self.message_class = Some(chosen(MessageClass::ALL, MessageClass::code, given)?);
            }
            Setting::MessageType => {
                self.message_type = Some(chosen(MessageType::ALL, MessageType::code, given)?);
            }
            Setting::Receipt => self.receipt = Some(receipt(given)?),
            Setting::MutableContent => self.mutable_content = switch(given)?,
        }
        Ok(())
    }
}

/// Stored settings are validated like a form: one of another platform or out of bounds is an error.
impl TryFrom<StoredSettings> for Settings {
    type Error = String;

    fn try_from(kept: StoredSettings) -> Result<Self, String> {
        let kept = Self(kept);
        let texts = |field: Field| {
            let setting = kept.platform().settings().iter().find(|setting| setting.field() == field);
            setting.map_or("", |setting| kept.text(*setting))
        };
        match Self::parse(kept.platform(), &texts) {
            Ok(settings) if settings == kept => Ok(settings),
            _ => Err("settings that their platform does not have".to_owned()),
        }
    }
}

impl From<Settings> for StoredSettings {
    fn from(settings: Settings) -> Self {
        settings.0
    }
}
