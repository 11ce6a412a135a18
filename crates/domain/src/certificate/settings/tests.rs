use super::*;

fn parse(platform: Platform, given: &[(Field, &str)]) -> Result<Settings, Vec<InvalidField>> {
    Settings::parse(platform, &|field| {
        given.iter().find(|(name, _)| *name == field).map_or("", |(_, text)| *text)
    })
}

#[test]
fn reads_what_the_platform_has() {
    let given = [
        (Field::Channel, " chat "),
        (Field::Category, "IM"),
        (Field::BadgeClass, "com.orbit.app.Main"),
        (Field::Importance, "normal"),
        (Field::MessageClass, "private"),
        (Field::MessageType, "data"),
        (Field::Receipt, "https://orbit.example/r"),
        (Field::MutableContent, "on"),
    ];
    for platform in Platform::ALL {
        let settings = parse(platform, &given).unwrap();
        for (field, text) in given {
            let setting = platform.settings().iter().find(|setting| setting.field() == field);
            if let Some(setting) = setting {
                assert_eq!(settings.text(*setting), text.trim(), "{platform:?}");
            }
        }
        let json = serde_json::to_string(&settings).unwrap();
        assert_eq!(serde_json::from_str::<Settings>(&json).unwrap(), settings);
        assert_eq!(parse(platform, &[]).unwrap(), Settings::none(platform));
    }
    assert_eq!(parse(Platform::Apns, &given).unwrap().channel(), None);
}

#[test]
fn says_everything_that_is_wrong() {
    let given = [(Field::Channel, "a b"), (Field::Category, "x y"), (Field::BadgeClass, "Main")];
    let problems = parse(Platform::Huawei, &given).unwrap_err();
    assert_eq!(
        problems,
        [
            InvalidField { field: Field::BadgeClass, problem: Problem::NotAnActivity },
            InvalidField { field: Field::Channel, problem: Problem::NotAnIdentifier },
            InvalidField { field: Field::Category, problem: Problem::NotAnIdentifier },
        ]
    );
    let long = format!("https://orbit.example/{}", "r".repeat(128));
    let problems = parse(Platform::Vivo, &[(Field::Receipt, &long)]).unwrap_err();
    assert_eq!(problems, [InvalidField { field: Field::Receipt, problem: Problem::TooLong(128) }]);
}

#[test]
fn a_setting_of_another_platform_is_not_read_back() {
    assert!(serde_json::from_str::<Settings>(r#"{"platform":"xiaomi","channel":"chat"}"#).is_ok());
    for wrong in [
        r#"{"platform":"apns","channel":"chat"}"#,
        r#"{"platform":"xiaomi","mutable_content":true}"#,
        r#"{"platform":"xiaomi","channel":"a b"}"#,
    ] {
        assert!(serde_json::from_str::<Settings>(wrong).is_err(), "{wrong}");
    }
}
