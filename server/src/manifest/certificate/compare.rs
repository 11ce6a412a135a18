//! The steps from the certificates of an application to those of the file.

use domain::certificate::Platform;
use http::Method;

use super::{Current, Desired, KIND, Place, Secret, secret_fields};
use crate::manifest::identity::{Identity, Words, pair};
use crate::manifest::plan::{
    Action, Base, Body, Call, Change, Comparison, Member, Step, Subject, version_tag,
};

const WORDS: Words = Words { kind: KIND, key: "id" };

/// The steps do not depend on the order of the file: those that shall be defaults come first, because the first certificate
/// of a platform and bundle becomes their default by itself.
pub fn compare(desired: &[Desired], current: &[Current], place: &Place<'_>, comparison: &mut Comparison) {
    let identity = |id: Option<u32>, platform: Platform, name: &str| {
        let name = format!("{} {name}", platform.code());
        Identity { id: id.map(Into::into), name }
    };
    let entries: Vec<_> =
        desired.iter().map(|entry| identity(entry.id, entry.platform, &entry.name)).collect();
    let things: Vec<_> =
        current.iter().map(|thing| identity(Some(thing.id), thing.platform, &thing.name)).collect();
    let pairs = pair(&WORDS, &entries, &things);
    for (index, thing) in current.iter().enumerate() {
        if !pairs.contains(&Ok(Some(index))) {
            comparison.plan.unlisted.push(thing.subject(place));
        }
    }
    let mut pairs: Vec<_> = desired.iter().zip(pairs).collect();
    pairs.sort_by_key(|(entry, _)| (!entry.is_default, entry.platform, entry.name.clone(), entry.id));
    let mut defaults = Defaults::of(current);
    let mut claims = Vec::new();
    for (entry, meant) in pairs {
        let thing = match meant {
            Ok(index) => index.map(|index| &current[index]),
            Err(text) => {
                comparison.fault(entry.at, text);
                continue;
            }
        };
        let bundle = entry.bundle.clone().or_else(|| thing.map(|thing| thing.bundle.clone()));
        let Some(target) = (match thing {
            Some(thing) => change(entry, thing, place, comparison),
            None => create(entry, place, comparison),
        }) else {
            continue;
        };
        let row = defaults.settle(thing, entry.platform, bundle.unwrap_or_default());
        if entry.is_default {
            claims.push((entry, thing, target, row));
        }
    }
    for (entry, thing, (base, path), row) in claims {
        if !defaults.claim(row) {
            comparison
                .fault(entry.at, "another certificate of the same platform and bundle is the `default`");
        } else if !defaults.rows[row].is_default {
            comparison.step(Step {
                action: Action::Change,
                subject: entry.subject(place, thing.map(|thing| thing.id)),
                changes: Change::between("default", "false", "true").into_iter().collect(),
                call: Call {
                    method: Method::POST,
                    base,
                    path: format!("{path}/default"),
                    if_match: None,
                    body: None,
                },
            });
        }
    }
}

/// Where a certificate is, for later calls.
type Target = (Base, String);

fn create(entry: &Desired, place: &Place<'_>, comparison: &mut Comparison) -> Option<Target> {
    let Some(secret) = &entry.secret else {
        let names = secret_fields(entry.platform).iter().map(|field| format!("`{}`", field.name()));
        let name = names.take(1).collect::<String>();
        comparison.fault(entry.at, format!("the console has no such certificate: a new one needs {name}"));
        return None;
    };
    let texts = entry.texts.iter().filter_map(|(field, text)| Change::to(field, text));
    let changes = texts.chain(secret.changes()).collect();
    let created = comparison.step(Step {
        action: Action::Create,
        subject: entry.subject(place, None),
        changes,
        call: Call {
            method: Method::POST,
            base: place.base,
            path: format!("{}/certificates", place.path),
            if_match: None,
            body: Some(entry.body(Some(secret))),
        },
    });
    Some((Base::Created(created), String::new()))
}

fn change(
    entry: &Desired,
    thing: &Current,
    place: &Place<'_>,
    comparison: &mut Comparison,
) -> Option<Target> {
    if entry.platform != thing.platform {
        let (id, platform) = (thing.id, thing.platform.code());
        let text = format!("certificate {id} is of platform {platform:?}, which cannot be changed");
        comparison.fault(entry.at, text);
        return None;
    }
    let secret = entry.secret.as_ref().filter(|secret| secret.fingerprint != thing.fingerprint);
    // A field of one side alone belongs to the other kind of credential, or is a Key ID that the file leaves out.
    let differing = entry.texts.iter().filter_map(|(field, after)| {
        Change::between(field, thing.texts.get(field).map_or("", String::as_str), after)
    });
    let mut changes: Vec<Change> = differing.collect();
    if secret.is_none() && changes.iter().any(|change| change.field == "credential_kind") {
        comparison.fault(entry.at, "another kind of credential needs its `file`");
        return None;
    }
    let path = format!("{}/certificates/{}", place.path, thing.id);
    changes.extend(secret.into_iter().flat_map(Secret::changes));
    if !changes.is_empty() {
        comparison.step(Step {
            action: Action::Change,
            subject: thing.subject(place),
            changes,
            call: Call {
                method: Method::PUT,
                base: place.base,
                path: path.clone(),
                if_match: Some(version_tag(thing.version)),
                body: Some(entry.body(secret)),
            },
        });
    }
    Some((place.base, path))
}

impl Secret {
    fn changes(&self) -> impl Iterator<Item = Change> {
        self.members.iter().map(|member| Change::secret(member.field, &member.source))
    }
}

impl Desired {
    fn subject(&self, place: &Place<'_>, id: Option<u32>) -> Subject {
        Subject {
            kind: KIND,
            name: self.name.clone(),
            id: id.map(Into::into),
            platform: Some(self.platform.code()),
            application: Some(place.application.to_owned()),
        }
    }

    /// What an edit makes of it: secrets that are missing stay.
    fn body(&self, secret: Option<&Secret>) -> Body {
        let texts = self.texts.iter().filter(|(_, text)| !text.is_empty());
        let mut body: Body = texts.map(|(field, text)| (*field, Member::Text(text.clone()))).collect();
        body.insert("platform", Member::Text(self.platform.code().to_owned()));
        let members = secret.into_iter().flat_map(|secret| &secret.members);
        body.extend(members.map(|member| (member.field, member.value.clone())));
        body
    }
}

impl Current {
    fn subject(&self, place: &Place<'_>) -> Subject {
        Subject {
            kind: KIND,
            name: self.name.clone(),
            id: Some(self.id.into()),
            platform: Some(self.platform.code()),
            application: Some(place.application.to_owned()),
        }
    }
}

/// Which certificates are defaults, as the console decides it while the steps are carried out.
struct Defaults {
    rows: Vec<Row>,
}

struct Row {
    id: Option<u32>,
    platform: Platform,
    bundle: String,
    is_default: bool,
    is_claimed: bool,
}

impl Defaults {
    fn of(current: &[Current]) -> Self {
        let rows = current.iter().map(|thing| Row {
            id: Some(thing.id),
            platform: thing.platform,
            bundle: thing.bundle.clone(),
            is_default: thing.is_default,
            is_claimed: false,
        });
        Self { rows: rows.collect() }
    }

    /// Notes that a certificate was added, or is for `bundle` now; its index. Where it comes new, it becomes the default
    /// if there is none.
    fn settle(&mut self, thing: Option<&Current>, platform: Platform, bundle: String) -> usize {
        let is_first =
            !self.rows.iter().any(|row| row.is_default && row.platform == platform && row.bundle == bundle);
        let known = thing.and_then(|thing| self.rows.iter().position(|row| row.id == Some(thing.id)));
        let Some(index) = known else {
            self.rows.push(Row { id: None, platform, bundle, is_default: is_first, is_claimed: false });
            return self.rows.len() - 1;
        };
        let row = &mut self.rows[index];
        if row.bundle != bundle {
            row.is_default = is_first;
            row.bundle = bundle;
        }
        index
    }

    /// Whether a certificate may be the default: no other one of the file is.
    fn claim(&mut self, index: usize) -> bool {
        let (platform, bundle) = (self.rows[index].platform, self.rows[index].bundle.clone());
        let is_free =
            !self.rows.iter().any(|row| row.is_claimed && row.platform == platform && row.bundle == bundle);
        self.rows[index].is_claimed = true;
        is_free
    }
}
