//! The classification of the vendors' codes.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use domain::certificate::Remedy;
use push::client::Started;
use push::outcome::{Class, Throttle};
use support::{START, Vendors, message};
use vendor_simulator::Options;

/// The expected class of each vendor code.
#[rustfmt::skip]
const CODES: &[(&str, &str, &str)] = &[
    ("apns", "ExpiredToken Unregistered", "invalid_token"),
    ("apns", "BadDeviceToken DeviceTokenNotForTopic MissingDeviceToken", "doubtful_token"),
    ("apns", "BadCertificate BadCertificateEnvironment Forbidden InvalidProviderToken MissingProviderToken TopicDisallowed BadTopic MissingTopic", "credential_fault"),
    ("apns", "BadCollapseId BadExpirationDate BadMessageId BadPriority DuplicateHeaders InvalidPushType PayloadEmpty BadPath MethodNotAllowed PayloadTooLarge", "rejected"),
    ("apns", "TooManyProviderTokenUpdates TooManyRequests", "throttled"),
    ("apns", "InternalServerError ServiceUnavailable Shutdown IdleTimeout ExpiredProviderToken", "transient"),
    ("fcm", "UNREGISTERED INVALID_ARGUMENT", "invalid_token"),
    ("fcm", "SENDER_ID_MISMATCH", "doubtful_token"),
    ("fcm", "QUOTA_EXCEEDED", "throttled"),
    ("fcm", "UNAVAILABLE INTERNAL", "transient"),
    ("fcm", "UNAUTHENTICATED PERMISSION_DENIED NOT_FOUND", "credential_fault"),
    ("fcm", "THIRD_PARTY_AUTH_ERROR", "rejected"),
    ("huawei", "80100000 80300007", "invalid_token"),
    ("huawei", "80100001 80100003 80100004 80300008 80300010 80999999", "rejected"),
    ("huawei", "80200001 80300002", "credential_fault"),
    ("huawei", "80200003 81000001", "transient"),
    ("huawei", "503", "throttled"),
    ("harmony", "80100000 80300007 noRight tokenFormatError", "invalid_token"),
    ("harmony", "80100022 80300030 countryNotSupport tokenPlatformNotSupport differentImgVerifyPolicy notSupportPlayVoice", "rejected"),
    ("harmony", "80200001 80300002 80300036 80300037 noPushTypeRight disableSendHuaweiMsgBecauseOfPenalty appinfoError", "credential_fault"),
    ("harmony", "80200005 81000001", "transient"),
    ("harmony", "80300029 503", "throttled"),
    ("honor", "expireTokens", "invalid_token"),
    ("honor", "failTokens", "doubtful_token"),
    ("honor", "80000000", "accepted"),
    ("honor", "80200001", "credential_fault"),
    ("honor", "12345", "rejected"),
    ("xiaomi", "66007 bad_regids", "invalid_token"),
    ("xiaomi", "10001 10002 10003", "transient"),
    ("xiaomi", "10027 200002", "throttled"),
    ("xiaomi", "10034 200001", "quota_exhausted"),
    ("xiaomi", "21301 21302 22000 22006 22007 22022", "credential_fault"),
    ("xiaomi", "10041 27001 99999", "rejected"),
    ("oppo", "10000", "invalid_token"),
    ("oppo", "-1 17 18 19", "transient"),
    ("oppo", "-2 13", "throttled"),
    ("oppo", "11 14 15 16", "credential_fault"),
    ("oppo", "33", "quota_exhausted"),
    ("oppo", "12 40 41 999", "rejected"),
    ("vivo", "10302 10302.1 10302.2", "invalid_token"),
    ("vivo", "10302.3", "doubtful_token"),
    ("vivo", "10302.4", "rejected"),
    ("vivo", "10000 10094", "credential_fault"),
    ("vivo", "10070 10073 10254", "quota_exhausted"),
    ("vivo", "10071 10072 10252", "throttled"),
    ("vivo", "10043 10045 10205", "rejected"),
    ("meizu", "110002 110003", "invalid_token"),
    ("meizu", "500 1001 1003", "transient"),
    ("meizu", "1005 110004 110032 999", "rejected"),
    ("meizu", "1006 110000 110001 110009 110031 110033", "credential_fault"),
    ("meizu", "110010", "throttled"),
    ("meizu", "110011 110019 110051 110053", "quota_exhausted"),
];

#[tokio::test]
async fn every_documented_code_has_its_class() {
    let vendors = Vendors::start(Options::default()).await;
    let gateway = vendors.gateway();
    for (vendor, codes, class) in CODES {
        let credential = vendors.credential(vendor);
        for code in codes.split(' ') {
            let outcome = gateway
                .send(&credential, &message(&format!("err-{code}-x")), START, Started::ignored())
                .await;
            assert_eq!(outcome.class.code(), *class, "{vendor} {code}: {outcome:?}");
            if *class == "accepted" {
                continue;
            }
            assert_ne!(outcome.remedy, Remedy::Nothing, "{vendor} {code}");
            let (code, _) = code.split_once('.').unwrap_or((code, ""));
            // For reasons within the message, the outcome's code is that of the response.
            let is_inside = code.parse::<i64>().is_err() && matches!(*vendor, "harmony" | "honor");
            assert!(is_inside || outcome.code.ends_with(code), "{vendor} {code}: {}", outcome.code);
        }
    }
}

#[tokio::test]
async fn numbered_tokens_ask_apple_for_every_reason() {
    let vendors = Vendors::start(Options::default()).await;
    let gateway = vendors.gateway();
    for (place, reason) in [(0, "BadCollapseId"), (0x17, "Unregistered"), (0x1d, "Shutdown")] {
        let token = format!("0bad{place:02x}{}", "0".repeat(58));
        let outcome =
            gateway.send(&vendors.credential("apns"), &message(&token), START, Started::ignored()).await;
        assert_eq!(outcome.code, reason);
    }
}

#[tokio::test]
async fn one_device_that_gets_too_many_delays_no_other() {
    let vendors = Vendors::start(Options::default()).await;
    let gateway = vendors.gateway();
    for (vendor, code, scope) in [
        ("apns", "TooManyRequests", Throttle::Token),
        ("identity", "TooManyRequests", Throttle::Token),
        ("apns", "TooManyProviderTokenUpdates", Throttle::Credential),
        ("fcm", "QUOTA_EXCEEDED", Throttle::Credential),
        ("oppo", "-2", Throttle::Credential),
    ] {
        let to = message(&format!("err-{code}-x"));
        let outcome = gateway.send(&vendors.credential(vendor), &to, START, Started::ignored()).await;
        let Class::Throttled { scope: found, .. } = outcome.class else { panic!("{vendor} {code}") };
        assert_eq!(found, scope, "{vendor} {code}");
    }
}
