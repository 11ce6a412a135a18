//! Every use case with every role, against the table of `domain`; and members who are limited to chosen applications.

use console::{Actor, Console, Error, TestPush};
use domain::account::access::{Access, AccessRefusal};
use domain::account::permission::{Permission, Reach, Role};
use domain::account::{InvitationId, PersonId};
use domain::application::lifecycle::Event;
use domain::application::listing::ApplicationQuery;
use domain::application::sdkappid::Sdkappid;
use domain::application::{ImportedApplication, Profile};
use domain::audit::listing::AuditFilter;
use domain::billing::edition::Edition;
use domain::billing::money::{Currency, Money};
use domain::billing::order::{Choice, Confirmation};
use domain::certificate::CertificateId;
use domain::support::NewRequest;
use domain::usersig::tool::{GenerateForm, NewUserSig};
use domain::webhook::EndpointId;
use store::NewPerson;

use crate::certificates::Form;
use crate::common::{self, *};
use crate::on_both;
use crate::vendors::Vendors;
use crate::webhooks::everything;

/// What a use case answered, without its value.
pub type Answer = Result<(), Error>;

impl World<'_> {
    /// A member of the owner's account with that access, signed in.
    pub async fn member(&self, owner: &Actor, email: &str, access: Access) -> Actor {
        let Actor::Person(owner) = owner else { panic!("a person") };
        let mut tx = self.fresh.store.begin().await.unwrap();
        let person = NewPerson {
            account: owner.account,
            email: email.parse().unwrap(),
            password_hash: "none yet".into(),
            access,
            operator: false,
            created_at: NOW,
        };
        tx.insert_person(&person).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        let operator = self.console.acting_as(&Actor::Operator);
        operator.operations().reset_password(&person.email, password(PASSWORD)).await.unwrap();
        self.sign_in(email, PASSWORD, "192.0.2.2").await.unwrap()
    }
}

/// What each use case answered, with its name and the permission that it needs.
pub type Answers = Vec<(&'static str, Permission, Answer)>;

macro_rules! call {
    ($answers:ident, $permission:expr, $name:literal, $call:expr) => {
        $answers.push(($name, $permission, $call.await.map(drop)));
    };
}

/// Calls every use case that needs a permission. Those on an application are called for `app`; what the calls contain
/// is often refused for another reason, which comes after the permission.
pub async fn answers(console: &Console, actor: &Actor, app: Sdkappid) -> Answers {
    let mut answers = of_applications(console, actor, app).await;
    answers.extend(of_keys(console, actor, app).await);
    answers.extend(of_certificates(console, actor, app).await);
    answers.extend(of_the_account(console, actor).await);
    answers
}

async fn of_applications(console: &Console, actor: &Actor, app: Sdkappid) -> Answers {
    use Permission as P;
    let (mut answers, acting) = (Vec::new(), console.acting_as(actor));
    let applications = acting.applications();
    call!(answers, P::ViewApplications, "list", applications.list(&ApplicationQuery::default()));
    call!(answers, P::ViewApplications, "suggest", applications.suggest(""));
    call!(answers, P::ViewApplications, "name", applications.name(app));
    call!(answers, P::ViewApplications, "detail", applications.detail(app, None));
    call!(answers, P::ViewApplications, "quote", applications.quote(app, None));
    call!(answers, P::CreateApplications, "create", applications.create(new_application("New")));
    let key = "0123456789abcdef".repeat(4);
    let imported = ImportedApplication::parse(&app.to_string(), "Old", "", "kr", &key).unwrap();
    call!(answers, P::CreateApplications, "import", applications.import(imported));
    let profile = Profile::parse("Orbit", "Edited").unwrap();
    call!(answers, P::EditApplications, "edit", applications.edit(app, profile, 99));
    let user = "jiwoo".parse().unwrap();
    call!(answers, P::EditApplications, "add administrator", applications.add_administrator(app, &user));
    call!(
        answers,
        P::EditApplications,
        "remove administrator",
        applications.remove_administrator(app, &user)
    );
    for event in Event::ALL {
        // An enabled application cannot be enabled; what is disabled here is enabled again.
        if event != Event::Delete {
            call!(answers, P::ChangeStatus, "change", applications.change(app, event));
        }
    }
    call!(answers, P::ChangeStatus, "extend", applications.extend(app, 99));
    call!(answers, P::ChangeStatus, "deleted", applications.deleted());
    call!(answers, P::ChangeStatus, "restore", applications.restore(app));
    call!(answers, P::OrderPackages, "auto-renew", applications.set_auto_renew(app, true));
    let priced = Choice { edition: Edition::Pro, months: 1, add_ons: Vec::new(), auto_renew: false };
    let confirmation = Confirmation {
        accepted: true,
        priced: priced.clone(),
        seen: Money::new(1, Currency::USD),
        token: "token-of-16-characters".parse().unwrap(),
    };
    call!(answers, P::OrderPackages, "order", applications.order(app, &priced, &confirmation));
    answers
}

async fn of_keys(console: &Console, actor: &Actor, app: Sdkappid) -> Answers {
    use Permission as P;
    let (mut answers, acting) = (Vec::new(), console.acting_as(actor));
    let keys = acting.keys();
    call!(answers, P::ViewKeys, "keys", keys.list(app));
    call!(answers, P::ShowKeys, "reveal key", keys.reveal(app));
    call!(answers, P::ShowKeys, "show key", keys.show(app));
    call!(answers, P::ShowKeys, "unlock key", keys.unlock(app, &password("a wrong password")));
    call!(answers, P::RotateKeys, "rotate", keys.rotate(app, 99, "7".parse().unwrap(), ""));
    call!(answers, P::RotateKeys, "undo rotation", keys.undo(app, 99));
    call!(answers, P::RotateKeys, "retire key", keys.retire(app, 99, ""));

    let usersigs = acting.usersigs();
    let form = GenerateForm { user_id: "jiwoo", expire: "2", unit: "hours", ..GenerateForm::default() };
    call!(answers, P::ViewApplications, "usersig page", usersigs.page(app, ""));
    call!(answers, P::UseUserSigs, "generate", usersigs.generate(app, NewUserSig::parse(form).unwrap()));
    call!(answers, P::UseUserSigs, "verify", usersigs.diagnose(app, "eJw", "jiwoo"));
    answers
}

async fn of_certificates(console: &Console, actor: &Actor, app: Sdkappid) -> Answers {
    use Permission as P;
    let (mut answers, acting) = (Vec::new(), console.acting_as(actor));
    let (certificates, id) = (acting.certificates(), CertificateId::try_from(1_u32).unwrap());
    let vendors = Vendors::start(NOW).await;
    let form = Form::of("xiaomi", vendors.folder());
    let p8 = Form::other("p8", vendors.folder());
    let (file, wanted) = p8.file().unwrap();
    call!(answers, P::ViewCertificates, "certificates", certificates.list(app));
    call!(answers, P::ViewCertificates, "alarms", certificates.alarms());
    call!(answers, P::ViewCertificates, "alarms of one", certificates.alarms_of(app));
    call!(answers, P::ViewCertificates, "client configuration", certificates.client_configuration(app));
    call!(answers, P::ViewCertificates, "expiries", certificates.expiries(app));
    call!(answers, P::ViewCertificates, "calendar key", certificates.calendar_key(app));
    call!(answers, P::EditCertificates, "inspect file", certificates.inspect_file(file, wanted));
    call!(answers, P::EditCertificates, "add certificate", certificates.add(app, form.added()));
    call!(answers, P::EditCertificates, "edit certificate", certificates.edit(app, id, form.edited(), 99));
    call!(answers, P::EditCertificates, "delete certificate", certificates.delete(app, id));
    call!(answers, P::EditCertificates, "default certificate", certificates.make_default(app, id));
    call!(answers, P::EditCertificates, "check certificate", certificates.check(app, id));
    let wrong = password("a wrong password");
    call!(answers, P::TransferCertificates, "export", certificates.export(app, &wrong, &wrong));
    call!(answers, P::TransferCertificates, "exported", certificates.exported(app, ""));
    call!(answers, P::TransferCertificates, "open file", certificates.open_file(app, b"{}", &wrong));
    call!(answers, P::TransferCertificates, "opened", certificates.opened(app, ""));
    call!(answers, P::TransferCertificates, "import certificates", certificates.import(app, ""));
    let test = TestPush { title: "Hello".into(), body: String::new(), token: "token".into() };
    call!(answers, P::SendPushes, "test push", certificates.test(app, id, test.clone()));
    call!(answers, P::SendPushes, "test push of a program", certificates.send_test(app, id, test));
    call!(answers, P::ViewCertificates, "test result", certificates.test_result(app, ""));
    call!(answers, P::ViewPushes, "pushes", acting.pushes().list(app, "", None));
    call!(answers, P::ViewPushes, "push", acting.pushes().record(app, "unknown"));
    answers
}

async fn of_the_account(console: &Console, actor: &Actor) -> Answers {
    use Permission as P;
    let (mut answers, acting) = (Vec::new(), console.acting_as(actor));
    call!(answers, P::ViewBilling, "billing", acting.billing().page(None));
    call!(answers, P::ViewBilling, "entry", acting.billing().entry(1));
    call!(answers, P::ViewBilling, "ledger", acting.billing().export(0));

    let trail = acting.audit_trail();
    call!(answers, P::ViewAudit, "audit trail", trail.list(&AuditFilter::default(), None));
    call!(answers, P::ViewAudit, "export audit trail", trail.export(&AuditFilter::default(), None));

    call!(answers, P::ManageMembers, "require second factors", acting.account().require_second_factor(true));

    let webhooks = acting.webhooks();
    let (endpoint, settings) = (EndpointId(999), everything());
    call!(answers, P::ViewWebhooks, "webhooks", webhooks.list());
    call!(answers, P::ViewWebhooks, "webhook", webhooks.detail(endpoint, None, None));
    call!(answers, P::ManageWebhooks, "create webhook", webhooks.create(&everything()));
    let by_program = webhooks.create_for_program(&settings);
    call!(answers, P::ManageWebhooks, "create webhook by a program", by_program);
    call!(answers, P::ManageWebhooks, "edit webhook", webhooks.edit(endpoint, &everything(), None));
    call!(answers, P::ManageWebhooks, "disable webhook", webhooks.set_enabled(endpoint, false));
    call!(answers, P::ManageWebhooks, "delete webhook", webhooks.delete(endpoint));
    call!(answers, P::ManageWebhooks, "rotate webhook", webhooks.rotate(endpoint));
    call!(answers, P::ManageWebhooks, "rotate webhook by a program", webhooks.rotate_for_program(endpoint));
    call!(answers, P::ManageWebhooks, "test webhook", webhooks.send_test(endpoint));
    call!(answers, P::ManageWebhooks, "replay", webhooks.replay(endpoint, 1));

    let members = acting.members();
    let guest = || "guest@orbit.example".parse().unwrap();
    let access = || Access::whole_account(Role::ReadOnly);
    call!(answers, P::ViewMembers, "members", members.page());
    call!(answers, P::ManageMembers, "invite", members.invite(guest(), access()));
    call!(answers, P::ManageMembers, "invitation", members.invitation(InvitationId(999)));
    call!(answers, P::ManageMembers, "revoke", members.revoke_invitation(InvitationId(999)));
    call!(answers, P::ManageMembers, "change member", members.change(PersonId(999), access(), None));
    call!(answers, P::ManageMembers, "remove member", members.remove(PersonId(999)));

    let support = acting.support();
    let new = || NewRequest::parse("A question", "How?").unwrap();
    call!(answers, P::ViewRequests, "requests", support.list(None));
    call!(answers, P::ViewRequests, "request", support.request(1));
    call!(answers, P::FileRequests, "file request", support.create(new(), None));
    call!(answers, P::FileRequests, "reply", support.reply(999, "More".parse().unwrap()));
    call!(answers, P::FileRequests, "settle", support.settle(999));
    call!(answers, P::FileRequests, "withdraw", support.withdraw(999));
    answers
}

on_both!(every_use_case_follows_the_table_of_roles, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let app = world.create(&owner, "Orbit").await;
    for role in Role::ALL {
        for limited in [false, true] {
            let access = Access { role, applications: limited.then(|| vec![app]) };
            let email = format!("{}-{limited}@orbit.example", role.code());
            let member = world.member(&owner, &email, access.clone()).await;
            for (name, permission, answer) in answers(&world.console, &member, app).await {
                match access.check(permission) {
                    Ok(()) => assert!(
                        !matches!(answer, Err(Error::Forbidden(_) | Error::Store(_) | Error::Internal(_))),
                        "{email}: {name} {answer:?}"
                    ),
                    Err(refusal) => assert!(
                        matches!(answer, Err(Error::Forbidden(refused)) if refused == refusal),
                        "{email}: {name} {answer:?}"
                    ),
                }
            }
        }
    }
});

on_both!(what_is_forbidden_leaves_no_trace, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let app = world.create(&owner, "Orbit").await;
    let reader = world.member(&owner, "reader@orbit.example", Access::whole_account(Role::ReadOnly)).await;
    let entries = world.count("audit").await;
    answers(&world.console, &reader, app).await;
    assert_eq!(world.count("audit").await, entries);
    // A paid application's deletion needs both permissions.
    let request = NewRequest::parse("Delete it", "Please.").unwrap();
    let refused = world.console.acting_as(&reader).support().request_deletion(app, request).await;
    assert!(matches!(refused, Err(Error::Forbidden(AccessRefusal::Role(Role::ReadOnly)))), "{refused:?}");
});

on_both!(a_limited_member_knows_of_no_other_application, |fresh| {
    let world = world(fresh).await;
    let owner = world.owner().await;
    let (chosen, other) = (world.create(&owner, "Orbit").await, world.create(&owner, "Rocket").await);
    let access = Access { role: Role::Owner, applications: Some(vec![chosen]) };
    let member = world.member(&owner, "limited@orbit.example", access).await;
    for (name, permission, answer) in answers(&world.console, &member, other).await {
        let of_account = permission.reach() == Reach::Account;
        let everywhere = ["list", "suggest", "alarms", "deleted", "inspect file"].contains(&name);
        if !of_account && !everywhere {
            assert!(matches!(answer, Err(Error::NotFound)), "{name} {answer:?}");
        }
    }
    let acting = world.console.acting_as(&member);
    for search in ["", "o"] {
        let query = ApplicationQuery { search: search.into(), ..ApplicationQuery::default() };
        let page = acting.applications().list(&query).await.unwrap();
        assert_eq!((page.total, page.matching, page.rows.len()), (1, 1, 1), "{search}");
        assert_eq!(page.rows[0].sdkappid, chosen);
        let suggested = acting.applications().suggest(search).await.unwrap();
        assert_eq!(suggested.iter().map(|found| found.sdkappid).collect::<Vec<_>>(), [chosen]);
    }
    // The list of deleted applications, and the calendar's key, follow the access too.
    let owning = world.console.acting_as(&owner);
    owning.applications().change(other, Event::Disable).await.unwrap();
    owning.applications().change(other, Event::Delete).await.unwrap();
    assert_eq!(owning.applications().deleted().await.unwrap().1.len(), 1);
    assert!(acting.applications().deleted().await.unwrap().1.is_empty());
    let key = acting.certificates().calendar_key(chosen).await.unwrap();
    assert!(world.console.calendar(chosen, &key).await.is_ok());
    let Actor::Person(person) = &member else { panic!("a person") };
    limit_to(&world, person.account, person.person, Vec::new()).await;
    assert!(matches!(world.console.calendar(chosen, &key).await, Err(Error::NotFound)));
});

pub async fn limit_to(
    world: &World<'_>,
    account: domain::account::AccountId,
    person: PersonId,
    applications: Vec<Sdkappid>,
) {
    let mut tx = world.fresh.store.begin().await.unwrap();
    let access = Access { role: Role::Owner, applications: Some(applications) };
    tx.set_access(account, person, &access).await.unwrap();
    tx.commit().await.unwrap();
}
