//! Passkeys: added, used to sign in alone and as the second step, and as proof of who asks.

use std::time::Duration;

use console::{Actor, Console, Error, PasskeyAnswer, PendingSignIn, SignIn, SignedIn};
use domain::account::second_factor::{PasskeyChallenge, PasskeyName, PasskeyRefusal, PasskeysOff, TypedCode};

use crate::common::{self, *};
use crate::on_both;
use crate::software_authenticator::SoftwareAuthenticator;

const ORIGIN: &str = "https://console.example.com";

fn name(text: &str) -> PasskeyName {
    text.parse().unwrap()
}

fn answer<'a>(challenge: &'a PasskeyChallenge, credential: &'a str) -> PasskeyAnswer<'a> {
    PasskeyAnswer { challenge: &challenge.token, credential }
}

/// Adds a passkey of `device`; the token of recovery codes, if there are any.
async fn add(console: &Console, actor: &Actor, device: &mut SoftwareAuthenticator) -> Option<String> {
    let account = console.acting_as(actor);
    let challenge = account.account().begin_passkey().await.unwrap();
    let credential = device.create(&challenge.options);
    account.account().add_passkey(answer(&challenge, &credential), name("Phone")).await.unwrap()
}

/// The owner with a passkey on a device, and recovery codes.
pub async fn enrolled(world: &World<'_>) -> (Actor, SoftwareAuthenticator, Vec<TypedCode>) {
    let owner = world.owner().await;
    let mut device = SoftwareAuthenticator::new(ORIGIN, 1);
    let token = add(&world.console, &owner, &mut device).await.expect("the first one comes with codes");
    let acting = world.console.acting_as(&owner);
    let codes = acting.account().recovery_codes(&token).await.unwrap().unwrap();
    let codes = codes.iter().map(|code| TypedCode::parse(code).unwrap()).collect();
    (world.again(&owner).await, device, codes)
}

async fn sign_in(console: &Console, device: &mut SoftwareAuthenticator) -> Result<SignedIn, Error> {
    let actor = stranger(HOME);
    let auth = console.acting_as(&actor);
    let challenge = auth.auth().begin_passkey_sign_in().await?;
    let credential = device.get(&challenge.options);
    auth.auth().sign_in_with_passkey(answer(&challenge, &credential), None).await
}

/// Gives the right password.
async fn pending(world: &World<'_>) -> PendingSignIn {
    let actor = stranger(HOME);
    match world.console.acting_as(&actor).auth().sign_in(credentials(OWNER, PASSWORD), None).await {
        Ok(SignIn::CodeNeeded(pending)) => pending,
        other => panic!("{other:?}"),
    }
}

fn refusal<T>(result: Result<T, Error>) -> Option<PasskeyRefusal> {
    match result.err()? {
        Error::PasskeyRefused(refusal) => Some(refusal),
        _ => None,
    }
}

on_both!(a_passkey_is_added_and_signs_in_alone, |fresh| {
    let world = world(fresh).await;
    let (owner, mut device, codes) = enrolled(&world).await;
    assert_eq!((codes.len(), world.latest().await.1.as_str()), (10, "passkey_added"));
    let signed_in = sign_in(&world.console, &mut device).await.unwrap();
    let there = world.holder(&signed_in).await;
    let (Actor::Person(here), Actor::Person(there)) = (&owner, &there) else { panic!() };
    assert_eq!((here.person, here.account), (there.person, there.account));
    assert_ne!(here.session, there.session);
    assert_eq!(world.latest().await, (OWNER.into(), "signed_in".into()));

    let account = world.console.acting_as(&owner);
    let factors = account.account().second_factors().await.unwrap();
    let [passkey] = factors.passkeys.as_slice() else { panic!("{factors:?}") };
    assert_eq!((passkey.name.as_str(), passkey.used_at), ("Phone", Some(world.console.now())));
    assert_eq!((factors.authenticator, factors.recovery_codes_left), (None, 10));
    // A second one comes without new codes.
    let second = add(&world.console, &owner, &mut SoftwareAuthenticator::new(ORIGIN, 2)).await;
    assert_eq!(second, None);
    assert_eq!(world.count("recovery_code").await, 10);
    world.advance(Duration::from_mins(6));
    world.console.purge_expired().await.unwrap();
    assert_eq!(world.count("passkey_challenge").await, 0);
});

on_both!(a_challenge_is_answered_once_and_in_time, |fresh| {
    let world = world(fresh).await;
    let (_, mut device, _) = enrolled(&world).await;
    let actor = stranger(HOME);
    let auth = world.console.acting_as(&actor);
    let challenge = auth.auth().begin_passkey_sign_in().await.unwrap();
    let credential = device.get(&challenge.options);
    auth.auth().sign_in_with_passkey(answer(&challenge, &credential), None).await.unwrap();
    let again = auth.auth().sign_in_with_passkey(answer(&challenge, &credential), None).await;
    assert_eq!(refusal(again), Some(PasskeyRefusal::Expired), "replayed");

    let challenge = auth.auth().begin_passkey_sign_in().await.unwrap();
    let other = auth.auth().begin_passkey_sign_in().await.unwrap();
    let credential = device.get(&challenge.options);
    let swapped = auth.auth().sign_in_with_passkey(answer(&other, &credential), None).await;
    assert_eq!(refusal(swapped), Some(PasskeyRefusal::Wrong), "of another challenge");
    world.advance(Duration::from_mins(5));
    let late = auth.auth().sign_in_with_passkey(answer(&challenge, &credential), None).await;
    assert_eq!(refusal(late), Some(PasskeyRefusal::Expired));
    for token in ["", "0", &"0".repeat(64)] {
        let forged = PasskeyAnswer { challenge: token, credential: &credential };
        let forged = auth.auth().sign_in_with_passkey(forged, None).await;
        assert_eq!(refusal(forged), Some(PasskeyRefusal::Expired));
    }
});

on_both!(a_challenge_is_for_one_purpose, |fresh| {
    let world = world(fresh).await;
    let (owner, mut device, _) = enrolled(&world).await;
    let signed_in = sign_in(&world.console, &mut device).await.unwrap();
    let elsewhere = world.holder(&signed_in).await;
    let (here, there) = (world.console.acting_as(&owner), world.console.acting_as(&elsewhere));
    let challenge = here.account().begin_passkey_verification().await.unwrap();
    let credential = device.get(&challenge.options);
    let other = there.account().verify_passkey(answer(&challenge, &credential)).await;
    assert_eq!(refusal(other), Some(PasskeyRefusal::Expired), "of another session");
    let actor = stranger(HOME);
    let auth = world.console.acting_as(&actor);
    let signed_in = auth.auth().sign_in_with_passkey(answer(&challenge, &credential), None).await;
    assert_eq!(refusal(signed_in), Some(PasskeyRefusal::Expired), "of a verification");
    here.account().verify_passkey(answer(&challenge, &credential)).await.unwrap();
});

on_both!(what_does_not_come_from_this_console_is_refused, |fresh| {
    let world = world(fresh).await;
    let (owner, device, _) = enrolled(&world).await;
    let mut elsewhere = device.clone();
    "https://console.example.org".clone_into(&mut elsewhere.origin);
    assert_eq!(refusal(sign_in(&world.console, &mut elsewhere).await), Some(PasskeyRefusal::Wrong));
    assert_eq!(world.latest().await.1, "sign_in_failed");
    let mut unverified = device.clone();
    unverified.verifies = false;
    assert_eq!(refusal(sign_in(&world.console, &mut unverified).await), Some(PasskeyRefusal::Wrong));
    let mut silent = device.clone();
    silent.tells_user = false;
    assert_eq!(refusal(sign_in(&world.console, &mut silent).await), Some(PasskeyRefusal::Wrong));
    let mut device = device;
    sign_in(&world.console, &mut device).await.unwrap();

    let account = world.console.acting_as(&owner);
    for (origin, verifies) in [("https://console.example.org", true), (ORIGIN, false)] {
        let mut stranger = SoftwareAuthenticator::new(origin, 3);
        stranger.verifies = verifies;
        let challenge = account.account().begin_passkey().await.unwrap();
        let credential = stranger.create(&challenge.options);
        let added = account.account().add_passkey(answer(&challenge, &credential), name("x")).await;
        assert_eq!(refusal(added), Some(PasskeyRefusal::Wrong), "{origin} {verifies}");
        let again = account.account().add_passkey(answer(&challenge, &credential), name("x")).await;
        assert_eq!(refusal(again), Some(PasskeyRefusal::Expired), "the challenge is used up");
    }
    let nonsense = account.account().begin_passkey().await.unwrap();
    let added = account.account().add_passkey(answer(&nonsense, "{}"), name("x")).await;
    assert_eq!(refusal(added), Some(PasskeyRefusal::Wrong));
    assert_eq!(world.count("passkey").await, 1);
});

on_both!(nobody_uses_the_passkey_of_somebody_else, |fresh| {
    let world = world(fresh).await;
    let (owner, mut device, _) = enrolled(&world).await;
    let mina = world.somebody_else("mina@orbit.example").await;
    let mut phone = SoftwareAuthenticator::new(ORIGIN, 9);
    add(&world.console, &mina, &mut phone).await;

    let account = world.console.acting_as(&owner);
    let challenge = account.account().begin_passkey_verification().await.unwrap();
    let credential = phone.get(&challenge.options);
    let verified = account.account().verify_passkey(answer(&challenge, &credential)).await;
    assert_eq!(refusal(verified), Some(PasskeyRefusal::Unknown));
    let waiting = pending(&world).await;
    let actor = stranger(HOME);
    let auth = world.console.acting_as(&actor);
    let challenge = auth.auth().begin_passkey_second_step(&waiting.token).await.unwrap();
    let credential = phone.get(&challenge.options);
    let completed = auth
        .auth()
        .complete_sign_in_with_passkey(&waiting.token, answer(&challenge, &credential), None)
        .await;
    assert_eq!(refusal(completed), Some(PasskeyRefusal::Unknown));

    // Nor does anybody add one that is of somebody already.
    let theirs = world.console.acting_as(&mina);
    let challenge = theirs.account().begin_passkey().await.unwrap();
    let credential = SoftwareAuthenticator::new(ORIGIN, 1).create(&challenge.options);
    let added = theirs.account().add_passkey(answer(&challenge, &credential), name("x")).await;
    assert_eq!(refusal(added), Some(PasskeyRefusal::Exists));
    let id = account.account().second_factors().await.unwrap().passkeys[0].id;
    assert!(matches!(theirs.account().remove_passkey(id).await, Err(Error::NotFound)));
    assert!(matches!(theirs.account().rename_passkey(id, &name("x")).await, Err(Error::NotFound)));
    sign_in(&world.console, &mut device).await.unwrap();
});

on_both!(a_copied_passkey_is_noticed, |fresh| {
    let world = world(fresh).await;
    let (_, mut device, _) = enrolled(&world).await;
    let mut copy = device.clone();
    sign_in(&world.console, &mut device).await.unwrap();
    sign_in(&world.console, &mut device).await.unwrap();
    assert_eq!(refusal(sign_in(&world.console, &mut copy).await), Some(PasskeyRefusal::Copied));
    assert!(world.trail().await.pop().unwrap().2.contains("copied passkey"));
    sign_in(&world.console, &mut device).await.unwrap();
});

on_both!(a_passkey_is_the_second_step_after_the_password, |fresh| {
    let world = world(fresh).await;
    let (_, mut device, codes) = enrolled(&world).await;
    let (waiting, actor) = (pending(&world).await, stranger(HOME));
    let auth = world.console.acting_as(&actor);
    let challenge = auth.auth().begin_passkey_second_step(&waiting.token).await.unwrap();
    assert!(challenge.options.contains("allowCredentials\":[{"), "{}", challenge.options);
    // A device that was told which passkey to use need not say whose it is.
    device.tells_user = false;
    let credential = device.get(&challenge.options);
    let other = pending(&world).await;
    let proof = answer(&challenge, &credential);
    let mixed = auth.auth().complete_sign_in_with_passkey(&other.token, proof, None).await;
    assert_eq!(refusal(mixed), Some(PasskeyRefusal::Expired), "of another sign-in");
    let signed_in = auth.auth().complete_sign_in_with_passkey(&waiting.token, proof, None).await.unwrap();
    world.holder(&signed_in).await;
    let again = auth.auth().complete_sign_in_with_passkey(&waiting.token, proof, None).await;
    assert!(matches!(again, Err(Error::SignInExpired)));
    let begun = auth.auth().begin_passkey_second_step(&waiting.token).await;
    assert!(matches!(begun, Err(Error::SignInExpired)));
    // Without the device a recovery code will do.
    auth.auth().sign_in_with_code(&other.token, &codes[0], None).await.unwrap();
});

on_both!(a_passkey_is_proof_for_a_while, |fresh| {
    let world = world(fresh).await;
    let (owner, mut device, _) = enrolled(&world).await;
    world.advance(policy().verification_freshness + Duration::from_secs(1));
    let owner = world.again(&owner).await;
    let account = world.console.acting_as(&owner);
    let id = account.account().second_factors().await.unwrap().passkeys[0].id;
    assert!(matches!(account.account().begin_passkey().await, Err(Error::VerificationNeeded)));
    assert!(matches!(account.account().remove_passkey(id).await, Err(Error::VerificationNeeded)));
    let challenge = account.account().begin_passkey_verification().await.unwrap();
    let credential = device.get(&challenge.options);
    account.account().verify_passkey(answer(&challenge, &credential)).await.unwrap();
    let owner = world.again(&owner).await;
    let account = world.console.acting_as(&owner);
    account.account().rename_passkey(id, &name("Laptop")).await.unwrap();
    assert!(world.trail().await.pop().unwrap().2.contains(r#""after":"Laptop""#));
    account.account().remove_passkey(id).await.unwrap();
    assert_eq!(world.latest().await, (OWNER.into(), "passkey_removed".into()));
    assert!(matches!(account.account().remove_passkey(id).await, Err(Error::NotFound)));
    assert_eq!(world.count("recovery_code").await, 0, "they are for nothing");
    let begun = account.account().begin_passkey_verification().await;
    assert_eq!(refusal(begun), Some(PasskeyRefusal::Unknown));
    assert_eq!(refusal(sign_in(&world.console, &mut device).await), Some(PasskeyRefusal::Unknown));
    world.sign_in(OWNER, PASSWORD, HOME).await.expect("the password alone will do again");
});

on_both!(a_passkey_satisfies_the_account, |fresh| {
    let world = world(fresh).await;
    let (owner, _, _) = enrolled(&world).await;
    let account = world.console.acting_as(&owner);
    account.account().require_second_factor(true).await.unwrap();
    let owner = world.again(&owner).await;
    world.create(&owner, "Orbit").await;
    let account = world.console.acting_as(&owner);
    let id = account.account().second_factors().await.unwrap().passkeys[0].id;
    account.account().remove_passkey(id).await.unwrap();
    let owner = world.again(&owner).await;
    let account = world.console.acting_as(&owner);
    let refused = account.applications().create(new_application("Comet")).await;
    assert!(matches!(refused, Err(Error::SecondFactorRequired)));
    // Adding another one is still possible.
    add(&world.console, &owner, &mut SoftwareAuthenticator::new(ORIGIN, 5)).await.unwrap();
    let owner = world.again(&owner).await;
    world.create(&owner, "Comet").await;
});

on_both!(attempts_get_slower, |fresh| {
    let world = world(fresh).await;
    let (owner, device, _) = enrolled(&world).await;
    let mut wrong = device.clone();
    "https://console.example.org".clone_into(&mut wrong.origin);
    for _ in 0..6 {
        assert_eq!(refusal(sign_in(&world.console, &mut wrong).await), Some(PasskeyRefusal::Wrong));
    }
    assert!(matches!(sign_in(&world.console, &mut wrong).await, Err(Error::TooMany { .. })));
    let account = world.console.acting_as(&owner);
    for _ in 0..6 {
        let challenge = account.account().begin_passkey_verification().await.unwrap();
        let credential = wrong.get(&challenge.options);
        let verified = account.account().verify_passkey(answer(&challenge, &credential)).await;
        assert_eq!(refusal(verified), Some(PasskeyRefusal::Wrong));
    }
    let challenge = account.account().begin_passkey_verification().await.unwrap();
    let credential = wrong.get(&challenge.options);
    let verified = account.account().verify_passkey(answer(&challenge, &credential)).await;
    assert!(matches!(verified, Err(Error::TooMany { .. })));
    // And nobody fills the database with challenges.
    let actor = stranger("198.51.100.7");
    let auth = world.console.acting_as(&actor);
    for _ in 0..200 {
        auth.auth().begin_passkey_sign_in().await.unwrap();
    }
    assert!(matches!(auth.auth().begin_passkey_sign_in().await, Err(Error::TooMany { .. })));
    world.advance(Duration::from_mins(5));
    auth.auth().begin_passkey_sign_in().await.unwrap();
});

on_both!(the_operator_removes_passkeys_that_are_lost, |fresh| {
    let world = world(fresh).await;
    let (_, mut device, _) = enrolled(&world).await;
    let operations = world.console.acting_as(&Actor::Operator);
    let email = OWNER.parse().unwrap();
    assert!(operations.operations().remove_second_factors(&email).await.unwrap());
    assert!(!operations.operations().remove_second_factors(&email).await.unwrap());
    assert_eq!(world.count("passkey").await + world.count("session").await, 0);
    assert_eq!(refusal(sign_in(&world.console, &mut device).await), Some(PasskeyRefusal::Unknown));
    world.sign_in(OWNER, PASSWORD, HOME).await.unwrap();
});

on_both!(without_a_name_there_are_no_passkeys, |fresh| {
    for (url, off) in [
        (None, PasskeysOff::NoPublicUrl),
        (Some("http://console.example.com"), PasskeysOff::NotSecure),
        (Some("https://192.0.2.1"), PasskeysOff::IpAddress),
        (Some("https://0x7f.1"), PasskeysOff::IpAddress),
    ] {
        let policy = console::Policy { public_url: url.map(Into::into), ..policy() };
        let world = open(fresh, policy, 1, master_key(1)).await.unwrap();
        let actor = stranger(HOME);
        let auth = world.console.acting_as(&actor);
        assert_eq!(auth.auth().passkeys_off(), Some(off), "{url:?}");
        let begun = auth.auth().begin_passkey_sign_in().await;
        assert_eq!(refusal(begun), Some(PasskeyRefusal::Off(off)), "{url:?}");
    }
    let world = open(fresh, policy(), 1, master_key(1)).await.unwrap();
    assert_eq!(world.console.acting_as(&stranger(HOME)).auth().passkeys_off(), None);
});
