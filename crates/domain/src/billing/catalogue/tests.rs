use super::*;
use crate::billing::money::Money;

const PRICED: &str = r#"
terms = [1, 12]

[policy]
arrears_hours = 48
trial_extensions = 3

[edition.pro]
prices = { USD = "699.00", KRW = "900000" }
limits.history_days = { most = 30, verified = true }
limits.groups = { most = "unlimited", over = "refused" }
limits.monthly_active_users = { most = 10000 }
overage.monthly_active_users = { per = 1000, prices = { USD = "15.00" } }

[[add_on]]
code = "history"
name = { en = "History", ko = "기록", zh-CN = "历史" }
prices = { USD = "50.00" }
pointless_in = ["pro_plus", "enterprise"]
raises = { limit = "history_days", to = 90 }
"#;

fn draft(text: &str) -> Draft {
    toml::from_str(text).unwrap()
}

#[test]
fn the_text_says_what_the_default_says() {
    assert_eq!(draft(DEFAULT_TEXT), Draft::default());
    assert_eq!(draft(""), Draft::default());
    let catalogue = Catalogue::default();
    assert_eq!(Draft::default().check(), Ok(catalogue.clone()));
    assert!(Edition::ALL.into_iter().all(|edition| catalogue.package(edition).is_unpriced()));
    assert!(catalogue.currencies().is_empty());
    let most = |edition, kind| catalogue.limit(edition, &[], kind).map(|limit| limit.most);
    assert_eq!(most(Edition::Enterprise, LimitKind::GroupMembers), Some(Quota::Of(6_000)));
    assert_eq!(most(Edition::Enterprise, LimitKind::PushPerSecond), None);
}

#[test]
fn reads_what_an_operator_sets() {
    let catalogue = draft(PRICED).check().unwrap();
    let usd = Currency::USD;
    assert_eq!(catalogue.package(Edition::Pro).prices.get(usd), Some(Money::new(69_900, usd)));
    assert_eq!(catalogue.package(Edition::Standard).prices.get(usd), None);
    assert_eq!(catalogue.currencies().len(), 2);
    assert_eq!((catalogue.policy().arrears_hours, catalogue.policy().notice_days_after), (48, 7));
    let history: AddOnCode = "history".parse().unwrap();
    let raised = catalogue.limit(Edition::Pro, &[history], LimitKind::HistoryDays).unwrap();
    assert_eq!((raised.most, raised.verified), (Quota::Of(90), false));
    let groups = catalogue.limit(Edition::Pro, &[], LimitKind::Groups).unwrap();
    assert_eq!((groups.most, groups.over), (Quota::Unlimited, OverLimit::Refuse));
    // Within an edition that is present, a missing limit is unset.
    assert_eq!(catalogue.limit(Edition::Pro, &[], LimitKind::GroupMembers), None);
    assert!(catalogue.limit(Edition::Standard, &[], LimitKind::GroupMembers).is_some());
}

#[test]
fn what_cannot_be_read_is_named_by_line_and_field() {
    for (text, words, line) in [
        ("[policy]\narrears = 1", "arrears", "line 2"),
        ("[edition.gold]", "gold", "line 1"),
        ("[edition.pro]\nlimits.members = { most = 1 }", "members", "line 2"),
        ("[edition.pro]\n\nlimits.groups = { most = -1 }", "-1", "line 3"),
        ("[edition.pro]\nlimits.groups = { most = \"many\" }", "many", "line 2"),
        ("[edition.pro]\nprices = { usd = \"1\" }", "three capital letters", "line 2"),
        ("[edition.pro]\nprices = { USD = \"1.005\" }", "2 decimal places", "line 2"),
        ("[edition.pro]\nprices = { USD = \"-1\" }", "below zero", "line 2"),
        ("[edition.pro]\nprices = { USD = 1.5 }", "quotation marks", "line 2"),
        ("[[add_on]]\ncode = \"A B\"", "not a code", "line 2"),
    ] {
        let error = toml::from_str::<Draft>(text).unwrap_err().to_string();
        assert!(error.contains(words) && error.contains(line), "{error}");
    }
}

#[test]
fn what_contradicts_itself_is_named_by_its_path() {
    let name = "name = { en = \"\", ko = \"가\", zh-CN = \"一\" }";
    let text = format!(
        "terms = [0, 3, 3, 25]\n[policy]\narrears_hours = 9000\n[edition.trial]\nprices.USD = \"1\"\n\
         [edition.pro]\nfeatures = [\"x\"]\noverage.groups = {{ per = 0, prices = {{}} }}\n\
         [[add_on]]\ncode = \"a\"\n{name}\npointless_in = [\"standard\", \"pro\", \"pro_plus\", \"enterprise\"]\n\
         [[add_on]]\ncode = \"a\"\nname = {{ en = \"A\", ko = \"가\", zh-CN = \"一\" }}"
    );
    let faults = draft(&text).check().unwrap_err();
    let paths: Vec<_> = faults.iter().map(|fault| fault.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "policy.arrears_hours",
            "terms[0]",
            "terms[2]",
            "terms[3]",
            "add_on[1].code",
            "add_on[0].name.en",
            "add_on[0].pointless_in",
            "edition.trial.prices",
            "edition.pro.features[0]",
            "edition.pro.overage.groups.per",
            "edition.pro.overage.groups",
        ]
    );
    assert_eq!(draft("terms = []").check().unwrap_err()[0].to_string(), "terms: at least one term is needed");
}

#[test]
fn a_catalogue_survives_the_way_to_the_browser() {
    for catalogue in [Catalogue::default(), draft(PRICED).check().unwrap()] {
        let json = serde_json::to_string(&catalogue).unwrap();
        assert_eq!(serde_json::from_str::<Catalogue>(&json).unwrap(), catalogue);
        let text = toml::to_string(&catalogue).unwrap();
        assert_eq!(draft(&text).check().unwrap(), catalogue);
    }
    assert!(serde_json::from_str::<Catalogue>("{\"terms\":[0]}").is_err());
}
