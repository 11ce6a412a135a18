//! Webhook endpoints. None is ever deleted. A new one has a secret that no command shows: rotating it shows one.

use domain::field::Field;
use domain::webhook::event::EventKind;
use domain::webhook::{EndpointSettings, EndpointState};
use http::Method;
use serde::Deserialize;
use toml::Spanned;

use super::fault::{Faults, Position};
use super::file::WebhookTable;
use super::identity::{Identity, Words, pair};
use super::plan::{Action, Base, Body, Call, Change, Comparison, Member, Step, Subject};
use super::reference::{Application, Reference, require_known};

const KIND: &str = "webhook";
const WORDS: Words = Words { kind: KIND, key: "id" };

/// An endpoint of the file.
#[derive(Debug, Clone)]
pub struct Desired {
    pub(super) at: Position,
    pub id: Option<i64>,
    pub url: String,
    pub description: String,
    /// The application whose events it receives; `None` for those of the whole account.
    pub application: Option<Reference>,
    pub events: Vec<&'static str>,
    /// `enabled` or `disabled`; `None` leaves it as it is.
    pub status: Option<&'static str>,
}

/// An endpoint of the console, as `/api/v1` says it.
#[derive(Debug, Clone, Deserialize)]
pub struct Current {
    pub id: i64,
    pub url: String,
    pub description: String,
    #[serde(default)]
    pub sdkappid: Option<u32>,
    pub events: Vec<String>,
    pub state: String,
    /// The tag of its version.
    #[serde(skip)]
    pub etag: String,
}

/// An endpoint of the file; `None` if something in it is wrong.
pub(super) fn read(table: Spanned<WebhookTable>, faults: &mut Faults<'_>) -> Option<Desired> {
    let start = table.span().start;
    let WebhookTable { id, url, description, application, events, status } = table.into_inner();
    let mut is_right = true;
    if let Some(id) = id.as_ref().filter(|id| *id.get_ref() < 1) {
        faults.add(id.span().start, "`id`: expected the number of a webhook");
        is_right = false;
    }
    let reference = application.as_ref().map(|given| {
        let reference = Reference::of(given.get_ref());
        if reference.is_none() {
            faults.add(given.span().start, "`application`: expected the name or SDKAppID of an application");
            is_right = false;
        }
        reference
    });
    let status = status.map(|status| {
        let states = [EndpointState::Enabled, EndpointState::Disabled].map(EndpointState::code);
        let known = states.into_iter().find(|one| one == status.get_ref());
        if known.is_none() {
            faults.add(status.span().start, "`status`: expected \"enabled\" or \"disabled\"");
            is_right = false;
        }
        known
    });
    let text = description.as_ref().map_or("", |description| description.get_ref());
    let names = events.get_ref().iter().map(String::as_str);
    let settings = match EndpointSettings::parse(url.get_ref(), text, "", names) {
        Ok(settings) => settings,
        Err(invalid) => {
            for invalid in invalid {
                let offset = match invalid.field {
                    Field::Description => description.as_ref().map_or(start, |given| given.span().start),
                    Field::Events => events.span().start,
                    _ => url.span().start,
                };
                faults.invalid(offset, invalid);
            }
            return None;
        }
    };
    is_right.then(|| Desired {
        at: faults.position(start),
        id: id.map(Spanned::into_inner),
        url: settings.url.as_str().to_owned(),
        description: settings.description.as_str().to_owned(),
        application: reference.flatten(),
        events: settings.events.iter().map(EventKind::name).collect(),
        status: status.flatten(),
    })
}

/// The steps of all endpoints. `applications` are those that there are after the steps so far.
pub(super) fn compare(
    desired: &[Desired],
    current: &[Current],
    applications: &[(String, Application)],
    comparison: &mut Comparison,
) {
    let mut found = Vec::new();
    for entry in desired {
        match entry.application.as_ref().map(|reference| reference.find(applications)).transpose() {
            Ok(application) => found.push((entry, application)),
            Err(text) => comparison.fault(entry.at, text),
        }
    }
    // The same address may receive the events of several applications.
    let name = |url: &str, application: Option<Application>| match application {
        Some(Application::Sdkappid(sdkappid)) => format!("{url} of application {sdkappid}"),
        Some(Application::Created(step)) => format!("{url} of a new application, {step}"),
        None => url.to_owned(),
    };
    let entries: Vec<Identity> = found
        .iter()
        .map(|(entry, application)| Identity { id: entry.id, name: name(&entry.url, *application) })
        .collect();
    let things: Vec<Identity> = current
        .iter()
        .map(|thing| Identity {
            id: Some(thing.id),
            name: name(&thing.url, thing.sdkappid.map(Application::Sdkappid)),
        })
        .collect();
    let pairs = pair(&WORDS, &entries, &things);
    for (index, thing) in current.iter().enumerate() {
        if !pairs.contains(&Ok(Some(index))) {
            comparison.plan.unlisted.push(Subject::new(KIND, &thing.url, Some(thing.id)));
        }
    }
    for ((entry, application), meant) in found.into_iter().zip(pairs) {
        let thing = meant.and_then(|index| {
            let thing = index.map(|index| &current[index]);
            let held = thing.and_then(|thing| thing.sdkappid);
            require_known(application.as_slice(), held.as_slice(), applications).map(|()| thing)
        });
        match thing {
            Ok(thing) => settle(entry, application, thing, comparison),
            Err(text) => comparison.fault(entry.at, text),
        }
    }
}

/// The steps that make an endpoint what the file says.
fn settle(
    entry: &Desired,
    application: Option<Application>,
    thing: Option<&Current>,
    comparison: &mut Comparison,
) {
    let words = |application: Option<Application>| {
        application.map_or(String::new(), |application| comparison.plan.applications(&[application]))
    };
    let after = [
        ("url", entry.url.clone()),
        ("description", entry.description.clone()),
        ("application", words(application)),
        ("events", entry.events.join(", ")),
    ];
    let changes: Vec<Change> = match thing {
        Some(thing) => {
            let before = [
                thing.url.clone(),
                thing.description.clone(),
                words(thing.sdkappid.map(Application::Sdkappid)),
                thing.events.join(", "),
            ];
            let pairs = after.iter().zip(before);
            pairs.filter_map(|((field, after), before)| Change::between(field, &before, after)).collect()
        }
        None => after.iter().filter_map(|(field, after)| Change::to(field, after)).collect(),
    };
    let id = thing.map(|thing| thing.id);
    let subject = Subject::new(KIND, &entry.url, id);
    let path = id.map_or(String::new(), |id| format!("/webhooks/{id}"));
    let mut base = Base::Root;
    if thing.is_none() || !changes.is_empty() {
        let (action, method, path) = match thing {
            Some(_) => (Action::Change, Method::PUT, path.clone()),
            None => (Action::Create, Method::POST, "/webhooks".to_owned()),
        };
        let if_match = thing.map(|thing| thing.etag.clone());
        let call = Call { method, base, path, if_match, body: Some(entry.body(application)) };
        let step = comparison.step(Step { action, subject: subject.clone(), changes, call });
        if thing.is_none() {
            base = Base::Created(step);
        }
    }
    let enabled = EndpointState::Enabled.code();
    let is_enabled = thing.is_none_or(|thing| thing.state == enabled);
    let Some(status) = entry.status.filter(|status| (*status == enabled) != is_enabled) else { return };
    let before = thing.map_or(enabled, |thing| &thing.state);
    let call = if status == enabled { "enable" } else { "disable" };
    comparison.step(Step {
        action: Action::Change,
        subject,
        changes: Change::between("status", before, status).into_iter().collect(),
        call: Call { method: Method::POST, base, path: format!("{path}/{call}"), if_match: None, body: None },
    });
}

impl Desired {
    fn body(&self, application: Option<Application>) -> Body {
        let mut body = Body::from([
            ("url", Member::Text(self.url.clone())),
            ("description", Member::Text(self.description.clone())),
            ("events", Member::Names(self.events.clone())),
        ]);
        if let Some(application) = application {
            body.insert("sdkappid", Member::Application(application));
        }
        body
    }
}
