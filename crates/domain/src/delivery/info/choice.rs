//! Members with enumerated values (docs/facts/push-calls.md#offlinepushinfo).

use serde::ser::SerializeMap;
use serde_json::Value;

use super::member::{Malformed, Member};
use crate::certificate::{Importance, MessageClass};

/// Implements [`Member`] for a type with these values, of the JSON type of `$json`.
macro_rules! values {
    ($name:ident: $json:ty, $($choice:ident = $value:literal),+) => {
        impl Member for $name {
            fn read(value: &Value) -> Result<Option<Self>, Malformed> {
                let Some(given) = <$json>::read(value)? else { return Ok(None) };
                $(if given == $value { return Ok(Some(Self::$choice)); })+
                Err(Malformed)
            }

            fn write<M: SerializeMap>(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
                match self {
                    $(Self::$choice => map.serialize_entry(name, &$value),)+
                }
            }
        }
    };
}

/// Declares types with their values.
macro_rules! choices {
    ($($(#[$doc:meta])* $name:ident: $json:ty {
        $($(#[$choice_doc:meta])* $choice:ident = $value:literal,)+
    })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$choice_doc])* $choice,)+
        }

        values!($name: $json, $($choice = $value),+);
    )*};
}

choices! {
    /// `OPPONotifyLevel`: how strongly OPPO alerts.
    OppoNotifyLevel: u8 {
        /// 1: notification bar.
        Bar = 1,
        /// 2: notification bar and lock screen.
        LockScreen = 2,
        /// 16: the same with banner, vibration and sound.
        Banner = 16,
    }

    /// `VIVOClassification`: vivo's coarse classification.
    VivoClassification: u8 {
        /// 0: operational message, i.e. marketing.
        Marketing = 0,
        /// 1: system message.
        System = 1,
    }

    /// `VIVONotifyType`: how vivo alerts.
    VivoNotifyType: String {
        /// 1: silently.
        Silent = "1",
        /// 2: by sound.
        Ring = "2",
        /// 3: by vibration.
        Vibrate = "3",
        /// 4: by sound and vibration.
        RingAndVibrate = "4",
    }

    /// `GooglePriority`: FCM's message priority.
    GooglePriority: String {
        /// normal: may be delayed while the device sleeps.
        Normal = "normal",
        /// high: wakes the device.
        High = "high",
    }

    /// `InterruptionLevel` of iOS 15 and later.
    InterruptionLevel: String {
        /// active: lights the screen and may play a sound.
        Active = "active",
        /// critical: plays a sound even if the device is muted.
        Critical = "critical",
        /// passive: is listed without lighting the screen.
        Passive = "passive",
        /// time-sensitive: breaks through a Focus.
        TimeSensitive = "time-sensitive",
    }

    /// `Event` of a Live Activity.
    LiveActivityEvent: String {
        /// update: shows the new state.
        Update = "update",
        /// end: shows the last state and ends it.
        End = "end",
    }
}

values!(Importance: String, Low = "LOW", Normal = "NORMAL");
values!(MessageClass: u8, Public = 0, Private = 1);
