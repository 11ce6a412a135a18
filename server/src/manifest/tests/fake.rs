//! A console in memory: it does what the calls of a plan say, by the rules of the console. The fingerprint of a secret is the
//! secret.

use std::collections::BTreeSet;

use http::Method;
use serde_json::Value;

use crate::manifest::plan::{Base, Body, Call, Plan, version_tag};
use crate::manifest::{State, application, certificate, member, webhook};

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
            let sdkappid = |step: usize| locations[step].rsplit('/').next()?.parse().ok();
            let body = step.call.body.iter().flatten();
            let body: Body = body.map(|(name, member)| (*name, member.clone().resolved(sdkappid))).collect();
            let location = self.call(&step.call, &serde_json::to_value(body).unwrap(), &path);
            locations.push(location);
        }
    }

    fn call(&mut self, call: &Call, body: &Value, path: &str) -> String {
        match path.split('/').nth(1) {
            Some("members" | "invitations") => self.call_members(call, body, path),
            Some("webhooks") => self.call_webhooks(call, body, path),
            _ => self.call_applications(call, body, path),
        }
    }

    fn call_members(&mut self, call: &Call, body: &Value, path: &str) -> String {
        self.ids += 1;
        let numbers = body["applications"].as_array();
        let applications = numbers.map(|numbers| {
            let numbers = numbers.iter().map(|number| u32::try_from(number.as_u64().unwrap()).unwrap());
            // Each once, in ascending order.
            numbers.collect::<BTreeSet<u32>>().into_iter().collect()
        });
        let role = body["role"].as_str().unwrap().to_owned();
        assert_ne!(role, "owner");
        let members = &mut self.state.members;
        if call.method == Method::PUT {
            let member = members.iter_mut().find(|one| path == format!("/members/{}", one.id)).unwrap();
            assert_eq!(call.if_match, member.etag);
            *member =
                member::Current { role, applications, etag: Some(self.ids.to_string()), ..member.clone() };
            return String::new();
        }
        assert_eq!((&call.method, path), (&Method::POST, "/invitations"));
        let email = body["email"].as_str().unwrap().to_owned();
        assert!(!members.iter().any(|one| one.email == email && one.etag.is_some()), "a member already");
        members.retain(|one| one.email != email);
        members.push(member::Current { id: self.ids.into(), email, role, applications, etag: None });
        format!("/invitations/{}", self.ids)
    }

    fn call_webhooks(&mut self, call: &Call, body: &Value, path: &str) -> String {
        self.ids += 1;
        let webhooks = &mut self.state.webhooks;
        let parts: Vec<&str> = path.split('/').skip(2).collect();
        if let [id, switch] = parts[..] {
            let webhook = webhooks.iter_mut().find(|one| one.id.to_string() == id).unwrap();
            let state = format!("{switch}d");
            assert_ne!(webhook.state, state, "refused: it is so already");
            webhook.state = state;
            return String::new();
        }
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        let events = body["events"].as_array().unwrap().iter();
        let mut webhook = webhook::Current {
            id: self.ids.into(),
            url: text("url"),
            description: text("description"),
            sdkappid: body["sdkappid"].as_u64().map(|number| u32::try_from(number).unwrap()),
            events: events.map(|event| event.as_str().unwrap().to_owned()).collect(),
            state: "enabled".to_owned(),
            etag: self.ids.to_string(),
        };
        if let [id] = parts[..] {
            let before = webhooks.iter_mut().find(|one| one.id.to_string() == id).unwrap();
            assert_eq!((&call.method, &call.if_match), (&Method::PUT, &Some(before.etag.clone())));
            webhook.id = before.id;
            webhook.state.clone_from(&before.state);
            *before = webhook;
            return String::new();
        }
        assert_eq!(call.method, Method::POST);
        webhooks.push(webhook);
        format!("/webhooks/{}", self.ids)
    }

    fn call_applications(&mut self, call: &Call, body: &Value, path: &str) -> String {
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
                assert_eq!(call.if_match, Some(version_tag(application.version)));
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
                let mut added = certificate(body, None);
                added.id = self.ids;
                added.is_default = !has_default(&application.certificates, &added);
                application.certificates.push(added);
                return format!("{path}/{}", self.ids);
            }
            ("PUT", ["certificates", id]) => {
                let index = position(application, id);
                let before = &application.certificates[index];
                assert_eq!(call.if_match, Some(version_tag(before.version)));
                let mut edited = certificate(body, Some(before));
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
