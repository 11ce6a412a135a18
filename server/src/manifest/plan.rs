//! The steps from what a console holds to what a file says, each with the call of the API that carries it out.

use std::collections::BTreeMap;

use http::Method;
use serde::Serialize;

use super::fault::{Fault, Position};
use super::reference::Application;
use super::secret::Hidden;
use super::{Manifest, State, application, member, webhook};

/// What an apply does, in order, and what it leaves alone.
#[derive(Debug, Default)]
pub struct Plan {
    pub steps: Vec<Step>,
    /// What the console holds and the file does not mention.
    pub unlisted: Vec<Subject>,
    /// What the file says and nothing is done about.
    pub notes: Vec<String>,
}

/// One change of the console.
#[derive(Debug, Serialize)]
pub struct Step {
    pub action: Action,
    #[serde(flatten)]
    pub subject: Subject,
    pub changes: Vec<Change>,
    #[serde(skip)]
    pub call: Call,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    Create,
    Change,
}

/// What a step is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Subject {
    /// E.g. `application`.
    pub kind: &'static str,
    pub name: String,
    /// `None` until it is created.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform: Option<&'static str>,
    /// The name of the application that it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application: Option<String>,
}

/// A value that becomes another one. Those of secrets are unknown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Change {
    pub field: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Where the new secret comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

/// A call of the API.
#[derive(Debug)]
pub struct Call {
    pub method: Method,
    pub base: Base,
    /// The path below the base.
    pub path: String,
    /// The tag of the version that an edit is based on.
    pub if_match: Option<String>,
    /// `None` for a call without a body.
    pub body: Option<Body>,
}

/// What the path of a call begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// `/api/v1`.
    Root,
    /// The location of what the step with this index has created.
    Created(usize),
}

/// The members of a body.
pub type Body = BTreeMap<&'static str, Member>;

/// A member of a body.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum Member {
    Text(String),
    Secret(Hidden),
    /// A file in Base64.
    File {
        name: String,
        content: Hidden,
    },
    /// Identifiers of the API.
    Names(Vec<&'static str>),
    Application(Application),
    Applications(Vec<Application>),
}

impl Plan {
    /// Applications for people, the same whatever their order: numbers, then the names of those that do not exist yet.
    pub(super) fn applications(&self, applications: &[Application]) -> String {
        let (mut numbers, mut names) = (Vec::new(), Vec::new());
        for application in applications {
            match application {
                Application::Sdkappid(number) => numbers.push(*number),
                Application::Created(step) => names.push(self.steps[*step].subject.name.clone()),
            }
        }
        numbers.sort_unstable();
        names.sort_unstable();
        numbers.iter().map(ToString::to_string).chain(names).collect::<Vec<_>>().join(", ")
    }
}

impl Member {
    /// With the SDKAppIDs of applications that were created meanwhile, by the indexes of their steps.
    #[must_use]
    pub fn resolved(self, sdkappid: impl Fn(usize) -> Option<u32>) -> Self {
        let resolve = |application| match application {
            Application::Created(step) => sdkappid(step).map_or(application, Application::Sdkappid),
            known @ Application::Sdkappid(_) => known,
        };
        match self {
            Self::Application(application) => Self::Application(resolve(application)),
            Self::Applications(all) => Self::Applications(all.into_iter().map(resolve).collect()),
            other => other,
        }
    }
}

impl Subject {
    /// Something of the account.
    pub(super) fn new(kind: &'static str, name: &str, id: Option<i64>) -> Self {
        Self { kind, name: name.to_owned(), id, platform: None, application: None }
    }
}

/// The tag of an application or a certificate of that version.
pub(super) fn version_tag(version: i64) -> String {
    format!("\"{version}\"")
}

impl Change {
    pub(super) fn between(field: &'static str, before: &str, after: &str) -> Option<Self> {
        let some = |text: &str| Some(text.to_owned());
        (before != after).then(|| Self { field, before: some(before), after: some(after), secret: None })
    }

    /// A value of something that is created; an empty one is none.
    pub(super) fn to(field: &'static str, after: &str) -> Option<Self> {
        let after = Some(after.to_owned()).filter(|after| !after.is_empty())?;
        Some(Self { field, before: None, after: Some(after), secret: None })
    }

    pub(super) fn secret(field: &'static str, source: &str) -> Self {
        Self { field, before: None, after: None, secret: Some(source.to_owned()) }
    }
}

/// A comparison that is under way.
#[derive(Default)]
pub(super) struct Comparison {
    pub plan: Plan,
    faults: Vec<Fault>,
}

impl Comparison {
    /// Adds a step; its index.
    pub(super) fn step(&mut self, step: Step) -> usize {
        self.plan.steps.push(step);
        self.plan.steps.len() - 1
    }

    pub(super) fn fault(&mut self, at: Position, text: impl Into<String>) {
        self.faults.push(Fault { at, text: text.into() });
    }
}

/// The steps from `state` to `manifest`, or what of the file does not fit the console.
pub fn compare(manifest: &Manifest, state: &State) -> Result<Plan, Vec<Fault>> {
    let mut comparison = Comparison::default();
    let applications = application::compare(&manifest.applications, &state.applications, &mut comparison);
    member::compare(&manifest.members, &state.members, &applications, &mut comparison);
    webhook::compare(&manifest.webhooks, &state.webhooks, &applications, &mut comparison);
    let Comparison { mut plan, mut faults } = comparison;
    if faults.is_empty() {
        plan.unlisted.sort();
        Ok(plan)
    } else {
        faults.sort();
        Err(faults)
    }
}
