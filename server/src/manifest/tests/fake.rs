//! A console in memory: it does what the calls of a plan say, by the rules of the console. The fingerprint of a secret is the
//! secret.

use serde_json::Value;

use crate::manifest::plan::{Base, Call, Plan};
use crate::manifest::{State, application, certificate};

#[derive(Debug, Default)]
pub struct Fake {
    pub state: State,
    ids: u32,
}

impl Fake {
    pub fn carry_out(&mut self, plan: &Plan) {
        let mut locations: Vec<String> = Vec::new();
        for step in &plan.steps {
            let base = match step.call.base {
                Base::Root => "",
                Base::Created(index) => &locations[index],
            };
            assert!(step.call.base == Base::Root || !base.is_empty(), "{step:?} depends on nothing created");
            let path = format!("{base}{}", step.call.path);
            let location = self.call(&step.call, &path);
            locations.push(location);
        }
    }

    fn call(&mut self, call: &Call, path: &str) -> String {
        let body = serde_json::to_value(&call.body).unwrap();
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        let parts: Vec<&str> = path.split('/').skip(1).collect();
        if let ("POST", ["applications"]) = (call.method.as_str(), &parts[..]) {
            self.ids += 1;
            self.state.applications.push(application::Current {
                sdkappid: self.ids,
                name: text("name"),
                description: text("description"),
                region: text("region"),
                status: "enabled".to_owned(),
                version: 1,
                certificates: Vec::new(),
            });
            return format!("/applications/{}", self.ids);
        }
        let sdkappid: u32 = parts[1].parse().unwrap();
        let application = self.state.applications.iter_mut().find(|one| one.sdkappid == sdkappid).unwrap();
        match (call.method.as_str(), &parts[2..]) {
            ("PATCH", []) => {
                assert_eq!(call.if_match, Some(application.version));
                application.version += 1;
                application.name = text("name");
                application.description = text("description");
            }
            ("POST", [status]) if status.ends_with("able") => {
                let status = format!("{status}d");
                assert_ne!(application.status, status, "refused: it is so already");
                application.status = status;
            }
            ("POST", ["certificates"]) => {
                self.ids += 1;
                let mut added = certificate(&body, None);
                added.id = self.ids;
                added.is_default = !has_default(&application.certificates, &added);
                application.certificates.push(added);
                return format!("{path}/{}", self.ids);
            }
            ("PUT", ["certificates", id]) => {
                let index = position(application, id);
                let before = &application.certificates[index];
                assert_eq!(call.if_match, Some(before.version));
                let mut edited = certificate(&body, Some(before));
                edited.version += 1;
                assert_eq!(edited.platform, before.platform);
                if edited.bundle != before.bundle {
                    edited.is_default = !has_default(&application.certificates, &edited);
                }
                application.certificates[index] = edited;
            }
            ("POST", ["certificates", id, "default"]) => {
                let index = position(application, id);
                let (platform, bundle) = {
                    let one = &application.certificates[index];
                    (one.platform, one.bundle.clone())
                };
                for other in &mut application.certificates {
                    other.is_default &= other.platform != platform || other.bundle != bundle;
                }
                application.certificates[index].is_default = true;
                application.certificates[index].version += 1;
            }
            other => panic!("no such operation: {other:?}"),
        }
        String::new()
    }
}

fn position(application: &application::Current, id: &str) -> usize {
    let id: u32 = id.parse().unwrap();
    application.certificates.iter().position(|one| one.id == id).unwrap()
}

/// What an edit makes of a certificate: a secret that is missing stays.
fn certificate(body: &Value, before: Option<&certificate::Current>) -> certificate::Current {
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    let secret = body["app_secret"].as_str().map(ToOwned::to_owned);
    let fields = ["certificate_name", "package_name", "notes"];
    certificate::Current {
        id: before.map_or(0, |before| before.id),
        platform: text("platform").parse().unwrap(),
        name: text("certificate_name"),
        texts: fields.into_iter().map(|field| (field, text(field))).collect(),
        fingerprint: secret.or_else(|| Some(before?.fingerprint.clone())).expect("a new one needs a secret"),
        bundle: text("package_name"),
        is_default: before.is_some_and(|before| before.is_default),
        version: before.map_or(1, |before| before.version),
    }
}

fn has_default(all: &[certificate::Current], one: &certificate::Current) -> bool {
    all.iter().any(|other| other.is_default && other.platform == one.platform && other.bundle == one.bundle)
}
