//! Mails to one person: what changes how they sign in, and invitations.

use std::time::Duration;

use console::{Actor, Mail, MailContent, Policy};
use domain::account::access::Access;
use domain::account::language::{Language, Theme};
use domain::account::permission::Role;
use domain::account::personal_mail::SecurityEvent;
use domain::account::second_factor::TypedCode;
use domain::account::token::NewToken;

use crate::common::{self, *};
use crate::second_factors::Phone;
use crate::{on_both, passkeys, provider};

const GUEST: &str = "guest@orbit.example";

async fn mailing(fresh: &Fresh) -> World<'_> {
    open(fresh, Policy { sends_mails: true, ..policy() }, 1, master_key(1)).await.unwrap()
}

/// The mails that wait, which are sent by this.
async fn send(world: &World<'_>) -> Vec<Mail> {
    let mails = world.console.take_mails(99).await.unwrap();
    for mail in &mails {
        world.console.mail_sent(mail).await.unwrap();
    }
    mails
}

/// What the owner alone is told now.
async fn told(world: &World<'_>) -> Vec<SecurityEvent> {
    let event = |mail: Mail| {
        let [(email, _)] = mail.recipients.as_slice() else { panic!("to one person") };
        assert_eq!(email.as_str(), OWNER);
        let MailContent::Security(mail) = mail.content else { panic!("about security") };
        mail.event
    };
    send(world).await.into_iter().map(event).collect()
}

fn new_token(name: &str) -> NewToken {
    NewToken::parse(name, &["applications:read".to_owned()], "", "30").unwrap()
}

on_both!(who_signs_in_is_told_what_changes_how_they_do, |fresh| {
    let world = mailing(fresh).await;
    let owner = always_verified(&world.owner().await);
    assert_eq!(told(&world).await, [], "the first sign-in is no news");
    let context = world.console.acting_as(&owner);
    let account = context.account();
    account.change_password(password(PASSWORD), password("another long password")).await.unwrap();
    assert_eq!(told(&world).await, [SecurityEvent::PasswordChanged]);
    let wrong = account.change_password(password(PASSWORD), password("one more long password")).await;
    assert!(wrong.is_err());
    context.tokens().create(new_token("Deploy")).await.unwrap();
    let created = SecurityEvent::TokenCreated { name: "Deploy".parse().unwrap() };
    assert_eq!(told(&world).await, [created], "nothing about what was refused");

    account.begin_authenticator().await.unwrap();
    let phone = Phone::scan(&account.authenticator_setup().await.unwrap().enrolment.unwrap().uri);
    let token = account.confirm_authenticator(&phone.shows(&world, 0)).await.unwrap();
    assert_eq!(told(&world).await, [SecurityEvent::AuthenticatorAdded]);
    let codes = account.recovery_codes(&token).await.unwrap().unwrap();
    account.verify_code(&TypedCode::parse(&codes[0]).unwrap()).await.unwrap();
    assert_eq!(told(&world).await, [SecurityEvent::RecoveryCodeUsed { left: 9 }]);
    account.replace_recovery_codes().await.unwrap();
    account.remove_authenticator().await.unwrap();
    assert_eq!(
        told(&world).await,
        [SecurityEvent::RecoveryCodesReplaced, SecurityEvent::AuthenticatorRemoved]
    );
    let operations = world.console.acting_as(&Actor::Operator);
    operations.operations().reset_password(&OWNER.parse().unwrap(), password(PASSWORD)).await.unwrap();
    assert_eq!(told(&world).await, [SecurityEvent::PasswordReset]);
});

on_both!(passkeys_that_come_and_go_are_told, |fresh| {
    let world = mailing(fresh).await;
    let (owner, ..) = passkeys::enrolled(&world).await;
    let added = SecurityEvent::PasskeyAdded { name: "Phone".parse().unwrap() };
    assert_eq!(told(&world).await, [added], "it comes with recovery codes, which are no news");
    let owner = always_verified(&owner);
    let account = world.console.acting_as(&owner).account();
    let [passkey] = &account.second_factors().await.unwrap().passkeys[..] else { panic!("one passkey") };
    account.remove_passkey(passkey.id).await.unwrap();
    assert_eq!(told(&world).await, [SecurityEvent::PasskeyRemoved { name: passkey.name.clone() }]);
});

on_both!(a_provider_that_lets_somebody_in_is_told_once, |fresh| {
    let world = mailing(fresh).await;
    world.owner().await;
    let identity = provider::identity("1", OWNER, &[]);
    world.enters(&identity).await;
    let linked = SecurityEvent::IdentityLinked { issuer: identity.issuer.clone() };
    assert_eq!(told(&world).await, [linked]);
    world.enters(&identity).await;
    assert_eq!(told(&world).await, []);
});

on_both!(a_browser_is_new_once, |fresh| {
    let world = mailing(fresh).await;
    let owner = world.owner().await;
    let account = world.console.acting_as(&owner).account();
    account.set_preferences(Language::Chinese, Theme::System).await.unwrap();
    let first = world.sign_in_with(None, OWNER, PASSWORD, HOME).await.unwrap();
    let mails = send(&world).await;
    let [mail] = mails.as_slice() else { panic!("{} mails", mails.len()) };
    assert_eq!(mail.recipients, [(OWNER.parse().unwrap(), Some(Language::Chinese))]);
    let MailContent::Security(mail) = &mail.content else { panic!("about security") };
    assert_eq!((&mail.event, mail.address), (&SecurityEvent::SignedIn, Some(HOME.parse().unwrap())));
    assert_eq!((mail.at, mail.browser.as_str()), (NOW, "Firefox"));
    world.sign_in_with(Some(&first.device), OWNER, PASSWORD, "198.51.100.7").await.unwrap();
    assert_eq!(told(&world).await, [], "a known browser, wherever it is");
    assert!(world.sign_in_with(None, OWNER, "not the password", HOME).await.is_err());
    assert_eq!(told(&world).await, []);
});

on_both!(an_invitation_is_sent_with_its_link_while_it_is_open, |fresh| {
    let world = mailing(fresh).await;
    let owner = world.owner().await;
    let Actor::Person(person) = &owner else { panic!("a person") };
    let owner = Actor::Person(console::Person { language: Some(Language::Korean), ..person.clone() });
    let context = world.console.acting_as(&owner);
    let invite = async || {
        let access = Access::whole_account(Role::Developer);
        context.members().invite(GUEST.parse().unwrap(), access).await.unwrap()
    };
    let id = invite().await;
    let mails = send(&world).await;
    let [mail] = mails.as_slice() else { panic!("{} mails", mails.len()) };
    let [(email, language)] = mail.recipients.as_slice() else { panic!("to one person") };
    assert_eq!((email.as_str(), *language), (GUEST, Some(Language::Korean)), "as whoever invites");
    let MailContent::Invitation { facts, token } = &mail.content else { panic!("an invitation") };
    assert_eq!((facts.invited_by.as_str(), facts.role), (OWNER, Role::Developer));
    let (_, shown) = context.members().invitation(id).await.unwrap();
    assert_eq!(*token, shown, "the link that is shown, too");
    let stored = world.count(&format!("mail WHERE notice LIKE '%{token}%'")).await;
    assert_eq!(stored, 0, "what waits contains no secret");

    // Revoked before it was sent, and expired.
    let id = invite().await;
    context.members().revoke_invitation(id).await.unwrap();
    invite().await;
    world.advance(Duration::from_hours(7 * 24));
    assert!(send(&world).await.is_empty());
    world.advance(Duration::from_hours(1));
    assert!(send(&world).await.is_empty(), "they are not tried again");
});

on_both!(without_a_mail_server_nothing_waits, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    world.sign_in(OWNER, PASSWORD, HOME).await.unwrap();
    let context = world.console.acting_as(&owner);
    context.members().invite(GUEST.parse().unwrap(), Access::whole_account(Role::Billing)).await.unwrap();
    assert_eq!(world.count("mail").await, 0);
    assert!(!context.members().page().await.unwrap().mails_invitations);
});
