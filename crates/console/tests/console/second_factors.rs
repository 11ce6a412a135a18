//! Second factors: codes of an authenticator app and recovery codes, at sign-in and as proof of who asks.

use std::time::Duration;

use base32ct::{Base32UpperUnpadded, Encoding as _};
use console::{Actor, Console, Error, PendingSignIn, SignIn, SignedIn};
use domain::account::SessionId;
use domain::account::second_factor::{RecoveryCode, TotpSecret, TotpStep, TypedCode};
use domain::application::lifecycle::Event;
use domain::field::Field;
use domain::key::rotation::Overlap;
use domain::support::NewRequest;

use crate::common::{self, *};
use crate::on_both;

/// The step of a code, and one more after it.
const STEP: Duration = Duration::from_secs(30);

/// The owner's phone.
pub struct Phone(TotpSecret);

impl Phone {
    /// Reads the secret off the page, as a camera does.
    pub fn scan(uri: &str) -> Self {
        let secret = uri.split_once("secret=").unwrap().1.split('&').next().unwrap();
        Self(TotpSecret::from_bytes(&Base32UpperUnpadded::decode_vec(secret).unwrap()).unwrap())
    }

    /// The code that it shows, and how many steps that is ahead of the console.
    pub fn shows(&self, world: &World<'_>, ahead: i64) -> TypedCode {
        let step = TotpStep::at(world.console.now()).0 + ahead;
        TypedCode::Totp(self.0.code_at(TotpStep(step)))
    }
}

/// The owner with an authenticator app and recovery codes.
pub async fn enrolled(world: &World<'_>) -> (Actor, Phone, Vec<TypedCode>) {
    let owner = world.owner().await;
    let account = world.console.acting_as(&owner).account();
    account.begin_authenticator().await.unwrap();
    let phone = Phone::scan(&account.authenticator_setup().await.unwrap().enrolment.unwrap().uri);
    let token = account.confirm_authenticator(&phone.shows(world, 0)).await.unwrap();
    let codes = account.recovery_codes(&token).await.unwrap().unwrap();
    let codes = codes.iter().map(|code| TypedCode::parse(code).unwrap()).collect();
    // The code that it was confirmed with is used up.
    world.advance(STEP);
    (world.again(&owner).await, phone, codes)
}

/// Gives the right password.
async fn pending(world: &World<'_>) -> PendingSignIn {
    match world.console.acting_as(&stranger(HOME)).auth().sign_in(credentials(OWNER, PASSWORD), None).await {
        Ok(SignIn::CodeNeeded(pending)) => pending,
        other => panic!("{other:?}"),
    }
}

async fn complete(console: &Console, token: &str, code: &TypedCode) -> Result<SignedIn, Error> {
    console.acting_as(&stranger(HOME)).auth().sign_in_with_code(token, code, None).await
}

fn is_wrong_code<T>(result: &Result<T, Error>) -> bool {
    is_wrong(result, Field::AuthenticationCode)
}

on_both!(an_app_is_set_up_with_its_first_code, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let account = world.console.acting_as(&owner).account();
    assert_eq!(account.authenticator_setup().await.unwrap().enrolment, None);
    let none = TypedCode::parse("000000").unwrap();
    assert!(matches!(account.confirm_authenticator(&none).await, Err(Error::NotFound)));
    assert!(matches!(account.replace_recovery_codes().await, Err(Error::NotFound)));

    account.begin_authenticator().await.unwrap();
    let first = account.authenticator_setup().await.unwrap().enrolment.unwrap();
    account.begin_authenticator().await.unwrap();
    let shown = account.authenticator_setup().await.unwrap().enrolment.unwrap();
    assert_ne!(first, shown, "a secret that may have been seen is not used again");
    let phone = Phone::scan(&shown.uri);
    let ahead = account.confirm_authenticator(&phone.shows(&world, 2)).await;
    assert!(is_wrong_code(&ahead));
    world.sign_in(OWNER, PASSWORD, HOME).await.expect("it counts from its first code on");

    let token = account.confirm_authenticator(&phone.shows(&world, 1)).await.unwrap();
    assert_eq!(world.latest().await, (OWNER.into(), "authenticator_added".into()));
    let codes = account.recovery_codes(&token).await.unwrap().unwrap();
    assert_eq!(codes.len(), RecoveryCode::COUNT);
    assert!(account.recovery_codes(&token).await.unwrap().is_none(), "shown once");
    let factors = account.page().await.unwrap().second_factors;
    assert_eq!((factors.authenticator, factors.recovery_codes_left), (Some(world.console.now()), 10));
    assert!(matches!(account.begin_authenticator().await, Err(Error::NotFound)));
    assert_eq!(
        account.authenticator_setup().await.unwrap().enrolment,
        None,
        "the secret is never shown again"
    );
});

on_both!(an_app_has_to_be_set_up_in_time, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let account = world.console.acting_as(&owner).account();
    account.begin_authenticator().await.unwrap();
    let phone = Phone::scan(&account.authenticator_setup().await.unwrap().enrolment.unwrap().uri);
    world.advance(policy().verification_freshness + Duration::from_secs(1));
    assert_eq!(account.authenticator_setup().await.unwrap().enrolment, None, "shown without proof");
    let confirmed = account.confirm_authenticator(&phone.shows(&world, 0)).await;
    assert!(matches!(confirmed, Err(Error::VerificationNeeded)));
    assert!(matches!(account.begin_authenticator().await, Err(Error::VerificationNeeded)));
    world.advance(Duration::from_hours(1));
    account.verify_password(&password(PASSWORD)).await.unwrap();
    let owner = world.again(&owner).await;
    let account = world.console.acting_as(&owner).account();
    let confirmed = account.confirm_authenticator(&phone.shows(&world, 0)).await;
    assert!(matches!(confirmed, Err(Error::NotFound)), "{confirmed:?}");
    world.console.purge_expired().await.unwrap();
    assert_eq!(world.count("authenticator").await, 0);
});

on_both!(the_password_alone_lets_nobody_in, |fresh| {
    let world = world(fresh).await;
    let (_, phone, _) = enrolled(&world).await;
    let sessions = world.count("session").await;
    let waiting = pending(&world).await;
    assert_eq!(world.count("session").await, sessions);
    assert!(world.console.person(&waiting.token, HOME.parse().unwrap()).await.unwrap().is_none());
    assert!(!format!("{waiting:?}").contains(&waiting.token));
    let wrong = world.sign_in(OWNER, "not the password", HOME).await;
    assert!(matches!(wrong, Err(Error::WrongCredentials)), "whoever lacks the password learns nothing");

    let signed_in = complete(&world.console, &waiting.token, &phone.shows(&world, 0)).await.unwrap();
    assert_ne!(signed_in.token, waiting.token);
    world.holder(&signed_in).await;
    assert_eq!(world.latest().await, (OWNER.into(), "signed_in".into()));
    let again = complete(&world.console, &waiting.token, &phone.shows(&world, 1)).await;
    assert!(matches!(again, Err(Error::SignInExpired)), "a sign-in is completed once");
    for token in ["", "0", &"0".repeat(64)] {
        let unknown = complete(&world.console, token, &phone.shows(&world, 1)).await;
        assert!(matches!(unknown, Err(Error::SignInExpired)));
    }
});

on_both!(a_code_is_accepted_once_and_near_its_time, |fresh| {
    let world = world(fresh).await;
    let (_, phone, _) = enrolled(&world).await;
    for (ahead, is_right) in
        [(-2, false), (2, false), (0, true), (0, false), (-1, false), (1, true), (1, false)]
    {
        let waiting = pending(&world).await;
        let answer = complete(&world.console, &waiting.token, &phone.shows(&world, ahead)).await;
        assert!(if is_right { answer.is_ok() } else { is_wrong_code(&answer) }, "{ahead}: {answer:?}");
    }
    // One from the step before is right too, as long as it is new.
    world.advance(STEP * 3);
    let waiting = pending(&world).await;
    complete(&world.console, &waiting.token, &phone.shows(&world, -1)).await.unwrap();
});

on_both!(two_servers_accept_one_code_once, |fresh| {
    let world = world(fresh).await;
    let (_, phone, codes) = enrolled(&world).await;
    let other = open(fresh, policy(), 7, master_key(1)).await.unwrap();
    other.set(world.console.now());
    for code in [phone.shows(&world, 0), codes[0].clone()] {
        let (one, two) = (pending(&world).await, pending(&world).await);
        let (one, two) = tokio::join!(
            complete(&world.console, &one.token, &code),
            complete(&other.console, &two.token, &code)
        );
        let refused = if one.is_ok() { &two } else { &one };
        assert!(one.is_ok() != two.is_ok() && is_wrong_code(refused), "{one:?} {two:?}");
    }
});

on_both!(a_recovery_code_signs_in_once, |fresh| {
    let world = world(fresh).await;
    let (owner, _, codes) = enrolled(&world).await;
    let waiting = pending(&world).await;
    complete(&world.console, &waiting.token, &codes[3]).await.unwrap();
    let trail = world.trail().await;
    let actions: Vec<_> = trail.iter().rev().take(2).map(|(_, action, _)| action.as_str()).collect();
    assert_eq!(actions, ["signed_in", "recovery_code_used"]);
    assert!(trail[trail.len() - 2].2.contains(r#""after":"9""#), "{trail:?}");
    let waiting = pending(&world).await;
    assert!(is_wrong_code(&complete(&world.console, &waiting.token, &codes[3]).await));

    let account = world.console.acting_as(&owner).account();
    let token = account.replace_recovery_codes().await.unwrap();
    let new = account.recovery_codes(&token).await.unwrap().unwrap();
    assert!(
        is_wrong_code(&complete(&world.console, &waiting.token, &codes[4]).await),
        "the old ones are void"
    );
    complete(&world.console, &waiting.token, &TypedCode::parse(&new[4]).unwrap()).await.unwrap();
    assert_eq!(world.count("recovery_code").await, 9);
});

on_both!(new_recovery_codes_are_seen_by_their_browser_in_time, |fresh| {
    let world = world(fresh).await;
    let (owner, phone, _) = enrolled(&world).await;
    let waiting = pending(&world).await;
    let there = complete(&world.console, &waiting.token, &phone.shows(&world, 0)).await.unwrap();
    let there = world.holder(&there).await;
    let account = world.console.acting_as(&owner).account();
    let token = account.replace_recovery_codes().await.unwrap();
    assert!(world.console.acting_as(&there).account().recovery_codes(&token).await.unwrap().is_none());
    world.advance(Duration::from_mins(1));
    assert!(account.recovery_codes(&token).await.unwrap().is_none());
    assert!(account.recovery_codes("no token").await.unwrap().is_none());
    world.advance(Duration::from_secs(1));
    world.console.purge_expired().await.unwrap();
    assert_eq!(world.count("recovery_reveal").await, 0);
});

on_both!(codes_are_not_guessed, |fresh| {
    let world = world(fresh).await;
    let (_, phone, _) = enrolled(&world).await;
    let wrong = TypedCode::parse("000000").unwrap();
    let waiting = pending(&world).await;
    for _ in 0..5 {
        assert!(is_wrong_code(&complete(&world.console, &waiting.token, &wrong).await));
    }
    assert_eq!(world.latest().await.1, "sign_in_failed");
    // The right password between two guesses makes them no cheaper.
    let waiting = pending(&world).await;
    assert!(is_wrong_code(&complete(&world.console, &waiting.token, &wrong).await));
    let blocked = complete(&world.console, &waiting.token, &phone.shows(&world, 0)).await;
    assert!(matches!(blocked, Err(Error::TooMany { .. })));
    assert!(matches!(world.sign_in(OWNER, PASSWORD, HOME).await, Err(Error::TooMany { .. })));
    world.advance(Duration::from_secs(2));
    complete(&world.console, &waiting.token, &phone.shows(&world, 0)).await.unwrap();
    // And it is all forgotten.
    assert!(is_wrong_code(&complete(&world.console, &pending(&world).await.token, &wrong).await));
});

on_both!(the_second_step_has_its_time, |fresh| {
    let world = world(fresh).await;
    let (owner, phone, _) = enrolled(&world).await;
    let waiting = pending(&world).await;
    assert_eq!(waiting.lasts, Duration::from_mins(5));
    world.advance(waiting.lasts);
    let late = complete(&world.console, &waiting.token, &phone.shows(&world, 0)).await;
    assert!(matches!(late, Err(Error::SignInExpired)));

    let waiting = pending(&world).await;
    let account = world.console.acting_as(&owner).account();
    account.change_password(password(PASSWORD), password("another good password")).await.unwrap();
    let late = complete(&world.console, &waiting.token, &phone.shows(&world, 0)).await;
    assert!(matches!(late, Err(Error::SignInExpired)), "the password was changed meanwhile");
});

on_both!(what_matters_most_asks_for_proof, |fresh| {
    let world = world(fresh).await;
    let (owner, phone, codes) = enrolled(&world).await;
    let sdkappid = world.create(&owner, "Orbit").await;
    let acting = world.console.acting_as(&owner);
    acting.applications().change(sdkappid, Event::Disable).await.unwrap();
    world.advance(policy().verification_freshness + Duration::from_secs(1));
    let entries = world.count("audit").await;
    let (keys, account) = (acting.keys(), acting.account());
    let typed = sdkappid.to_string();
    let request = NewRequest::parse("Delete", "Please").unwrap();
    let refusals = [
        keys.show(sdkappid).await.map(drop),
        keys.rotate(sdkappid, 1, "0".parse::<Overlap>().unwrap(), &typed).await.map(drop),
        keys.undo(sdkappid, 1).await,
        keys.retire(sdkappid, 1, &typed).await,
        acting.applications().change(sdkappid, Event::Delete).await.map(drop),
        acting.certificates().delete(sdkappid, "1".parse().unwrap()).await,
        acting.support().request_deletion(sdkappid, request).await.map(drop),
        account.remove_authenticator().await,
        account.replace_recovery_codes().await.map(drop),
        account.require_second_factor(true).await,
        account.begin_authenticator().await,
        account.revoke_session(SessionId(1)).await,
        account.revoke_other_sessions().await,
    ];
    for (index, refused) in refusals.into_iter().enumerate() {
        assert!(matches!(refused, Err(Error::VerificationNeeded)), "{index}: {refused:?}");
    }
    assert_eq!(world.count("audit").await, entries);
    // What can be undone needs none.
    acting.applications().change(sdkappid, Event::Enable).await.unwrap();
    acting.applications().change(sdkappid, Event::Disable).await.unwrap();

    let code = phone.shows(&world, 0);
    let renewed = account.verify_code(&code).await.unwrap();
    assert!(world.console.person(&renewed.token, HOME.parse().unwrap()).await.unwrap().is_some());
    assert!(is_wrong_code(&account.verify_code(&code).await), "a code is proof once");
    account.verify_code(&codes[0]).await.unwrap();
    let owner = world.again(&owner).await;
    let acting = world.console.acting_as(&owner);
    acting.keys().show(sdkappid).await.unwrap();
    acting.applications().change(sdkappid, Event::Delete).await.unwrap();
    acting.account().remove_authenticator().await.unwrap();
    assert_eq!(world.latest().await, (OWNER.into(), "authenticator_removed".into()));
    assert_eq!(world.count("recovery_code").await, 0);
    world.sign_in(OWNER, PASSWORD, HOME).await.unwrap();
});

on_both!(proof_is_not_guessed, |fresh| {
    let world = world(fresh).await;
    let (owner, phone, _) = enrolled(&world).await;
    let account = world.console.acting_as(&owner).account();
    for _ in 0..6 {
        assert!(is_wrong_code(&account.verify_code(&TypedCode::parse("000000").unwrap()).await));
    }
    assert_eq!(world.latest().await, (OWNER.into(), "sign_in_failed".into()));
    let blocked = account.verify_code(&phone.shows(&world, 0)).await;
    assert!(matches!(blocked, Err(Error::TooMany { .. })));
});

on_both!(everybody_needs_a_second_factor_where_it_is_required, |fresh| {
    let world = world(fresh).await;
    let alone = world.owner().await;
    let refused = world.console.acting_as(&alone).account().require_second_factor(true).await;
    assert!(matches!(refused, Err(Error::NotFound)), "nobody locks themselves out");
    let account = world.console.acting_as(&alone).account();
    account.begin_authenticator().await.unwrap();
    let phone = Phone::scan(&account.authenticator_setup().await.unwrap().enrolment.unwrap().uri);
    account.confirm_authenticator(&phone.shows(&world, 0)).await.unwrap();
    let owner = world.again(&alone).await;
    let account = world.console.acting_as(&owner).account();
    account.require_second_factor(true).await.unwrap();
    assert_eq!(world.latest().await, (OWNER.into(), "second_factor_policy_changed".into()));
    let entries = world.count("audit").await;
    account.require_second_factor(true).await.unwrap();
    assert_eq!(world.count("audit").await, entries, "it is so already");
    account.remove_authenticator().await.unwrap();

    let enrolling = world.again(&owner).await;
    let acting = world.console.acting_as(&enrolling);
    let refusals = [
        acting
            .applications()
            .list(&domain::application::listing::ApplicationQuery::default())
            .await
            .map(drop),
        acting.applications().create(new_application("Orbit")).await.map(drop),
        acting.account().page().await.map(drop),
        acting.account().require_second_factor(false).await,
        acting.billing().page(None).await.map(drop),
        acting.support().list(None).await.map(drop),
    ];
    for (index, refused) in refusals.into_iter().enumerate() {
        assert!(matches!(refused, Err(Error::SecondFactorRequired)), "{index}: {refused:?}");
    }
    let account = acting.account();
    account.begin_authenticator().await.unwrap();
    let phone = Phone::scan(&account.authenticator_setup().await.unwrap().enrolment.unwrap().uri);
    account.confirm_authenticator(&phone.shows(&world, 0)).await.unwrap();
    let owner = world.again(&owner).await;
    world.create(&owner, "Orbit").await;
    world.console.acting_as(&owner).account().require_second_factor(false).await.unwrap();
});

on_both!(the_operator_removes_what_was_lost, |fresh| {
    let world = world(fresh).await;
    let (owner, phone, _) = enrolled(&world).await;
    let waiting = pending(&world).await;
    let email = OWNER.parse().unwrap();
    let refused = world.console.acting_as(&owner).operations().remove_second_factors(&email).await;
    assert!(matches!(refused, Err(Error::NotFound)));
    let operations = world.console.acting_as(&Actor::Operator).operations();
    assert!(operations.remove_second_factors(&email).await.unwrap());
    assert_eq!(world.latest().await, ("operator".into(), "second_factors_removed".into()));
    assert_eq!((world.count("session").await, world.count("recovery_code").await), (0, 0));
    let late = complete(&world.console, &waiting.token, &phone.shows(&world, 0)).await;
    assert!(matches!(late, Err(Error::SignInExpired)));
    world.sign_in(OWNER, PASSWORD, HOME).await.unwrap();
    assert!(!operations.remove_second_factors(&email).await.unwrap());
    let unknown = operations.remove_second_factors(&"b@orbit.example".parse().unwrap()).await;
    assert!(matches!(unknown, Err(Error::NotFound)));
});

on_both!(a_secret_from_another_row_does_not_open, |fresh| {
    let world = world(fresh).await;
    let (_, phone, _) = enrolled(&world).await;
    let mina = world.somebody_else("mina@orbit.example").await;
    let Actor::Person(mina) = &mina else { panic!() };
    world.run("UPDATE authenticator SET account_id = 2, person_id = 2").await;
    assert_eq!((mina.account.0, mina.person.0), (2, 2));
    let actor = stranger(HOME);
    let auth = world.console.acting_as(&actor).auth();
    let Ok(SignIn::CodeNeeded(waiting)) =
        auth.sign_in(credentials("mina@orbit.example", PASSWORD), None).await
    else {
        panic!("the row is theirs now")
    };
    let answer = complete(&world.console, &waiting.token, &phone.shows(&world, 0)).await;
    let Err(Error::Vault(error)) = answer else { panic!("a swapped secret was opened") };
    assert!(error.to_string().contains("person 2"), "{error}");
});
