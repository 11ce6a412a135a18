//! Applications. None is ever deleted: what the file does not mention is left alone.

use domain::application::NewApplication;
use domain::application::lifecycle::Status;
use domain::field::{Field, InvalidField, Problem};
use domain::time::Timestamp;
use http::Method;
use serde::Deserialize;
use toml::Spanned;

use super::certificate;
use super::fault::{Faults, Position};
use super::file::ApplicationTable;
use super::identity::{Identity, Words, pair};
use super::plan::{Action, Base, Body, Call, Change, Comparison, Member, Step, Subject, version_tag};
use super::reference::Application;
use super::secret::Outside;

const KIND: &str = "application";
const WORDS: Words = Words { kind: KIND, key: "sdkappid" };

/// An application of the file.
#[derive(Debug, Clone)]
pub struct Desired {
    pub(super) at: Position,
    pub sdkappid: Option<u32>,
    pub name: String,
    pub description: String,
    /// The code of a region.
    pub region: &'static str,
    /// `enabled` or `disabled`; `None` leaves it as it is.
    pub status: Option<&'static str>,
    pub certificates: Vec<certificate::Desired>,
}

/// An application of the console, as `/api/v1` says it.
#[derive(Debug, Clone, Deserialize)]
pub struct Current {
    pub sdkappid: u32,
    pub name: String,
    pub description: String,
    pub region: String,
    pub status: String,
    pub version: i64,
    /// Listed by a call of their own.
    #[serde(skip)]
    pub certificates: Vec<certificate::Current>,
}

/// An application of the file; `None` if something in it is wrong.
pub(super) fn read(
    table: Spanned<ApplicationTable>,
    outside: &Outside<'_>,
    now: Timestamp,
    faults: &mut Faults<'_>,
) -> Option<Desired> {
    let at = table.span().start;
    let ApplicationTable { sdkappid, name, description, region, status, certificates } = table.into_inner();
    let read = |table| certificate::read(table, outside, now, faults);
    let certificates = certificates.into_iter().filter_map(read).collect();
    let status = status.map(|status| {
        let given =
            [Status::Enabled, Status::Disabled].into_iter().find(|one| one.code() == status.get_ref());
        if given.is_none() {
            faults.add(status.span().start, "`status`: expected \"enabled\" or \"disabled\"");
        }
        given.map(Status::code)
    });
    let sdkappid = sdkappid.map(|number| {
        if *number.get_ref() == 0 {
            let invalid = InvalidField { field: Field::Sdkappid, problem: Problem::NotAnSdkappid };
            faults.invalid(number.span().start, invalid);
        }
        number.into_inner()
    });
    let text = description.as_ref().map_or("", |description| description.get_ref());
    let new = match NewApplication::parse(name.get_ref(), text, region.get_ref()) {
        Ok(new) => new,
        Err(invalid) => {
            for invalid in invalid {
                let offset = match invalid.field {
                    Field::Region => region.span().start,
                    Field::Description => description.as_ref().map_or(at, |given| given.span().start),
                    _ => name.span().start,
                };
                faults.invalid(offset, invalid);
            }
            return None;
        }
    };
    let NewApplication { name, description, region } = new;
    Some(Desired {
        at: faults.position(at),
        sdkappid,
        name: name.as_str().to_owned(),
        description: description.as_str().to_owned(),
        region: region.code(),
        status: status.flatten(),
        certificates,
    })
}

impl Current {
    fn subject(&self) -> Subject {
        Subject::new(KIND, &self.name, Some(self.sdkappid.into()))
    }
}

impl Desired {
    fn subject(&self, id: Option<u32>) -> Subject {
        Subject::new(KIND, &self.name, id.map(Into::into))
    }
}

/// The steps of all applications, those of an application with its certificates together. Returns the applications that there
/// are afterwards, by their names.
pub(super) fn compare(
    desired: &[Desired],
    current: &[Current],
    comparison: &mut Comparison,
) -> Vec<(String, Application)> {
    let identity =
        |sdkappid: Option<u32>, name: &str| Identity { id: sdkappid.map(Into::into), name: name.to_owned() };
    let entries: Vec<Identity> = desired.iter().map(|entry| identity(entry.sdkappid, &entry.name)).collect();
    let things: Vec<Identity> =
        current.iter().map(|thing| identity(Some(thing.sdkappid), &thing.name)).collect();
    let pairs = pair(&WORDS, &entries, &things);
    let mut names = Vec::new();
    for (index, thing) in current.iter().enumerate() {
        if !pairs.contains(&Ok(Some(index))) {
            comparison.plan.unlisted.push(thing.subject());
            names.push((thing.name.clone(), Application::Sdkappid(thing.sdkappid)));
        }
    }
    for (entry, meant) in desired.iter().zip(pairs) {
        let application = match meant {
            Ok(Some(index)) => {
                change(entry, &current[index], comparison);
                Application::Sdkappid(current[index].sdkappid)
            }
            Ok(None) => Application::Created(create(entry, comparison)),
            Err(text) => {
                comparison.fault(entry.at, text);
                continue;
            }
        };
        names.push((entry.name.clone(), application));
    }
    names
}

/// The index of the step that creates it.
fn create(entry: &Desired, comparison: &mut Comparison) -> usize {
    let values =
        [("name", entry.name.as_str()), ("description", &entry.description), ("region", entry.region)];
    let body = values.map(|(field, value)| (field, Member::Text(value.to_owned())));
    let created = comparison.step(Step {
        action: Action::Create,
        subject: entry.subject(None),
        changes: values.into_iter().filter_map(|(field, value)| Change::to(field, value)).collect(),
        call: Call {
            method: Method::POST,
            base: Base::Root,
            path: "/applications".to_owned(),
            if_match: None,
            body: Some(Body::from(body)),
        },
    });
    let place = certificate::Place { application: &entry.name, base: Base::Created(created), path: "" };
    certificate::compare(&entry.certificates, &[], &place, comparison);
    if let Some(status) = entry.status.filter(|status| *status != Status::Enabled.code()) {
        set_status(entry, None, Base::Created(created), "", status, comparison);
    }
    created
}

fn change(entry: &Desired, thing: &Current, comparison: &mut Comparison) {
    if entry.region != thing.region {
        let Current { sdkappid, region, .. } = thing;
        let text = format!("the region of application {sdkappid} is {region:?} and cannot be changed");
        comparison.fault(entry.at, text);
    }
    let path = format!("/applications/{}", thing.sdkappid);
    let values = [
        ("name", thing.name.as_str(), entry.name.as_str()),
        ("description", &thing.description, &entry.description),
    ];
    let changes: Vec<Change> =
        values.iter().filter_map(|(field, before, after)| Change::between(field, before, after)).collect();
    if !changes.is_empty() {
        let body = values.map(|(field, _, after)| (field, Member::Text(after.to_owned())));
        comparison.step(Step {
            action: Action::Change,
            subject: thing.subject(),
            changes,
            call: Call {
                method: Method::PATCH,
                base: Base::Root,
                path: path.clone(),
                if_match: Some(version_tag(thing.version)),
                body: Some(Body::from(body)),
            },
        });
    }
    let place = certificate::Place { application: &entry.name, base: Base::Root, path: &path };
    certificate::compare(&entry.certificates, &thing.certificates, &place, comparison);
    let Some(status) = entry.status.filter(|status| *status != thing.status) else { return };
    if [Status::Enabled, Status::Disabled].iter().any(|one| one.code() == thing.status) {
        set_status(entry, Some(thing.sdkappid), Base::Root, &path, status, comparison);
    } else {
        // A rule of the product decides it: an extension or a package brings the application back.
        let Current { sdkappid, status: is, .. } = thing;
        comparison.plan.notes.push(format!(
            "application {:?} ({sdkappid}) is {is}; it is not made {status} by this file",
            entry.name
        ));
    }
}

/// The last step of an application: everything else is possible whatever its status.
fn set_status(
    entry: &Desired,
    id: Option<u32>,
    base: Base,
    path: &str,
    status: &'static str,
    comparison: &mut Comparison,
) {
    let enable = status == Status::Enabled.code();
    let (before, call) = if enable { (Status::Disabled, "enable") } else { (Status::Enabled, "disable") };
    comparison.step(Step {
        action: Action::Change,
        subject: entry.subject(id),
        changes: Change::between("status", before.code(), status).into_iter().collect(),
        call: Call { method: Method::POST, base, path: format!("{path}/{call}"), if_match: None, body: None },
    });
}
