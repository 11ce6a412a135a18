//! Device tokens that a vendor refuses by their beginning, and the codes that it refuses with.

use domain::certificate::Platform;

/// The beginnings and their meanings, as printed in the help.
pub(crate) const BEGINNINGS: [(&str, &str); 2] = [
    ("dead-", "no device has the token any more; at APNs, hexadecimal tokens dead… too"),
    (
        "bad-",
        "a token of another application or environment (APNs, FCM), not delivered (HONOR); APNs: bad… too",
    ),
];

/// The code with which a vendor refuses `token`, if it begins so.
pub(crate) fn code(platform: Platform, token: &str) -> Option<&'static str> {
    let begins = |word: &str| {
        let rest = token.strip_prefix(word);
        rest.is_some_and(|rest| platform == Platform::Apns || rest.starts_with('-'))
    };
    if begins("dead") {
        return Some(match platform {
            Platform::Apns => "Unregistered",
            Platform::Fcm => "UNREGISTERED",
            Platform::Huawei | Platform::Harmony => "80300007",
            Platform::Honor => "expireTokens",
            Platform::Xiaomi => "bad_regids",
            Platform::Oppo => "10000",
            Platform::Vivo => "10302",
            Platform::Meizu => "110002",
        });
    }
    match platform {
        Platform::Apns if begins("bad") => Some("BadDeviceToken"),
        Platform::Fcm if begins("bad") => Some("SENDER_ID_MISMATCH"),
        Platform::Honor if begins("bad") => Some("failTokens"),
        _ => None,
    }
}

/// The code with which a vendor refuses a credential: status 403 at APNs and FCM.
pub(crate) const fn refusal(platform: Platform) -> &'static str {
    match platform {
        Platform::Apns => "Forbidden",
        Platform::Fcm => "PERMISSION_DENIED",
        Platform::Huawei | Platform::Harmony => "80300002",
        Platform::Honor => "80200001",
        Platform::Xiaomi => "22007",
        Platform::Oppo => "14",
        Platform::Vivo => "10094",
        Platform::Meizu => "110009",
    }
}
