//! Manifests against a console in memory.

mod fake;
mod file;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use self::fake::Fake;
use super::certificate::{Secret, SecretMember};
use super::fault::Position;
use super::plan::{Action, Change, Member, Subject};
use super::reference::Reference;
use super::secret::Hidden;
use super::*;
use domain::account::permission::Role;
use domain::certificate::Platform;

/// Few names, so that they meet.
const NAMES: [&str; 3] = ["Orbit", "Comet", "Nova"];
const BUNDLES: [&str; 2] = ["com.example.one", "com.example.two"];
const SECRETS: [&str; 2] = ["first", "second"];
const PLATFORMS: [Platform; 2] = [Platform::Xiaomi, Platform::Vivo];

fn texts(name: &str, bundle: &str, notes: &str) -> certificate::Texts {
    let texts = [("certificate_name", name), ("package_name", bundle), ("notes", notes)];
    texts.into_iter().map(|(field, text)| (field, text.to_owned())).collect()
}

prop_compose! {
    fn desired_certificate()(
        id in prop::option::weighted(0.2, 1_u32..8),
        platform in select(&PLATFORMS),
        name in select(&NAMES),
        bundle in select(&BUNDLES),
        notes in select(&["", "of Kim"]),
        secret in prop::option::weighted(0.8, select(&SECRETS)),
        is_default in prop::bool::weighted(0.3),
    ) -> certificate::Desired {
        let secret = secret.map(|secret| Secret {
            fingerprint: secret.to_owned(),
            members: vec![SecretMember {
                field: "app_secret",
                source: "environment variable SECRET".to_owned(),
                value: Member::Secret(Hidden(secret.to_owned().into())),
            }],
        });
        certificate::Desired {
            at: Position::default(),
            id,
            platform,
            name: name.to_owned(),
            texts: texts(name, bundle, notes),
            secret,
            bundle: Some(bundle.to_owned()),
            is_default,
        }
    }
}

prop_compose! {
    fn desired()(
        sdkappid in prop::option::weighted(0.3, 1_u32..5),
        name in select(&NAMES),
        description in select(&["", "Demo"]),
        status in prop::option::of(select(&["enabled", "disabled"])),
        certificates in prop::collection::vec(desired_certificate(), 0..4),
    ) -> application::Desired {
        application::Desired {
            at: Position::default(),
            sdkappid,
            name: name.to_owned(),
            description: description.to_owned(),
            region: "kr",
            status,
            certificates,
        }
    }
}

/// By name or by the SDKAppID that it may have.
fn reference() -> impl Strategy<Value = Reference> {
    prop_oneof![
        select(&NAMES).prop_map(|name| Reference::Name(name.to_owned())),
        (1_u32..5).prop_map(Reference::Sdkappid),
    ]
}

prop_compose! {
    fn desired_member()(
        email in select(&["kim@orbit.example", "lee@orbit.example"]),
        role in select(&[Role::Administrator, Role::ReadOnly]),
        applications in prop::option::of(prop::collection::vec(reference(), 1..3)),
    ) -> member::Desired {
        member::Desired { at: Position::default(), email: email.to_owned(), role, applications }
    }
}

prop_compose! {
    fn desired_webhook()(
        id in prop::option::weighted(0.2, 1_i64..8),
        url in select(&["https://a.example/", "https://b.example/"]),
        description in select(&["", "of Kim"]),
        application in prop::option::of(reference()),
        event in select(&["key.rotated", "application.disabled"]),
        status in prop::option::of(select(&["enabled", "disabled"])),
    ) -> webhook::Desired {
        webhook::Desired {
            at: Position::default(),
            id,
            url: url.to_owned(),
            description: description.to_owned(),
            application,
            events: vec![event],
            status,
        }
    }
}

prop_compose! {
    fn manifest()(
        applications in prop::collection::vec(desired(), 0..4),
        members in prop::collection::vec(desired_member(), 0..3),
        webhooks in prop::collection::vec(desired_webhook(), 0..3),
    ) -> Manifest {
        Manifest { applications, members, webhooks }
    }
}

/// A console that was filled by earlier manifests, and then changed by hand.
fn fake() -> impl Strategy<Value = Fake> {
    let drift = prop::collection::vec((any::<Index>(), select(&NAMES)), 0..3);
    (prop::collection::vec(manifest(), 0..4), drift).prop_map(|(manifests, drift)| {
        let mut fake = Fake::default();
        for manifest in manifests {
            if let Ok(plan) = compare(&manifest, &fake.state) {
                fake.carry_out(&plan);
            }
        }
        let applications = &mut fake.state.applications;
        for (index, name) in drift {
            // Whoever was invited has come meanwhile.
            for member in &mut fake.state.members {
                member.etag.get_or_insert_default();
            }
            if !applications.is_empty() {
                let length = applications.len();
                applications[index.index(length)].name = name.to_owned();
            }
        }
        fake
    })
}

/// What a plan does, without the order.
fn steps(plan: &Plan) -> Vec<(bool, Subject, Vec<Change>)> {
    let mut steps: Vec<_> = plan
        .steps
        .iter()
        .map(|step| (step.action == Action::Create, step.subject.clone(), step.changes.clone()))
        .collect();
    steps.sort();
    steps
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_was_applied_makes_no_difference(manifest in manifest(), fake in fake()) {
        let mut fake = fake;
        let Ok(plan) = compare(&manifest, &fake.state) else { return Ok(()) };
        let untouched = fake.state.applications.len();
        fake.carry_out(&plan);
        prop_assert!(fake.state.applications.len() >= untouched, "nothing is deleted");
        let again = compare(&manifest, &fake.state);
        let again = again.map_err(|faults| TestCaseError::fail(format!("{faults:?}")))?;
        prop_assert!(again.is_empty(), "{:?}", again.steps);
    }

    #[test]
    fn the_order_of_the_file_does_not_matter(manifest in manifest(), fake in fake()) {
        let mut reversed = manifest.clone();
        reversed.applications.reverse();
        for application in &mut reversed.applications {
            application.certificates.reverse();
        }
        reversed.members.reverse();
        reversed.webhooks.reverse();
        match (compare(&manifest, &fake.state), compare(&reversed, &fake.state)) {
            (Ok(one), Ok(other)) => {
                prop_assert_eq!(steps(&one), steps(&other));
                prop_assert_eq!(one.unlisted, other.unlisted);
            }
            (one, other) => prop_assert_eq!(one.is_err(), other.is_err()),
        }
    }

    #[test]
    fn no_secret_is_printed(manifest in manifest(), fake in fake()) {
        let Ok(plan) = compare(&manifest, &fake.state) else { return Ok(()) };
        let mut printed = Vec::new();
        plan.print(&mut printed)?;
        let all = format!("{}{}{plan:?}{manifest:?}", String::from_utf8_lossy(&printed), plan.json().unwrap());
        // Its fingerprint is the secret itself here, so it is not in the text of the manifest alone.
        let all = all.replace("fingerprint: \"first\"", "").replace("fingerprint: \"second\"", "");
        prop_assert!(!SECRETS.iter().any(|secret| all.contains(secret)), "{all}");
    }
}

fn application(name: &str, certificates: Vec<certificate::Desired>) -> Manifest {
    let application = application::Desired {
        at: Position::default(),
        sdkappid: None,
        name: name.to_owned(),
        description: String::new(),
        region: "kr",
        status: Some("enabled"),
        certificates,
    };
    Manifest { applications: vec![application], ..Manifest::default() }
}

#[test]
fn owners_are_made_and_changed_by_people_alone() {
    let entry = |role| member::Desired {
        at: Position::default(),
        email: "kim@orbit.example".to_owned(),
        role,
        applications: None,
    };
    let manifest = |role| Manifest { members: vec![entry(role)], ..Manifest::default() };
    let with = |role: &str| {
        let members = vec![member::Current {
            id: 1,
            email: "kim@orbit.example".to_owned(),
            role: role.to_owned(),
            applications: None,
            etag: Some("\"1\"".to_owned()),
        }];
        State { members, ..State::default() }
    };
    for (wanted, state) in
        [(Role::Owner, State::default()), (Role::Owner, with("developer")), (Role::Developer, with("owner"))]
    {
        let faults = compare(&manifest(wanted), &state).unwrap_err();
        assert!(faults[0].text.starts_with("owners are made and changed by people alone"), "{faults:?}");
    }
    assert!(compare(&manifest(Role::Owner), &with("owner")).unwrap().is_empty());
}

#[test]
fn members_and_webhooks_refer_to_applications_of_the_same_file() {
    let mut manifest = application("Orbit", Vec::new());
    let orbit = || Some(Reference::Name("Orbit".to_owned()));
    manifest.members.push(member::Desired {
        at: Position::default(),
        email: "kim@orbit.example".to_owned(),
        role: Role::Developer,
        applications: orbit().map(|orbit| vec![orbit]),
    });
    manifest.webhooks.push(webhook::Desired {
        at: Position::default(),
        id: None,
        url: "https://a.example/".to_owned(),
        description: String::new(),
        application: orbit(),
        events: vec!["key.rotated"],
        status: Some("disabled"),
    });
    let mut fake = Fake::default();
    let plan = compare(&manifest, &fake.state).unwrap();
    assert_eq!(plan.steps[1].changes[1].after.as_deref(), Some("Orbit"));
    fake.carry_out(&plan);
    assert_eq!(fake.state.members[0].applications, Some(vec![1]));
    let webhook = &fake.state.webhooks[0];
    assert_eq!((webhook.sdkappid, webhook.state.as_str()), (Some(1), "disabled"));
    manifest.applications.clear();
    assert!(compare(&manifest, &fake.state).unwrap().is_empty());
    let faults = compare(&manifest, &State::default()).unwrap_err();
    assert_eq!(faults.len(), 2);
    assert!(faults[0].text.starts_with("there is no application \"Orbit\""), "{faults:?}");
}

#[test]
fn a_number_means_an_application_that_there_is_before() {
    let mut manifest = application("Orbit", Vec::new());
    let number = Some(Reference::Sdkappid(1));
    manifest.members.push(member::Desired {
        at: Position::default(),
        email: "kim@orbit.example".to_owned(),
        role: Role::Developer,
        applications: number.clone().map(|number| vec![number]),
    });
    manifest.webhooks.push(webhook::Desired {
        at: Position::default(),
        id: None,
        url: "https://a.example/".to_owned(),
        description: String::new(),
        application: number,
        events: vec!["key.rotated"],
        status: None,
    });
    // The file creates one that will have this number, which it cannot know.
    let faults = compare(&manifest, &State::default()).unwrap_err();
    assert_eq!(faults.len(), 2);
    assert!(faults[1].text.starts_with("there is no application 1"), "{faults:?}");

    let mut fake = Fake::default();
    fake.carry_out(&compare(&application("Orbit", Vec::new()), &fake.state).unwrap());
    fake.carry_out(&compare(&manifest, &fake.state).unwrap());
    // It was deleted, or the token lost its access: what refers to it already may stay.
    fake.state.applications.clear();
    manifest.applications.clear();
    assert!(compare(&manifest, &fake.state).unwrap().is_empty());
}

fn store(name: &str, is_default: bool) -> certificate::Desired {
    let value = Member::Secret(Hidden("first".to_owned().into()));
    let source = "file secret.txt".to_owned();
    certificate::Desired {
        at: Position::default(),
        id: None,
        platform: Platform::Xiaomi,
        name: name.to_owned(),
        texts: texts(name, BUNDLES[0], ""),
        secret: Some(Secret {
            fingerprint: "first".to_owned(),
            members: vec![SecretMember { field: "app_secret", source, value }],
        }),
        bundle: Some(BUNDLES[0].to_owned()),
        is_default,
    }
}

#[test]
fn a_suspended_application_is_not_enabled_by_a_file() {
    let mut fake = Fake::default();
    let manifest = application("Orbit", Vec::new());
    fake.carry_out(&compare(&manifest, &fake.state).unwrap());
    fake.state.applications[0].status = "suspended".to_owned();
    let plan = compare(&manifest, &fake.state).unwrap();
    assert!(plan.is_empty());
    assert_eq!(plan.notes, ["application \"Orbit\" (1) is suspended; it is not made enabled by this file"]);
}

#[test]
fn one_certificate_of_a_bundle_is_the_default() {
    let fake = Fake::default();
    let both = application("Orbit", vec![store("A", true), store("B", true)]);
    let faults = compare(&both, &fake.state).unwrap_err();
    assert!(faults[0].text.contains("another certificate of the same platform and bundle"), "{faults:?}");

    // The first one is it by itself, so the one that shall be it comes first; later it takes a step.
    let mut fake = fake;
    fake.carry_out(
        &compare(&application("Orbit", vec![store("A", false), store("B", true)]), &fake.state).unwrap(),
    );
    let names = |fake: &Fake| {
        let certificates = &fake.state.applications[0].certificates;
        certificates.iter().filter(|one| one.is_default).map(|one| one.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!((names(&fake), fake.state.applications[0].certificates.len()), (vec!["B".to_owned()], 2));
    let plan =
        compare(&application("Orbit", vec![store("A", true), store("B", false)]), &fake.state).unwrap();
    assert_eq!(plan.steps.len(), 1);
    fake.carry_out(&plan);
    assert_eq!(names(&fake), ["A"]);
}
