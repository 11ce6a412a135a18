//! Sign-in with an OpenID Connect provider: who an identity stands for, and what its groups give.

use std::time::Duration;

use console::{Actor, Error, Identity, Person, Policy, ProviderPolicy, ProviderSignIn, SignedIn};
use domain::account::access::Access;
use domain::account::permission::Role;
use domain::account::provider::ProviderProblem;
use domain::account::second_factor::{TotpSecret, TotpStep, TypedCode};

use crate::common::{self, *};
use crate::on_both;

const ISSUER: &str = "https://id.orbit.example";
const GUEST: &str = "guest@orbit.example";

fn with_roles(roles: &str, admits_everybody: bool) -> Policy {
    Policy { provider: ProviderPolicy { roles: roles.parse().unwrap(), admits_everybody }, ..policy() }
}

async fn world_with<'a>(fresh: &'a Fresh, roles: &str, admits_everybody: bool) -> World<'a> {
    open(fresh, with_roles(roles, admits_everybody), 1, master_key(1)).await.unwrap()
}

pub fn identity(subject: &str, email: &str, groups: &[&str]) -> Identity {
    Identity {
        issuer: ISSUER.into(),
        subject: subject.into(),
        verified_email: (!email.is_empty()).then(|| email.parse().unwrap()),
        groups: groups.iter().map(ToString::to_string).collect(),
        has_second_factor: false,
        authenticated_at: None,
    }
}

impl World<'_> {
    async fn comes(&self, identity: &Identity) -> ProviderSignIn {
        self.console.acting_as(&stranger(HOME)).auth().sign_in_with_provider(identity, None).await.unwrap()
    }

    pub async fn enters(&self, identity: &Identity) -> (SignedIn, Person) {
        let signed_in = match self.comes(identity).await {
            ProviderSignIn::Done(signed_in) => signed_in,
            other => panic!("{other:?}"),
        };
        let Actor::Person(person) = self.holder(&signed_in).await else { panic!("a person") };
        (signed_in, person)
    }

    async fn is_refused(&self, identity: &Identity) -> ProviderProblem {
        match self.comes(identity).await {
            ProviderSignIn::Refused(problem) => problem,
            other => panic!("{other:?}"),
        }
    }

    async fn is_in(&self, signed_in: &SignedIn) -> bool {
        self.console.person(&signed_in.token, HOME.parse().unwrap()).await.unwrap().is_some()
    }

    async fn invite_guest(&self, owner: &Actor, role: Role) {
        let members = self.console.acting_as(owner).members();
        members.invite(GUEST.parse().unwrap(), Access::whole_account(role)).await.unwrap();
    }
}

on_both!(a_browser_comes_back_once, |fresh| {
    let world = world(fresh).await;
    world.owner().await;
    let nobody = stranger(HOME);
    let auth = world.console.acting_as(&nobody).auth();
    let begun = auth.begin_with_provider("/account").await.unwrap();
    assert!(!begun.asks_again);
    let other = auth.begin_with_provider("/").await.unwrap();
    for (token, state) in
        [(&*other.token, &*begun.state), (&begun.token, "no state"), ("", &begun.state), ("'", "'")]
    {
        let answer = auth.answer_of_provider(token, state).await;
        assert!(matches!(answer, Err(Error::SignInExpired)), "{token} {state}");
    }
    let answer = auth.answer_of_provider(&begun.token, &begun.state).await.unwrap();
    assert_eq!((answer.next.as_str(), answer.session), ("/account", None));
    assert_eq!(answer.nonce, begun.nonce);
    assert!(answer.verifier.len() >= 43 && *answer.verifier != answer.nonce);
    let again = auth.answer_of_provider(&begun.token, &begun.state).await;
    assert!(matches!(again, Err(Error::SignInExpired)), "{again:?}");

    world.advance(Duration::from_mins(10));
    let late = auth.answer_of_provider(&other.token, &other.state).await;
    assert!(matches!(late, Err(Error::SignInExpired)), "{late:?}");
    world.advance(Duration::from_secs(1));
    world.console.purge_expired().await.unwrap();
    assert_eq!(world.count("provider_request").await, 0);
});

on_both!(who_never_comes_back_has_to_wait, |fresh| {
    let world = world(fresh).await;
    world.owner().await;
    let nobody = stranger(HOME);
    let auth = world.console.acting_as(&nobody).auth();
    for _ in 0..51 {
        auth.begin_with_provider("/").await.unwrap();
    }
    assert!(matches!(auth.begin_with_provider("/").await, Err(Error::TooMany { .. })));
    let elsewhere = stranger("203.0.113.5");
    world.console.acting_as(&elsewhere).auth().begin_with_provider("/").await.unwrap();
    // Passwords are counted apart.
    world.sign_in(OWNER, PASSWORD, HOME).await.unwrap();
});

on_both!(the_first_time_the_address_counts_and_then_the_subject, |fresh| {
    let world = world(fresh).await;
    world.owner().await;
    let unverified = world.is_refused(&identity("kim", "", &[])).await;
    assert_eq!(unverified, ProviderProblem::EmailNotVerified);
    assert_eq!(world.is_refused(&identity("kim", GUEST, &[])).await, ProviderProblem::NoAccount);
    assert_eq!(world.count("person_identity").await, 0);

    let (_, person) = world.enters(&identity("kim", OWNER, &[])).await;
    assert_eq!(person.email.as_str(), OWNER);
    let trail = world.trail().await;
    let [.., linked, signed_in] = &trail[..] else { panic!("{trail:?}") };
    assert_eq!((linked.0.as_str(), linked.1.as_str()), (OWNER, "identity_linked"));
    assert!(linked.2.contains(ISSUER) && linked.2.contains("kim"), "{linked:?}");
    assert_eq!((signed_in.0.as_str(), signed_in.1.as_str()), (OWNER, "signed_in"));
    assert!(signed_in.2.contains(ISSUER), "{signed_in:?}");

    for address in ["kim.lee@orbit.example", ""] {
        let (_, person) = world.enters(&identity("kim", address, &[])).await;
        assert_eq!(person.email.as_str(), OWNER, "{address}");
    }
    // Somebody who was given the address of the owner is not the owner.
    let problem = world.is_refused(&identity("lee", OWNER, &[])).await;
    assert_eq!(problem, ProviderProblem::NoAccount);
    assert_eq!(world.count("person_identity").await, 1);
    world.sign_in(OWNER, PASSWORD, HOME).await.expect("the password is still right");
});

on_both!(an_invitation_is_accepted_by_its_address, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    world.invite_guest(&owner, Role::Developer).await;
    let (_, guest) = world.enters(&identity("guest", GUEST, &[])).await;
    assert_eq!(guest.access, Access::whole_account(Role::Developer));
    assert_eq!(world.count("invitation").await, 0);
    assert!(!guest.operator);

    // There is no password to guess.
    let empty = world.sign_in(GUEST, PASSWORD, "192.0.2.9").await;
    assert!(matches!(empty, Err(Error::WrongCredentials)), "{empty:?}");
    let guest = Actor::Person(guest);
    let account = world.console.acting_as(&guest).account();
    let proofs = account.proofs().await.unwrap();
    assert!(!proofs.password && !proofs.code && proofs.provider);
    assert!(!account.page().await.unwrap().has_password);
    assert!(is_wrong(&account.verify_password(&password(PASSWORD)).await, domain::field::Field::Password));

    // Whoever was removed is nobody.
    let members = world.console.acting_as(&owner).members();
    let Actor::Person(person) = &guest else { panic!("a person") };
    members.remove(person.person).await.unwrap();
    assert_eq!(world.count("person_identity").await, 0);
    assert_eq!(world.is_refused(&identity("guest", GUEST, &[])).await, ProviderProblem::NoAccount);
});

on_both!(everybody_with_a_role_joins_where_that_is_wanted, |fresh| {
    let world = world_with(fresh, "ops=administrator; staff=read_only", true).await;
    world.owner().await;
    let (_, guest) = world.enters(&identity("guest", GUEST, &["staff", "others"])).await;
    assert_eq!(guest.access, Access::whole_account(Role::ReadOnly));
    let joined = world.trail().await.into_iter().find(|(_, action, _)| action == "member_joined").unwrap();
    assert!(joined.0 == GUEST && joined.2.contains("read_only") && joined.2.contains(ISSUER), "{joined:?}");
    let stranger = identity("lee", "lee@orbit.example", &["others"]);
    assert_eq!(world.is_refused(&stranger).await, ProviderProblem::NoRole);
    assert_eq!(world.count("person").await, 2);
});

on_both!(groups_are_asked_at_each_sign_in, |fresh| {
    let world = world_with(fresh, "ops=administrator; staff=read_only", false).await;
    let owner = world.owner().await;
    world.invite_guest(&owner, Role::Developer).await;
    let staff = |groups: &[&str]| identity("guest", GUEST, groups);
    assert_eq!(world.is_refused(&staff(&["others"])).await, ProviderProblem::NoRole);
    assert_eq!(world.count("invitation").await, 1, "it was not accepted");
    let (first, guest) = world.enters(&staff(&["staff"])).await;
    assert_eq!(guest.access.role, Role::ReadOnly, "the groups count more than the invitation");
    let (second, guest) = world.enters(&staff(&["staff", "ops"])).await;
    assert_eq!(guest.access.role, Role::Administrator);
    let changed = world.trail().await.into_iter().find(|(_, action, _)| action == "member_changed").unwrap();
    assert_eq!(changed.0, "console");
    for part in [GUEST, "read_only", "administrator", ISSUER] {
        assert!(changed.2.contains(part), "{part}: {changed:?}");
    }

    assert_eq!(world.is_refused(&staff(&[])).await, ProviderProblem::NoRole);
    assert!(!world.is_in(&first).await && !world.is_in(&second).await, "their sessions have ended");
    let (who, action) = world.latest().await;
    assert_eq!(action, "sign_in_failed", "{who}");
    let (_, guest) = world.enters(&staff(&["ops"])).await;
    assert_eq!(guest.access.role, Role::Administrator);
});

on_both!(an_account_keeps_its_last_owner, |fresh| {
    let world = world_with(fresh, "bosses=owner; staff=read_only", false).await;
    let owner = world.owner().await;
    world.invite_guest(&owner, Role::Developer).await;
    let kim = identity("kim", OWNER, &["staff"]);
    let (_, person) = world.enters(&kim).await;
    assert_eq!(person.access.role, Role::Owner, "there is no other owner");
    let (_, guest) = world.enters(&identity("guest", GUEST, &["bosses"])).await;
    assert_eq!(guest.access.role, Role::Owner);
    let (_, person) = world.enters(&kim).await;
    assert_eq!(person.access.role, Role::ReadOnly, "now there is");
});

on_both!(a_second_factor_is_still_owed, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let account = world.console.acting_as(&owner).account();
    account.begin_authenticator().await.unwrap();
    let uri = account.authenticator_setup().await.unwrap().enrolment.unwrap().uri;
    let secret = uri.split_once("secret=").unwrap().1.split('&').next().unwrap();
    let bytes = <base32ct::Base32UpperUnpadded as base32ct::Encoding>::decode_vec(secret).unwrap();
    let secret = TotpSecret::from_bytes(&bytes).unwrap();
    let code = |ahead| {
        let step = TotpStep::at(world.console.now()).0 + ahead;
        TypedCode::Totp(secret.code_at(TotpStep(step)))
    };
    account.confirm_authenticator(&code(0)).await.unwrap();

    let mut kim = identity("kim", OWNER, &[]);
    let pending = match world.comes(&kim).await {
        ProviderSignIn::CodeNeeded(pending) => pending,
        other => panic!("{other:?}"),
    };
    let nobody = stranger(HOME);
    let auth = world.console.acting_as(&nobody).auth();
    auth.sign_in_with_code(&pending.token, &code(1), None).await.unwrap();
    kim.has_second_factor = true;
    world.enters(&kim).await;
});

on_both!(the_provider_proves_again_who_it_is, |fresh| {
    let world = world(fresh).await;
    world.owner().await;
    let (_, person) = world.enters(&identity("kim", OWNER, &[])).await;
    world.advance(Duration::from_hours(1));
    let (kim, other) = (Actor::Person(person), world.sign_in(OWNER, PASSWORD, HOME).await.unwrap());
    let auth = world.console.acting_as(&kim).auth();
    let answer = async || {
        let begun = auth.begin_with_provider("/account").await.unwrap();
        assert!(begun.asks_again);
        auth.answer_of_provider(&begun.token, &begun.state).await.unwrap()
    };
    let account = world.console.acting_as(&kim).account();
    let fresh = |subject| {
        let authenticated_at = Some(world.console.now());
        Identity { authenticated_at, ..identity(subject, OWNER, &[]) }
    };
    let long_ago = world.console.now().minus(Duration::from_mins(5));
    for (identity, problem) in [
        (fresh("lee"), ProviderProblem::OtherPerson),
        (Identity { authenticated_at: None, ..fresh("kim") }, ProviderProblem::NotFresh),
        (Identity { authenticated_at: Some(long_ago), ..fresh("kim") }, ProviderProblem::NotFresh),
    ] {
        let result = account.verify_with_provider(&answer().await, &identity).await.unwrap();
        assert_eq!(result.err(), Some(problem));
    }
    let members = world.console.acting_as(&kim).account().replace_recovery_codes().await;
    assert!(matches!(members, Err(Error::VerificationNeeded)), "{members:?}");
    let elsewhere = world.console.acting_as(&other).account();
    let result = elsewhere.verify_with_provider(&answer().await, &fresh("kim")).await;
    assert!(matches!(result, Err(Error::SignInExpired)), "{result:?}");

    assert!(account.verify_with_provider(&answer().await, &fresh("kim")).await.unwrap().is_ok());
    let kim = world.again(&kim).await;
    let codes = world.console.acting_as(&kim).account().replace_recovery_codes().await;
    assert!(matches!(codes, Err(Error::NotFound)), "{codes:?}");
});
