//! `AndroidInfo` (docs/facts/push-calls.md#offlinepushinfo).

use serde::ser::SerializeMap as _;
use serde_json::{Map, Value};

use super::choice::{GooglePriority, OppoNotifyLevel, VivoClassification, VivoNotifyType};
use super::is_https;
use super::member::{Malformed, members};
use crate::certificate::{Importance, MessageClass};

members! {
    /// What a push sets for the vendors of Android. A channel, category, importance or message class takes precedence
    /// over the certificate's.
    AndroidInfo {
        texts {
            /// `Sound`: file name of the sound without suffix, in the application's `res/raw`.
            sound = "Sound",
            /// `XiaoMiChannelID`.
            xiaomi_channel = "XiaoMiChannelID",
            /// `OPPOChannelID`.
            oppo_channel = "OPPOChannelID",
            /// `OPPOCategory`.
            oppo_category = "OPPOCategory",
            /// `OPPOPrivateMsgTemplateId`.
            oppo_private_template = "OPPOPrivateMsgTemplateId",
            /// `VIVOCategory`.
            vivo_category = "VIVOCategory",
            /// `HuaWeiChannelID`.
            huawei_channel = "HuaWeiChannelID",
            /// `HuaWeiCategory`.
            huawei_category = "HuaWeiCategory",
            /// `HuaWeiImage`: URL of the icon, beginning with `https://`.
            huawei_image = "HuaWeiImage",
            /// `HonorImage`: URL of the icon, beginning with `https://`.
            honor_image = "HonorImage",
            /// `GoogleChannelID`.
            google_channel = "GoogleChannelID",
            /// `GoogleImage`: URL of the image.
            google_image = "GoogleImage",
        }
        flags {
            /// `PushStyle` 1: the text may have several lines, at Huawei, HONOR and OPPO.
            is_large_text = "PushStyle" if 1,
            /// `ExtAsHuaweiIntentParam` 1: Huawei passes `Ext` as parameter of the intent.
            ext_as_huawei_intent_param = "ExtAsHuaweiIntentParam" if 1,
        }
        choices {
            /// `OPPONotifyLevel`; only together with [`Self::oppo_category`].
            oppo_notify_level: OppoNotifyLevel = "OPPONotifyLevel",
            /// `VIVOClassification`. Tencent's default is [`VivoClassification::System`]; vivo refuses one that
            /// contradicts the category.
            vivo_classification: VivoClassification = "VIVOClassification",
            /// `VIVONotifyType`. The default is [`VivoNotifyType::RingAndVibrate`].
            vivo_notify_type: VivoNotifyType = "VIVONotifyType",
            /// `HuaWeiImportance`.
            huawei_importance: Importance = "HuaWeiImportance",
            /// `HonorImportance`.
            honor_importance: Importance = "HonorImportance",
            /// `GooglePriority`.
            google_priority: GooglePriority = "GooglePriority",
            /// `MeiZuNoticeMsgType`.
            meizu_message_class: MessageClass = "MeiZuNoticeMsgType",
        }
        objects {
            /// `OPPOPrivateTitleParameters`: values for the title of the private template.
            oppo_private_title_parameters: Map<String, Value> = "OPPOPrivateTitleParameters",
            /// `OPPOPrivateContentParameters`: values for the text of the private template.
            oppo_private_content_parameters: Map<String, Value> = "OPPOPrivateContentParameters",
        }
        computed {}
    }
}

impl AndroidInfo {
    pub(super) fn read(object: &Map<String, Value>) -> Result<Self, Malformed> {
        let info = Self::read_members(object)?;
        let is_valid = is_https(info.huawei_image())
            && is_https(info.honor_image())
            && (info.oppo_notify_level.is_none() || info.oppo_category.is_some());
        if is_valid { Ok(info) } else { Err(Malformed) }
    }
}
