//! Invitations, roles and the end of a membership.

use std::time::Duration;

use console::{Actor, Error, Person, SignedIn};
use domain::account::InvitationId;
use domain::account::access::{Access, AccessRefusal};
use domain::account::member::MemberRefusal;
use domain::account::permission::Role;
use domain::application::listing::ApplicationQuery;
use domain::field::{Field, InvalidField, Problem};

use crate::common::{self, *};
use crate::on_both;

const GUEST: &str = "guest@orbit.example";

fn whole(role: Role) -> Access {
    Access::whole_account(role)
}

fn person(actor: &Actor) -> &Person {
    let Actor::Person(person) = actor else { panic!("a person") };
    person
}

impl World<'_> {
    async fn invite(&self, by: &Actor, email: &str, access: Access) -> Result<(InvitationId, String), Error> {
        let members = self.console.acting_as(by).members();
        let id = members.invite(email.parse().unwrap(), access).await?;
        let (invitation, token) = members.invitation(id).await?;
        assert_eq!(invitation.email.as_str(), email);
        Ok((id, token))
    }

    async fn join(&self, token: &str) -> Result<SignedIn, Error> {
        self.console.acting_as(&stranger("192.0.2.9")).auth().join(token, &password(PASSWORD)).await
    }

    /// A member who has joined.
    async fn joined(&self, by: &Actor, email: &str, access: Access) -> Actor {
        let (_, token) = self.invite(by, email, access).await.unwrap();
        self.holder(&self.join(&token).await.unwrap()).await
    }

    /// Whether the session of that person is still one.
    async fn is_signed_in(&self, signed_in: &SignedIn) -> bool {
        self.console.person(&signed_in.token, HOME.parse().unwrap()).await.unwrap().is_some()
    }
}

on_both!(an_invitation_lets_one_person_in_once, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let app = world.create(&owner, "Orbit").await;
    let (_, token) = world.invite(&owner, GUEST, whole(Role::Developer)).await.unwrap();
    let shown = world.console.acting_as(&stranger(HOME)).auth().invitation(&token).await.unwrap();
    assert_eq!(
        (shown.email.as_str(), shown.role, shown.invited_by.as_str()),
        (GUEST, Role::Developer, OWNER)
    );

    let guest = world.holder(&world.join(&token).await.unwrap()).await;
    assert_eq!(world.latest().await, (GUEST.into(), "member_joined".into()));
    assert_eq!(person(&guest).access, whole(Role::Developer));
    assert!(!person(&guest).operator);
    assert!(world.console.acting_as(&guest).keys().show(app).await.is_ok());
    assert!(matches!(world.join(&token).await, Err(Error::NotFound)), "twice");
    world.sign_in(GUEST, PASSWORD, HOME).await.unwrap();
    let page = world.console.acting_as(&owner).members().page().await.unwrap();
    let members: Vec<_> = page.members.iter().map(|member| member.email.as_str()).collect();
    assert_eq!((members, page.invitations.len(), page.applications.len()), (vec![OWNER, GUEST], 0, 1));
    // Somebody who may not invite sees no invitation.
    world.invite(&owner, "next@orbit.example", whole(Role::Owner)).await.unwrap();
    let page = world.console.acting_as(&guest).members().page().await.unwrap();
    assert_eq!((page.members.len(), page.invitations.len(), page.applications.len()), (2, 0, 0));
});

on_both!(a_link_ends_by_time_by_revocation_and_by_a_newer_one, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let (_, first) = world.invite(&owner, GUEST, whole(Role::ReadOnly)).await.unwrap();
    let (id, second) = world.invite(&owner, GUEST, whole(Role::Billing)).await.unwrap();
    assert!(matches!(world.join(&first).await, Err(Error::NotFound)));
    let members = world.console.acting_as(&owner).members();
    assert_eq!(members.page().await.unwrap().invitations.len(), 1);
    members.revoke_invitation(id).await.unwrap();
    assert_eq!(world.latest().await.1, "invitation_revoked");
    members.revoke_invitation(id).await.unwrap();
    assert!(matches!(world.join(&second).await, Err(Error::NotFound)));

    let (id, third) = world.invite(&owner, GUEST, whole(Role::ReadOnly)).await.unwrap();
    world.advance(Duration::from_hours(7 * 24));
    let owner = world.sign_in(OWNER, PASSWORD, HOME).await.unwrap();
    assert!(matches!(world.join(&third).await, Err(Error::NotFound)));
    let members = world.console.acting_as(&owner).members();
    assert!(matches!(members.invitation(id).await, Err(Error::NotFound)));
    assert_eq!(members.page().await.unwrap().invitations.len(), 1, "it can be seen, and sent again");
    for nonsense in ["", "x", &"0".repeat(64)] {
        assert!(matches!(world.join(nonsense).await, Err(Error::NotFound)));
    }
});

on_both!(who_signs_in_already_is_not_invited, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let refused = world.invite(&owner, OWNER, whole(Role::Billing)).await.map(|_| ());
    let listed = InvalidField { field: Field::Email, problem: Problem::Listed };
    assert!(matches!(&refused, Err(Error::Invalid(fields)) if *fields == [listed]), "{refused:?}");
    let elsewhere = Access { role: Role::Billing, applications: Some(vec!["1400000001".parse().unwrap()]) };
    let refused = world.invite(&owner, GUEST, elsewhere).await.map(|_| ());
    let unknown = InvalidField { field: Field::Applications, problem: Problem::NotAChoice };
    assert!(matches!(&refused, Err(Error::Invalid(fields)) if *fields == [unknown]), "{refused:?}");
    assert_eq!(world.count("invitation").await, 0);
});

on_both!(access_changes_with_the_next_request, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let (app, _) = (world.create(&owner, "Orbit").await, world.create(&owner, "Rocket").await);
    let (_, token) = world.invite(&owner, GUEST, whole(Role::Developer)).await.unwrap();
    let signed_in = world.join(&token).await.unwrap();
    let guest = world.holder(&signed_in).await;
    let members = world.console.acting_as(&owner).members();
    let limited = Access { role: Role::ReadOnly, applications: Some(vec![app]) };
    members.change(person(&guest).person, limited.clone(), None).await.unwrap();
    let (who, action, changes) = world.trail().await.pop().unwrap();
    assert_eq!((who.as_str(), action.as_str()), (OWNER, "member_changed"));
    assert!(changes.contains(GUEST) && changes.contains(&app.to_string()), "{changes}");

    let guest = world.holder(&signed_in).await;
    assert_eq!(person(&guest).access, limited);
    let acting = world.console.acting_as(&guest);
    let page = acting.applications().list(&ApplicationQuery::default()).await.unwrap();
    assert_eq!((page.total, page.rows.len()), (1, 1));
    let refused = acting.keys().show(app).await;
    let role = AccessRefusal::Role(Role::ReadOnly);
    assert!(matches!(refused, Err(Error::Forbidden(refusal)) if refusal == role), "{refused:?}");
    // Nothing is written where nothing changes.
    let entries = world.count("audit").await;
    members.change(person(&guest).person, limited, None).await.unwrap();
    assert_eq!(world.count("audit").await, entries);
});

on_both!(an_account_keeps_an_owner, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let admin = world.joined(&owner, "admin@orbit.example", whole(Role::Administrator)).await;
    let refusal = async |result: Result<(), Error>| match result {
        Err(Error::MemberRefused(refusal)) => refusal,
        other => panic!("{other:?}"),
    };
    let (by_owner, by_admin) = (world.console.acting_as(&owner), world.console.acting_as(&admin));
    let (by_owner, by_admin) = (by_owner.members(), by_admin.members());
    let (the_owner, the_admin) = (person(&owner).person, person(&admin).person);
    assert_eq!(refusal(by_owner.leave().await).await, MemberRefusal::LastOwner);
    assert_eq!(refusal(by_owner.remove(the_owner).await).await, MemberRefusal::OwnAccess);
    assert_eq!(refusal(by_admin.remove(the_owner).await).await, MemberRefusal::OwnersOnly);
    assert_eq!(
        refusal(by_admin.change(the_owner, whole(Role::Billing), None).await).await,
        MemberRefusal::OwnersOnly
    );
    assert_eq!(
        refusal(by_admin.change(the_admin, whole(Role::Owner), None).await).await,
        MemberRefusal::OwnAccess
    );
    let invited = by_admin.invite(GUEST.parse().unwrap(), whole(Role::Owner)).await.map(drop);
    assert_eq!(refusal(invited).await, MemberRefusal::OwnersOnly);

    // Handed over: the other becomes an owner, and may then change the first.
    by_owner.change(the_admin, whole(Role::Owner), None).await.unwrap();
    let admin = world.sign_in("admin@orbit.example", PASSWORD, HOME).await.unwrap();
    let by_new = world.console.acting_as(&admin);
    by_new.members().change(the_owner, whole(Role::Administrator), None).await.unwrap();
    assert_eq!(refusal(by_new.members().leave().await).await, MemberRefusal::LastOwner);
    let limited = Access { role: Role::Owner, applications: Some(Vec::new()) };
    assert_eq!(
        refusal(by_new.members().change(the_admin, limited, None).await).await,
        MemberRefusal::LastOwner
    );
});

on_both!(removed_is_signed_out_at_once, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let (_, token) = world.invite(&owner, GUEST, whole(Role::Administrator)).await.unwrap();
    let here = world.join(&token).await.unwrap();
    let there = world.sign_in_with(None, GUEST, PASSWORD, "192.0.2.3").await.unwrap();
    let guest = world.holder(&here).await;
    let subject = domain::support::NewRequest::parse("A question", "How?").unwrap();
    let request = world.console.acting_as(&guest).support().create(subject, None).await.unwrap();
    world.console.acting_as(&owner).members().remove(person(&guest).person).await.unwrap();
    assert_eq!(world.latest().await, (OWNER.into(), "member_removed".into()));
    assert!(!world.is_signed_in(&here).await && !world.is_signed_in(&there).await);
    assert!(matches!(world.sign_in(GUEST, PASSWORD, HOME).await, Err(Error::WrongCredentials)));
    // What they asked stays.
    assert!(world.console.acting_as(&owner).support().request(request).await.is_ok());
    // They can be invited again.
    let again = world.joined(&owner, GUEST, whole(Role::ReadOnly)).await;
    world.console.acting_as(&again).members().leave().await.unwrap();
    assert_eq!(world.latest().await, (GUEST.into(), "member_left".into()));
    assert_eq!(world.count("person").await, 1);
});

on_both!(two_owners_who_remove_each_other_leave_one, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let other = world.joined(&owner, GUEST, whole(Role::Owner)).await;
    let (one, two) = (world.console.acting_as(&owner).members(), world.console.acting_as(&other).members());
    let removed = tokio::join!(one.remove(person(&other).person), two.remove(person(&owner).person));
    assert!(removed.0.is_ok() != removed.1.is_ok(), "{removed:?}");
    assert_eq!(world.count("person").await, 1);
});
