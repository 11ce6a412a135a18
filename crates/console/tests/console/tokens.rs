//! API tokens: shown once, refused when they end, and never more than their scopes and their person.

use std::time::Duration;

use console::{Actor, Error};
use domain::account::access::{Access, AccessRefusal};
use domain::account::permission::Role;
use domain::account::scope::Scope;
use domain::account::token::NewToken;
use domain::application::listing::ApplicationQuery;
use domain::application::sdkappid::Sdkappid;
use domain::field::{Field, InvalidField, Problem};

use crate::common::{self, *};
use crate::on_both;
use crate::roles::{answers, limit_to};

const DAY: Duration = Duration::from_hours(24);

fn new_token(scopes: &[Scope], applications: Option<Vec<Sdkappid>>) -> NewToken {
    NewToken { name: "deploy".parse().unwrap(), scopes: scopes.to_vec(), applications, days: 30 }
}

impl World<'_> {
    /// Creates a token and reads it from the page that shows it.
    async fn token_text(&self, person: &Actor, new: NewToken) -> String {
        let acting = self.console.acting_as(person);
        let key = acting.tokens().create(new).await.unwrap();
        let page = acting.tokens().page(Some(&key)).await.unwrap();
        assert!(acting.tokens().page(Some(&key)).await.unwrap().shown.is_none(), "a token is shown once");
        page.shown.unwrap()
    }

    /// A program with a new token.
    async fn program(&self, person: &Actor, new: NewToken) -> Actor {
        let token = self.token_text(person, new).await;
        self.with_token(&token).await.unwrap()
    }

    async fn with_token(&self, token: &str) -> Option<Actor> {
        let token = self.console.token(token, "198.51.100.7".parse().unwrap()).await.unwrap();
        token.map(Actor::Token)
    }
}

on_both!(every_use_case_follows_the_table_of_scopes, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let app = world.create(&owner, "Orbit").await;
    for role in Role::ALL {
        let access = Access::whole_account(role);
        let member = world.member(&owner, &format!("a-{}@orbit.example", role.code()), access.clone()).await;
        for scope in Scope::ALL {
            let program = world.program(&member, new_token(&[scope], None)).await;
            for (name, permission, answer) in answers(&world.console, &program, app).await {
                let what = format!("{role:?} {}: {name} {answer:?}", scope.code());
                match access.check(permission) {
                    Err(refusal) => {
                        assert!(
                            matches!(answer, Err(Error::Forbidden(refused)) if refused == refusal),
                            "{what}"
                        );
                    }
                    Ok(()) if !scope.allows(permission) => {
                        let refusal = AccessRefusal::Token(permission.scope());
                        assert!(
                            matches!(answer, Err(Error::Forbidden(refused)) if refused == refusal),
                            "{what}"
                        );
                    }
                    Ok(()) => {
                        let is_refused =
                            matches!(answer, Err(Error::Forbidden(_) | Error::Store(_) | Error::Internal(_)));
                        assert!(!is_refused, "{what}");
                    }
                }
            }
        }
    }
});

on_both!(a_token_knows_only_the_applications_of_itself_and_its_person, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let mut apps = Vec::new();
    for name in ["Orbit", "Rocket", "Comet"] {
        apps.push(world.create(&owner, name).await);
    }
    apps.sort_unstable();
    let program = world.token_text(&owner, new_token(&Scope::ALL, Some(apps[..2].to_vec()))).await;
    let seen = async || {
        let actor = world.with_token(&program).await.unwrap();
        let acting = world.console.acting_as(&actor);
        let mut seen = Vec::new();
        for app in &apps {
            match acting.applications().name(*app).await {
                Ok(_) => seen.push(*app),
                Err(error) => assert!(matches!(error, Error::NotFound), "{error:?}"),
            }
        }
        let page = acting.applications().list(&ApplicationQuery::default()).await.unwrap();
        let mut listed: Vec<_> = page.rows.iter().map(|row| row.sdkappid).collect();
        listed.sort_unstable();
        assert_eq!(listed, seen);
        let mut suggested: Vec<_> =
            acting.applications().suggest("").await.unwrap().iter().map(|found| found.sdkappid).collect();
        suggested.sort_unstable();
        assert_eq!(suggested, seen);
        let created = acting.applications().create(new_application("New")).await;
        assert!(matches!(created, Err(Error::Forbidden(AccessRefusal::Limited))), "{created:?}");
        seen
    };
    assert_eq!(seen().await, apps[..2]);
    // What the person loses is lost to the token at once.
    let Actor::Person(person) = &owner else { panic!("a person") };
    limit_to(&world, person.account, person.person, apps[1..].to_vec()).await;
    assert_eq!(seen().await, apps[1..2]);
});

on_both!(a_token_loses_what_its_person_loses, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let app = world.create(&owner, "Orbit").await;
    let developer = world.member(&owner, "dev@orbit.example", Access::whole_account(Role::Developer)).await;
    let token = world.token_text(&developer, new_token(&[Scope::KeysReveal], None)).await;
    let reveal = async || {
        let actor = world.with_token(&token).await.unwrap();
        world.console.acting_as(&actor).keys().reveal(app).await.map(|(version, _)| version)
    };
    assert_eq!(reveal().await.unwrap(), 1);
    let Actor::Person(person) = &developer else { panic!("a person") };
    let mut tx = world.fresh.store.begin().await.unwrap();
    tx.set_access(person.account, person.person, &Access::whole_account(Role::ReadOnly)).await.unwrap();
    tx.commit().await.unwrap();
    let refused = reveal().await;
    assert!(matches!(refused, Err(Error::Forbidden(AccessRefusal::Role(Role::ReadOnly)))), "{refused:?}");
});

on_both!(a_token_ends_by_itself_or_by_hand, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let other = world.member(&owner, "other@orbit.example", Access::whole_account(Role::Owner)).await;
    let first = world.token_text(&owner, new_token(&[Scope::KeysRead], None)).await;
    let second = world.token_text(&owner, new_token(&[Scope::KeysRead], None)).await;
    let tokens = world.console.acting_as(&owner).tokens().page(None).await.unwrap().tokens;
    assert_eq!((tokens.len(), &tokens[0].used), (2, &None));
    // Nobody else sees it or revokes it.
    let others = world.console.acting_as(&other);
    assert!(others.tokens().page(None).await.unwrap().tokens.is_empty());
    assert!(matches!(others.tokens().revoke(tokens[0].id).await, Err(Error::NotFound)));
    assert!(world.with_token(&second).await.is_some());
    let owning = world.console.acting_as(&owner);
    owning.tokens().revoke(tokens[0].id).await.unwrap();
    assert!(world.with_token(&second).await.is_none());
    assert!(matches!(owning.tokens().revoke(tokens[0].id).await, Err(Error::NotFound)));

    world.advance(DAY * 29 + Duration::from_secs(86_399));
    assert!(world.with_token(&first).await.is_some());
    let owner = world.sign_in(OWNER, PASSWORD, HOME).await.unwrap();
    let (at, address) =
        world.console.acting_as(&owner).tokens().page(None).await.unwrap().tokens[0].used.clone().unwrap();
    assert_eq!((at, address.as_str()), (world.console.now(), "198.51.100.7"));
    world.advance(Duration::from_secs(1));
    assert!(world.with_token(&first).await.is_none());
    world.advance(DAY * 30);
    world.console.purge_expired().await.unwrap();
    assert_eq!(world.count("token").await, 0);
});

on_both!(only_the_hash_of_a_token_is_kept, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let token = world.token_text(&owner, new_token(&[Scope::KeysRead], None)).await;
    let found = world.fresh.store.token(token.as_bytes(), world.console.now()).await.unwrap();
    assert!(found.is_none());
    // The key that shows a token is none itself, and shows nothing after a minute.
    let acting = world.console.acting_as(&owner);
    let key = acting.tokens().create(new_token(&[Scope::KeysRead], None)).await.unwrap();
    assert!(world.with_token(&key).await.is_none());
    world.advance(Duration::from_mins(1));
    assert!(acting.tokens().page(Some(&key)).await.unwrap().shown.is_none());
    assert_eq!(acting.tokens().page(None).await.unwrap().tokens.len(), 1);
});

on_both!(a_token_takes_a_recent_proof_and_the_applications_of_the_person, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let app = world.create(&owner, "Orbit").await;
    let acting = world.console.acting_as(&owner);
    let entries = world.count("audit").await;
    let invalid = |field, problem| vec![InvalidField { field, problem }];
    let other = Sdkappid::from_random(77);
    let unknown = new_token(&[Scope::KeysRead], Some(vec![app, other]));
    let refused = acting.tokens().create(unknown).await;
    let expected = invalid(Field::Applications, Problem::NotListed);
    assert!(matches!(&refused, Err(Error::Invalid(fields)) if *fields == expected), "{refused:?}");
    assert_eq!(world.count("token").await, 0);
    assert_eq!(world.count("audit").await, entries);
    world.advance(policy().verification_freshness + Duration::from_secs(1));
    let late = acting.tokens().create(new_token(&[Scope::KeysRead], None)).await;
    assert!(matches!(late, Err(Error::VerificationNeeded)), "{late:?}");
});

on_both!(a_token_of_somebody_who_lacks_a_required_second_factor_is_refused, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let Actor::Person(person) = &owner else { panic!("a person") };
    let token = world.token_text(&owner, new_token(&[Scope::ApplicationsRead], None)).await;
    let mut tx = world.fresh.store.begin().await.unwrap();
    tx.set_second_factor_required(person.account, true).await.unwrap();
    tx.commit().await.unwrap();
    let program = world.with_token(&token).await.unwrap();
    let listed = world.console.acting_as(&program).applications().list(&ApplicationQuery::default()).await;
    assert!(matches!(listed, Err(Error::SecondFactorRequired)), "{listed:?}");
});
