use proptest::prelude::*;

use super::*;

const INTENT: &str = "intent://com.orbit.app/detail?#Intent;scheme=push;launchFlags=0x4000000;end";
const ACTIVITY: &str = "com.orbit.app.MainActivity";

fn page(platform: Platform, target: &str) -> Result<Option<ClickAction>, Problem> {
    ClickAction::parse(platform, "in_app_page", target).map_err(|invalid| {
        assert_eq!(invalid.field, Field::ClickTarget);
        invalid.problem
    })
}

#[test]
fn each_platform_names_pages_in_its_own_way() {
    for platform in [Platform::Xiaomi, Platform::Huawei, Platform::Honor, Platform::Vivo] {
        assert_eq!(page(platform, INTENT).unwrap().unwrap().target(), INTENT);
        for wrong in [
            ACTIVITY,
            "intent://a",
            "intent://a#Intent;end",
            "intent://a#Intent;;end",
            "intent://a#Intent;x=1;",
            "x",
        ] {
            assert_eq!(page(platform, wrong), Err(Problem::NotAnIntentUri), "{wrong}");
        }
    }
    assert!(page(Platform::Meizu, ACTIVITY).is_ok());
    assert_eq!(page(Platform::Meizu, "MainActivity"), Err(Problem::NotAnActivity));
    assert_eq!(page(Platform::Meizu, INTENT), Err(Problem::NotAnActivity));
    for platform in [Platform::Oppo, Platform::Fcm] {
        assert!(page(platform, ACTIVITY).is_ok());
        assert!(page(platform, "com.orbit.app.OPEN_CHAT").is_ok());
        assert_eq!(page(platform, INTENT), Err(Problem::NotAnActivityOrAction));
    }
    assert!(page(Platform::Harmony, "pages/Index?x=1").is_ok());
    assert_eq!(page(Platform::Harmony, ""), Err(Problem::Missing));
}

#[test]
fn an_activity_is_told_from_an_action() {
    for (name, activity) in [(ACTIVITY, true), ("com.orbit.app.OPEN_CHAT", false), ("open_chat", false)] {
        assert_eq!(name.parse::<InAppPage>().unwrap().is_activity(), activity, "{name}");
    }
}

#[test]
fn web_pages_begin_with_http() {
    for right in ["http://a", "https://orbit.example/a?b#c", "HTTPS://orbit.example"] {
        let action = ClickAction::parse(Platform::Xiaomi, "web_page", right).unwrap().unwrap();
        assert_eq!(action.target(), right);
    }
    for wrong in ["orbit.example", "ftp://a", "https://", "https:///a", "javascript:alert(1)", "http://a b"] {
        let invalid = ClickAction::parse(Platform::Xiaomi, "web_page", wrong).unwrap_err();
        assert_eq!(
            invalid,
            InvalidField { field: Field::ClickTarget, problem: Problem::NotAWebAddress },
            "{wrong}"
        );
    }
}

#[test]
fn what_a_platform_does_not_offer_is_no_choice() {
    let choice = |platform, kind| ClickAction::parse(platform, kind, "https://orbit.example");
    let wrong = |problem| Err(InvalidField { field: Field::ClickAction, problem });
    assert_eq!(choice(Platform::Apns, ""), Ok(None));
    assert_eq!(choice(Platform::Apns, "application"), wrong(Problem::NotAChoice));
    assert_eq!(choice(Platform::Harmony, "web_page"), wrong(Problem::NotAChoice));
    assert_eq!(choice(Platform::Fcm, ""), Ok(None));
    assert_eq!(choice(Platform::Oppo, ""), wrong(Problem::Missing));
    assert_eq!(choice(Platform::Oppo, "application"), Ok(Some(ClickAction::OpenApplication)));
}

#[test]
fn is_kept_and_read_back() {
    let action = ClickAction::parse(Platform::Vivo, "in_app_page", INTENT).unwrap().unwrap();
    let json = serde_json::to_string(&action).unwrap();
    assert_eq!(serde_json::from_str::<ClickAction>(&json).unwrap(), action);
    assert!(serde_json::from_str::<ClickAction>(r#"{"kind":"open_web_page","target":"ftp://a"}"#).is_err());
}

proptest! {
    #[test]
    fn what_is_taken_stays_taken(target: String, place in 0..9_usize, kind in 0..3_usize) {
        let (platform, kind) = (Platform::ALL[place], ClickKind::ALL[kind]);
        if let Ok(Some(action)) = ClickAction::parse(platform, kind.code(), &target) {
            prop_assert!(platform.click_kinds().contains(&action.kind()));
            prop_assert_eq!(ClickAction::parse(platform, kind.code(), action.target()), Ok(Some(action)));
        }
    }
}

#[test]
fn every_example_is_taken() {
    for platform in Platform::ALL {
        for example in platform.page_examples() {
            let kind = if example.starts_with("https:") { ClickKind::WebPage } else { ClickKind::InAppPage };
            let parsed = ClickAction::parse(platform, kind.code(), example);
            assert_eq!(parsed.unwrap().unwrap().target(), *example, "{platform:?}");
        }
        assert_eq!(platform.page_examples().is_empty(), platform.click_kinds().is_empty());
    }
}
