//! Members, known by their addresses. Somebody who is none yet is invited. Nobody is ever removed, and owners are made and
//! changed by people alone.

use domain::account::permission::Role;
use domain::account::person::Email;
use domain::field::{Field, InvalidField, Problem};
use http::Method;
use serde::Deserialize;
use toml::{Spanned, Value};

use super::fault::{Faults, Position};
use super::file::MemberTable;
use super::plan::{Action, Base, Body, Call, Change, Comparison, Member, Step, Subject};
use super::reference::{Application, Reference, require_known};

/// A member of the file.
#[derive(Debug, Clone)]
pub struct Desired {
    pub(super) at: Position,
    pub email: String,
    pub role: Role,
    /// The applications that they are limited to; `None` for all, also future ones.
    pub applications: Option<Vec<Reference>>,
}

/// A member of the console, or somebody whose invitation is open, as `/api/v1` says it.
#[derive(Debug, Clone, Deserialize)]
pub struct Current {
    pub id: i64,
    pub email: String,
    pub role: String,
    #[serde(default)]
    pub applications: Option<Vec<u32>>,
    /// The tag of a member's version; `None` of an invitation, which cannot be edited.
    #[serde(skip)]
    pub etag: Option<String>,
}

/// A member of the file; `None` if something in it is wrong.
pub(super) fn read(table: Spanned<MemberTable>, faults: &mut Faults<'_>) -> Option<Desired> {
    let at = faults.position(table.span().start);
    let MemberTable { email, role, applications } = table.into_inner();
    let parsed = email.get_ref().parse::<Email>();
    let parsed = parsed.map_err(|problem| {
        faults.invalid(email.span().start, InvalidField { field: Field::Email, problem });
    });
    let known = Role::from_code(role.get_ref());
    if known.is_none() {
        let codes = Role::ALL.map(Role::code).join(", ");
        faults.add(role.span().start, format!("`role`: expected one of {codes}"));
    }
    let applications = applications.map(|given| chosen(&given, faults)).transpose();
    Some(Desired { at, email: parsed.ok()?.to_string(), role: known?, applications: applications.ok()? })
}

/// At least one application.
fn chosen(given: &Spanned<Vec<Value>>, faults: &mut Faults<'_>) -> Result<Vec<Reference>, ()> {
    let start = given.span().start;
    let chosen: Option<Vec<Reference>> = given.get_ref().iter().map(Reference::of).collect();
    match chosen {
        Some(chosen) if chosen.is_empty() => {
            let invalid = InvalidField { field: Field::Applications, problem: Problem::Missing };
            faults.invalid(start, invalid);
            Err(())
        }
        Some(chosen) => Ok(chosen),
        None => {
            faults.add(start, "`applications`: expected names or SDKAppIDs of applications");
            Err(())
        }
    }
}

impl Current {
    const fn kind(&self) -> &'static str {
        if self.etag.is_some() { "member" } else { INVITATION }
    }

    fn subject(&self) -> Subject {
        Subject::new(self.kind(), &self.email, Some(self.id))
    }
}

const INVITATION: &str = "invitation";

/// The steps of all members. `applications` are those that there are after the steps so far.
pub(super) fn compare(
    desired: &[Desired],
    current: &[Current],
    applications: &[(String, Application)],
    comparison: &mut Comparison,
) {
    let is_mentioned = |thing: &&Current| !desired.iter().any(|entry| entry.email == thing.email);
    comparison.plan.unlisted.extend(current.iter().filter(is_mentioned).map(Current::subject));
    for entry in desired {
        if desired.iter().filter(|other| other.email == entry.email).count() > 1 {
            comparison.fault(entry.at, format!("the file has {:?} more than once", entry.email));
            continue;
        }
        let chosen = entry.applications.as_ref().map(|chosen| {
            chosen.iter().map(|reference| reference.find(applications)).collect::<Result<Vec<_>, _>>()
        });
        let chosen = match chosen.transpose() {
            Ok(chosen) => chosen.map(|mut chosen| {
                chosen.sort_unstable();
                chosen.dedup();
                chosen
            }),
            Err(text) => {
                comparison.fault(entry.at, text);
                continue;
            }
        };
        let thing = current.iter().find(|thing| thing.email == entry.email);
        let held = thing.and_then(|thing| thing.applications.as_deref()).unwrap_or_default();
        if let Err(text) = require_known(chosen.as_deref().unwrap_or_default(), held, applications) {
            comparison.fault(entry.at, text);
            continue;
        }
        set_access(entry, chosen, thing, comparison);
    }
}

/// The step that gives somebody the access of the file, unless they have it.
fn set_access(
    entry: &Desired,
    chosen: Option<Vec<Application>>,
    thing: Option<&Current>,
    comparison: &mut Comparison,
) {
    let role = entry.role.code();
    let after = chosen.as_ref().map_or_else(everything, |chosen| comparison.plan.applications(chosen));
    let changes: Vec<Change> = match thing {
        Some(thing) => {
            let before = thing.applications.iter().flatten().map(|number| Application::Sdkappid(*number));
            let before: Vec<Application> = before.collect();
            let before = match thing.applications {
                Some(_) => comparison.plan.applications(&before),
                None => everything(),
            };
            let pairs = [("role", thing.role.clone(), role.to_owned()), ("applications", before, after)];
            pairs.iter().filter_map(|(field, before, after)| Change::between(field, before, after)).collect()
        }
        None => {
            [Change::to("role", role), Change::to("applications", &after)].into_iter().flatten().collect()
        }
    };
    if changes.is_empty() {
        return;
    }
    let owner = Role::Owner.code();
    if role == owner || thing.is_some_and(|thing| thing.role == owner) {
        comparison.fault(entry.at, "owners are made and changed by people alone: do it at /members");
        return;
    }
    let mut body = Body::from([("role", Member::Text(role.to_owned()))]);
    if let Some(chosen) = chosen {
        body.insert("applications", Member::Applications(chosen));
    }
    let (action, subject, call) = match thing {
        Some(thing) if thing.etag.is_some() => (
            Action::Change,
            thing.subject(),
            Call {
                method: Method::PUT,
                base: Base::Root,
                path: format!("/members/{}", thing.id),
                if_match: thing.etag.clone(),
                body: Some(body),
            },
        ),
        thing => {
            body.insert("email", Member::Text(entry.email.clone()));
            let call = Call {
                method: Method::POST,
                base: Base::Root,
                path: "/invitations".to_owned(),
                if_match: None,
                body: Some(body),
            };
            // A new invitation takes the place of an open one.
            let action = if thing.is_some() { Action::Change } else { Action::Create };
            (action, Subject::new(INVITATION, &entry.email, None), call)
        }
    };
    comparison.step(Step { action, subject, changes, call });
}

fn everything() -> String {
    "all".to_owned()
}
