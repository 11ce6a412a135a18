//! The UserSig tool, and applications that bring their own key.

use std::time::Duration;

use console::{Actor, Error};
use domain::application::ImportedApplication;
use domain::application::sdkappid::Sdkappid;
use domain::field::{Field, InvalidField, Problem};
use domain::key::Algorithm;
use domain::usersig::service_code::ServiceCode;
use domain::usersig::tool::{Diagnosed, GenerateForm, Generated, NewUserSig, ToolResult};

use crate::back_end::BackEnd;
use crate::common::{self, *};
use crate::on_both;

/// P-256, of nobody.
const PAIR: &str = "-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIFam4F4d3mNUJpeL7tgqhg+MPbcyb7XRh0bkTuzUD/QYoAoGCCqGSM49
AwEHoUQDQgAE2tBNJye/GEmgiDU7nOsZngN2h3AzVex+KtASgPjdSGmlAw6w87Hx
SK2DH3HhsgycUsM+UiPafvpwvY2UF2FcDw==
-----END EC PRIVATE KEY-----";
const SDKAPPID: &str = "1400000777";

fn form(user_id: &'static str) -> GenerateForm<'static> {
    GenerateForm { user_id, expire: "1", unit: "hours", ..GenerateForm::default() }
}

async fn generate(world: &World<'_>, actor: &Actor, sdkappid: Sdkappid, form: GenerateForm<'_>) -> Generated {
    let tool = world.console.acting_as(actor).usersigs();
    let token = tool.generate(sdkappid, NewUserSig::parse(form).unwrap()).await.unwrap();
    match tool.page(sdkappid, &token).await.unwrap().answer {
        Some(ToolResult::Generated(generated)) => generated,
        other => panic!("{other:?}"),
    }
}

pub async fn diagnose(
    world: &World<'_>,
    actor: &Actor,
    sdkappid: Sdkappid,
    pasted: &str,
    user: &str,
) -> Diagnosed {
    let tool = world.console.acting_as(actor).usersigs();
    let token = tool.diagnose(sdkappid, pasted, user).await.unwrap();
    match tool.page(sdkappid, &token).await.unwrap().answer {
        Some(ToolResult::Diagnosed(diagnosed)) => diagnosed,
        other => panic!("{other:?}"),
    }
}

on_both!(what_is_generated_is_verified, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let back_end = BackEnd::of(&world, &owner, "Orbit").await;
    let generated = generate(&world, &owner, back_end.sdkappid, form("jo")).await;
    assert_eq!(back_end.version(&world, "jo", &generated.usersig).await, Ok(1));
    let (who, action, changes) = world.trail().await.pop().unwrap();
    assert_eq!((who.as_str(), action.as_str()), (OWNER, "usersig_generated"));
    assert!(changes.contains("jo") && !changes.contains(&generated.usersig), "{changes}");

    let room = GenerateForm { room_kind: "number", room: "10000", privileges: "enter_room", ..form("jo") };
    let generated = generate(&world, &owner, back_end.sdkappid, room).await;
    assert_eq!(generated.map_key.unwrap().privileges.bits(), 2);
    assert_eq!(back_end.version(&world, "jo", &generated.usersig).await, Ok(1));
});

on_both!(an_answer_is_for_its_browser_and_for_ten_minutes, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let (sdkappid, other) = (world.create(&owner, "Orbit").await, world.create(&owner, "Other").await);
    let tool = world.console.acting_as(&owner).usersigs();
    let token = tool.generate(sdkappid, NewUserSig::parse(form("jo")).unwrap()).await.unwrap();
    let answer = async |actor: &Actor, sdkappid, token: &str| {
        world.console.acting_as(actor).usersigs().page(sdkappid, token).await.unwrap().answer
    };
    assert!(answer(&owner, sdkappid, &token).await.is_some());
    assert!(answer(&owner, sdkappid, &token).await.is_some(), "a page may be loaded again");
    let elsewhere = world.sign_in(OWNER, PASSWORD, HOME).await.unwrap();
    assert!(answer(&elsewhere, sdkappid, &token).await.is_none());
    assert!(answer(&owner, other, &token).await.is_none());
    for wrong in ["", "x", &"0".repeat(64)] {
        assert!(answer(&owner, sdkappid, wrong).await.is_none());
    }
    world.advance(Duration::from_mins(10));
    assert!(answer(&owner, sdkappid, &token).await.is_none());
    world.advance(Duration::from_micros(1));
    world.console.purge_expired().await.unwrap();
    assert_eq!(world.count("answer").await, 0);
});

on_both!(a_diagnosis_knows_all_keys_of_the_account, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let (one, two) = (BackEnd::of(&world, &owner, "Orbit").await, BackEnd::of(&world, &owner, "Comet").await);
    let mixed = BackEnd { sdkappid: one.sdkappid, key: two.key.clone() };
    let diagnosed = diagnose(&world, &owner, one.sdkappid, &mixed.sign(&world, "jo"), "jo").await;
    assert_eq!(diagnosed.diagnosis.code, ServiceCode::WrongKey);
    assert!(format!("{:?}", diagnosed.diagnosis).contains("Comet"));

    // A key that has ended is still known.
    let acting = world.console.acting_as(&owner);
    acting.keys().rotate(one.sdkappid, 1, "0".parse().unwrap(), &one.sdkappid.to_string()).await.unwrap();
    let diagnosed = diagnose(&world, &owner, one.sdkappid, &one.sign(&world, "jo"), "").await;
    assert_eq!(diagnosed.diagnosis.code, ServiceCode::WrongKey);
    assert!(format!("{:?}", diagnosed.diagnosis).contains("ByRetiredKey { version: 1 }"));

    // Nobody else's keys are.
    let minsu = world.somebody_else("minsu@orbit.example").await;
    let theirs = world.create(&minsu, "Theirs").await;
    let diagnosed = diagnose(&world, &minsu, theirs, &two.sign(&world, "jo"), "").await;
    assert!(!format!("{:?}", diagnosed.diagnosis).contains("Comet"));
    let tool = world.console.acting_as(&minsu).usersigs();
    assert!(matches!(tool.diagnose(two.sdkappid, "x", "").await, Err(Error::NotFound)));
    assert!(matches!(tool.page(two.sdkappid, "").await, Err(Error::NotFound)));
    let new = NewUserSig::parse(form("jo")).unwrap();
    assert!(matches!(tool.generate(two.sdkappid, new).await, Err(Error::NotFound)));
});

on_both!(the_trail_never_holds_what_was_pasted, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let back_end = BackEnd::of(&world, &owner, "Orbit").await;
    let (sig, key) = (back_end.sign(&world, "jo"), back_end.key.expose().to_string());
    diagnose(&world, &owner, back_end.sdkappid, &sig, "jo").await;
    diagnose(&world, &owner, back_end.sdkappid, &key, &key).await;
    let trail = format!("{:?}", world.trail().await);
    assert!(trail.contains("usersig_verified") && !trail.contains(&sig) && !trail.contains(&key));
});

fn imported(sdkappid: &str, key: &str) -> ImportedApplication {
    ImportedApplication::parse(sdkappid, "Old Orbit", "", "kr", key).unwrap()
}

on_both!(a_legacy_application_is_imported_and_updated, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let acting = world.console.acting_as(&owner);
    let sdkappid = acting.applications().import(imported(SDKAPPID, PAIR)).await.unwrap();
    assert_eq!(sdkappid.to_string(), SDKAPPID);
    assert_eq!(world.latest().await, (OWNER.into(), "application_imported".into()));
    let legacy = BackEnd::with_current_key(&world, &owner, sdkappid).await;
    assert_eq!(legacy.key.algorithm(), Algorithm::EcdsaSha256);
    let by_legacy = legacy.sign(&world, "jo");
    assert_eq!(legacy.version(&world, "jo", &by_legacy).await, Ok(1));
    let generated = generate(&world, &owner, sdkappid, form("mia")).await;
    assert_eq!(legacy.version(&world, "mia", &generated.usersig).await, Ok(1));

    acting.keys().rotate(sdkappid, 1, "7".parse().unwrap(), "").await.unwrap();
    let new = BackEnd::with_current_key(&world, &owner, sdkappid).await;
    assert_eq!(new.key.algorithm(), Algorithm::HmacSha256);
    assert_eq!(new.version(&world, "jo", &by_legacy).await, Ok(1));
    assert_eq!(legacy.version(&world, "jo", &new.sign(&world, "jo")).await, Ok(2));

    let again = acting.applications().import(imported(SDKAPPID, PAIR)).await;
    let taken = [InvalidField { field: Field::Sdkappid, problem: Problem::Taken }];
    assert!(matches!(again, Err(Error::Invalid(fields)) if fields == taken));
});

on_both!(a_public_key_alone_verifies_and_does_not_sign, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let pair = imported(SDKAPPID, PAIR).key;
    let domain::key::Key::EcdsaPair(private) = &pair else { panic!() };
    let public = private.public().to_pem();
    let acting = world.console.acting_as(&owner);
    let sdkappid = acting.applications().import(imported(SDKAPPID, &public)).await.unwrap();
    let back_end = BackEnd { sdkappid, key: pair };
    assert_eq!(back_end.version(&world, "jo", &back_end.sign(&world, "jo")).await, Ok(1));
    assert!(!acting.usersigs().page(sdkappid, "").await.unwrap().can_sign);
    let refused = acting.usersigs().generate(sdkappid, NewUserSig::parse(form("jo")).unwrap()).await;
    assert!(matches!(refused, Err(Error::CannotSign)));
});

on_both!(an_hmac_key_is_imported_too, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let key = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
    let acting = world.console.acting_as(&owner);
    let sdkappid = acting.applications().import(imported(SDKAPPID, &format!(" {key}\n"))).await.unwrap();
    let back_end = BackEnd::with_current_key(&world, &owner, sdkappid).await;
    assert_eq!(back_end.key.expose().as_str(), key);
    assert_eq!(back_end.version(&world, "jo", &back_end.sign(&world, "jo")).await, Ok(1));
});
