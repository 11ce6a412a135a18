//! `OfflinePushInfo`: the contents of a push (docs/facts/push-calls.md#offlinepushinfo).

mod android;
mod apns;
mod badge;
mod choice;
mod harmony;
mod language_tag;
mod live_activity;
mod member;
#[cfg(test)]
pub(super) mod tests;
mod translation;

use serde::de::Error as _;
use serde::ser::SerializeMap as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

pub use android::AndroidInfo;
pub use apns::{ApnsInfo, ApnsKind};
pub use badge::Badge;
pub use choice::{
    GooglePriority, InterruptionLevel, LiveActivityEvent, OppoNotifyLevel, VivoClassification, VivoNotifyType,
};
pub use harmony::{HarmonyInfo, SoundDuration};
pub use live_activity::LiveActivity;
use member::{Malformed, read, read_flag, read_object, write};
use translation::Translation;

use crate::usersig::service_code::ServiceCode;

/// The contents of a push.
///
/// It is serialised with Tencent's names of the members, without those that have their default, and is read back by
/// the parser of the call. Templates (`PushTemplateId`) are refused, because the product has none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfflinePushInfo {
    is_silenced: bool,
    title: Option<String>,
    desc: Option<String>,
    translations: Vec<Translation>,
    ext: Option<String>,
    badge: Option<Badge>,
    android: AndroidInfo,
    apns: ApnsInfo,
    harmony: HarmonyInfo,
}

impl OfflinePushInfo {
    /// Maximum size in bytes, as JSON without white space.
    pub const MAX_BYTES: usize = 10 * 1024;

    /// Parses the member of a call: [`ServiceCode::PushTooLarge`] above [`Self::MAX_BYTES`], otherwise
    /// [`ServiceCode::BadPush`] if it is no object, or a member has the wrong type or is out of range.
    pub fn parse(given: &Value) -> Result<Self, ServiceCode> {
        let object = given.as_object().ok_or(ServiceCode::BadPush)?;
        let size = serde_json::to_vec(object).map_err(|_| ServiceCode::BadPush)?.len();
        if size > Self::MAX_BYTES {
            return Err(ServiceCode::PushTooLarge);
        }
        Self::read(object).map_err(|Malformed| ServiceCode::BadPush)
    }

    /// A title and a text, with the defaults of everything else.
    pub fn of_text(title: &str, desc: &str) -> Self {
        Self { title: Some(title.to_owned()), desc: Some(desc.to_owned()), ..Self::default() }
    }

    fn read(object: &Map<String, Value>) -> Result<Self, Malformed> {
        let empty = Map::new();
        read_object(object, "PushTemplateParam", &empty)?;
        if read::<String>(object, "PushTemplateId")?.is_some() {
            return Err(Malformed);
        }
        let title: Option<String> = read(object, "Title")?;
        let desc: Option<String> = read(object, "Desc")?;
        let translations = Translation::read_all(object)?;
        let has_text = title.is_some() || desc.is_some() || !translations.is_empty();
        Ok(Self {
            is_silenced: read_flag(object, "PushFlag", 1)?,
            title,
            desc,
            translations,
            ext: read(object, "Ext")?,
            badge: Badge::read(object)?,
            android: AndroidInfo::read(read_object(object, "AndroidInfo", &empty)?)?,
            apns: ApnsInfo::read(read_object(object, "ApnsInfo", &empty)?, has_text)?,
            harmony: HarmonyInfo::read(read_object(object, "HarmonyInfo", &empty)?)?,
        })
    }

    /// `PushFlag` 1: no vendor is asked to deliver the push.
    pub const fn is_silenced(&self) -> bool {
        self.is_silenced
    }

    /// `Title`; empty if missing. [`ApnsInfo::title`] and [`HarmonyInfo::title`] replace it.
    pub fn title(&self) -> &str {
        self.title.as_deref().unwrap_or_default()
    }

    /// `Desc`, the text; empty if missing.
    pub fn desc(&self) -> &str {
        self.desc.as_deref().unwrap_or_default()
    }

    /// Title and text for a device that reports this language, e.g. `zh-Hant-TW` or `en_US`.
    ///
    /// They come from `MultiLanguageContent`, preferably from an entry for the device's region, else from one for no
    /// region, else from one for another. Simplified and traditional Chinese are different languages; `zh` is
    /// simplified. What no entry has is the default: [`Self::title`] and [`Self::desc`].
    pub fn text_for(&self, language: Option<&str>) -> (&str, &str) {
        let translation = language.and_then(|language| Translation::best(&self.translations, language));
        let (title, desc) =
            translation.map_or((None, None), |found| (found.title.as_deref(), found.desc.as_deref()));
        (title.unwrap_or(self.title()), desc.unwrap_or(self.desc()))
    }

    /// `Ext`: data for the application, JSON by convention.
    pub fn ext(&self) -> Option<&str> {
        self.ext.as_deref()
    }

    /// `BadgeSetNum` or else `BadgeAddNum`. If both are missing, Huawei, HONOR and `HarmonyOS` add 1, and iOS does so
    /// if [`ApnsInfo::increments_badge`].
    pub const fn badge(&self) -> Option<Badge> {
        self.badge
    }

    /// `AndroidInfo`.
    pub const fn android(&self) -> &AndroidInfo {
        &self.android
    }

    /// `ApnsInfo`.
    pub const fn apns(&self) -> &ApnsInfo {
        &self.apns
    }

    /// `HarmonyInfo`.
    pub const fn harmony(&self) -> &HarmonyInfo {
        &self.harmony
    }
}

impl Serialize for OfflinePushInfo {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if self.is_silenced {
            map.serialize_entry("PushFlag", &1)?;
        }
        write(&mut map, "Title", self.title.as_ref())?;
        write(&mut map, "Desc", self.desc.as_ref())?;
        if !self.translations.is_empty() {
            map.serialize_entry("MultiLanguageContent", &self.translations)?;
        }
        write(&mut map, "Ext", self.ext.as_ref())?;
        if let Some(badge) = self.badge {
            badge.write(&mut map)?;
        }
        if !self.android.is_empty() {
            map.serialize_entry("AndroidInfo", &self.android)?;
        }
        if !self.apns.is_empty() {
            map.serialize_entry("ApnsInfo", &self.apns)?;
        }
        if !self.harmony.is_empty() {
            map.serialize_entry("HarmonyInfo", &self.harmony)?;
        }
        map.end()
    }
}

/// The size is not limited again: what was accepted stays readable.
impl<'de> Deserialize<'de> for OfflinePushInfo {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let object = Map::deserialize(deserializer)?;
        Self::read(&object).map_err(|Malformed| D::Error::custom("not an OfflinePushInfo"))
    }
}

/// Whether a URL, if there is one, begins with `https://`.
fn is_https(url: Option<&str>) -> bool {
    url.is_none_or(|url| url.get(..8).is_some_and(|scheme| scheme.eq_ignore_ascii_case("https://")))
}
