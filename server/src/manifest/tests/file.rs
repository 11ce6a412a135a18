//! The file: what it says, and what is wrong with it.

use std::path::Path;

use domain::time::Timestamp;

use crate::manifest::Manifest;
use crate::manifest::file::parse;
use crate::manifest::reference::Reference;
use crate::manifest::secret::Outside;

const NOW: Timestamp = Timestamp::from_unix_seconds(1_772_443_800);

fn read(text: &str) -> Result<Manifest, Vec<String>> {
    let environment = |name: &str| (name == "SECRET").then(|| "s3cr3t-of-xiaomi".to_owned());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = parse(text, &Outside { folder, environment: &environment }, NOW);
    read.map_err(|faults| faults.iter().map(|fault| format!("{}: {}", fault.at, fault.text)).collect())
}

const APPLICATION: &str = "version = 1\n[[applications]]\nname = \"Orbit\"\nregion = \"kr\"\n";
const XIAOMI: &str = "[[applications.certificates]]\nplatform = \"xiaomi\"\ncertificate_name = \"Store\"\n\
                      package_name = \"com.example.app\"\napp_id = \"1\"\nregion = \"europe\"\n\
                      click_action = \"application\"\n";

/// The faults of a certificate of Xiaomi with a line more, which is line 12.
fn faults_of(line: &str) -> Vec<String> {
    read(&format!("{APPLICATION}{XIAOMI}{line}\n")).unwrap_err()
}

#[test]
fn a_file_is_read_with_its_secrets() {
    let manifest = read(&format!("{APPLICATION}{XIAOMI}app_secret = {{ env = \"SECRET\" }}\n")).unwrap();
    let [application] = &manifest.applications[..] else { panic!("{manifest:?}") };
    assert_eq!((application.name.as_str(), application.region, application.sdkappid), ("Orbit", "kr", None));
    let [certificate] = &application.certificates[..] else { panic!("{application:?}") };
    assert_eq!(certificate.texts["package_name"], "com.example.app");
    assert_eq!(
        (certificate.texts["channel_id"].as_str(), certificate.bundle.as_deref()),
        ("", Some("com.example.app"))
    );
    let secret = certificate.secret.as_ref().unwrap();
    assert_eq!(secret.fingerprint, push::credential::short_fingerprint(b"s3cr3t-of-xiaomi"));
    assert!(!format!("{manifest:?}").contains("s3cr3t"), "{manifest:?}");

    let manifest = read(&format!("{APPLICATION}{XIAOMI}")).unwrap();
    assert!(manifest.applications[0].certificates[0].secret.is_none());
    assert!(read("version = 1\n").unwrap().applications.is_empty());
}

#[test]
fn what_is_wrong_is_said_with_line_and_column() {
    assert_eq!(read("applications = []\n").unwrap_err(), ["1:1: missing field `version`"]);
    assert_eq!(read("version = 2\n").unwrap_err(), ["1:11: this program reads version 1 of the format"]);
    let unknown = read(&format!("{APPLICATION}regoin = \"kr\"\n")).unwrap_err();
    assert!(unknown[0].starts_with("5:1: unknown field `regoin`"), "{unknown:?}");
    let syntax = read("version = 1\nname = \"Orb").unwrap_err();
    assert!(syntax[0].starts_with("2:"), "{syntax:?}");
    let all =
        read("version = 1\n[[applications]]\nname = \"\"\nregion = \"xx\"\nstatus = \"on\"\n").unwrap_err();
    assert_eq!(all[0], "5:10: `status`: expected \"enabled\" or \"disabled\"");
    assert!(all[1].starts_with("3:8: `name`: ") && all[2].starts_with("4:10: `region`: "), "{all:?}");

    assert_eq!(faults_of("colour = \"red\""), ["12:1: unknown key `colour`"]);
    assert_eq!(
        faults_of("team_id = \"ABCDE12345\""),
        ["12:1: a certificate of platform \"xiaomi\" has no `team_id`"]
    );
    assert_eq!(faults_of("channel_id = 5"), ["12:1: `channel_id`: expected a text"]);
    assert_eq!(
        faults_of("default = false"),
        ["12:1: `default`: expected true; to end it, make another one the default"]
    );
    assert_eq!(faults_of("id = 0"), ["12:1: `id`: expected the number of a certificate"]);
    assert!(faults_of("category = \"x\"")[0].contains("has no `category`"));
    assert!(faults_of("channel_id = \"two words\"")[0].starts_with("12:1: `channel_id`: "));
    let nothing = read(&format!("{APPLICATION}[[applications.certificates]]\nnotes = \"x\"\n")).unwrap_err();
    assert!(nothing[0].ends_with(": a certificate needs `platform`"), "{nothing:?}");
}

#[test]
fn members_and_webhooks_are_read() {
    let manifest = read(
        "version = 1\n[[members]]\nemail = \"Kim@Orbit.example\"\nrole = \"developer\"\n\
         applications = [\"Orbit\", 1400000001]\n\
         [[webhooks]]\nurl = \"https://a.example/hook\"\napplication = \"Orbit\"\nevents = [\"key.rotated\"]\n",
    );
    let manifest = manifest.unwrap();
    let orbit = Reference::Name("Orbit".to_owned());
    assert_eq!(manifest.members[0].email, "kim@orbit.example");
    let chosen = manifest.members[0].applications.as_deref();
    assert_eq!(chosen, Some(&[orbit.clone(), Reference::Sdkappid(1_400_000_001)][..]));
    let webhook = &manifest.webhooks[0];
    assert_eq!((webhook.application.as_ref(), &webhook.events[..]), (Some(&orbit), &["key.rotated"][..]));

    let member = |lines: &str| read(&format!("version = 1\n[[members]]\n{lines}\n")).unwrap_err();
    let roles = "4:8: `role`: expected one of owner, administrator, developer, billing, read_only";
    assert_eq!(member("email = \"kim@orbit.example\"\nrole = \"boss\""), [roles]);
    assert!(member("email = \"kim\"\nrole = \"billing\"")[0].starts_with("3:9: `email`: "));
    let chosen = "email = \"kim@orbit.example\"\nrole = \"billing\"\napplications = ";
    assert!(member(&format!("{chosen}[]"))[0].starts_with("5:16: `applications`: "));
    assert!(
        member(&format!("{chosen}[0]"))[0].starts_with("5:16: `applications`: expected names or SDKAppIDs")
    );

    let webhook = |lines: &str| read(&format!("version = 1\n[[webhooks]]\n{lines}\n")).unwrap_err();
    let wrong =
        webhook("url = \"ftp://x\"\nevents = [\"no.such\"]\nstatus = \"on\"\nid = 0\napplication = true");
    let begins = ["6:6: `id`: ", "7:15: `application`: ", "5:10: `status`: ", "3:7: `", "4:10: `"];
    assert!(wrong.iter().zip(begins).all(|(fault, begin)| fault.starts_with(begin)), "{wrong:?}");
}

#[test]
fn a_literal_secret_is_refused_and_not_repeated() {
    for literal in
        ["\"hunter2hunter2\"", "{ env = 5 }", "{ env = \"\" }", "{ env = \"A\", file = \"b\" }", "[\"x\"]"]
    {
        let faults = faults_of(&format!("app_secret = {literal}"));
        let expected =
            "12:1: `app_secret` is secret: refer to it, as { env = \"VARIABLE\" } or { file = \"PATH\" }";
        assert_eq!(faults, [expected], "{literal}");
    }
    let faults = faults_of("app_secret = { env = \"NONE\" }");
    assert_eq!(faults, ["12:1: `app_secret`: the environment variable NONE is not set"]);
    let faults = faults_of("app_secret = { file = \"no/such/file\" }");
    assert!(faults[0].starts_with("12:1: `app_secret`: no/such/file cannot be read: "), "{faults:?}");
}

#[test]
fn a_credential_that_cannot_work_is_refused_before_anything_is_sent() {
    let fcm = "[[applications.certificates]]\nplatform = \"fcm\"\ncertificate_name = \"Play\"\n";
    // A file that is no service account.
    let faults = read(&format!("{APPLICATION}{fcm}file = {{ file = \"Cargo.toml\" }}\n")).unwrap_err();
    assert!(faults[0].starts_with("8:1: `file`: "), "{faults:?}");
    let faults = read(&format!("{APPLICATION}{fcm}file = {{ env = \"SECRET\" }}\n")).unwrap_err();
    assert!(faults[0].starts_with("8:1: `file`: "), "{faults:?}");
}
