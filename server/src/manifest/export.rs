//! Writes a manifest of what a console holds. Secrets cannot be read back: each is a reference to fill in, as a comment, and
//! without it the console keeps what it has.

use std::fmt::Write as _;

use domain::application::lifecycle::Status;
use domain::certificate::Platform;
use domain::field::Field;
use domain::webhook::EndpointState;

use super::certificate::secret_fields;
use super::{State, VERSION, application, certificate, member, webhook};

/// The order of the keys that every certificate begins with; the others follow by name.
const FIRST: [&str; 2] = ["certificate_name", "notes"];

/// The manifest of `state`, as a file.
pub fn text(state: &State) -> String {
    let mut text = format!(
        "# What this console holds, as the commands `plan` and `apply` read it.\n\
         # Secrets are not in it. Where a line that refers to one is a comment, the console keeps the secret it has.\n\
         version = {VERSION}\n"
    );
    for application in &state.applications {
        write_application(&mut text, application);
    }
    for member in &state.members {
        write_member(&mut text, member);
    }
    for webhook in &state.webhooks {
        write_webhook(&mut text, webhook);
    }
    text
}

fn write_member(text: &mut String, member: &member::Current) {
    let member::Current { email, role, applications, etag, .. } = member;
    text.push_str("\n[[members]]\n");
    if etag.is_none() {
        text.push_str("# Invited.\n");
    }
    pair(text, "email", email);
    pair(text, "role", role);
    if let Some(applications) = applications {
        let numbers: Vec<String> = applications.iter().map(ToString::to_string).collect();
        let _ = writeln!(text, "applications = [{}]", numbers.join(", "));
    }
}

fn write_webhook(text: &mut String, webhook: &webhook::Current) {
    let webhook::Current { id, url, description, sdkappid, events, state, .. } = webhook;
    let _ = write!(text, "\n[[webhooks]]\nid = {id}\n");
    pair(text, "url", url);
    if !description.is_empty() {
        pair(text, "description", description);
    }
    if let Some(sdkappid) = sdkappid {
        let _ = writeln!(text, "application = {sdkappid}");
    }
    let events: Vec<toml::Value> = events.iter().cloned().map(toml::Value::String).collect();
    let _ = writeln!(text, "events = {}", toml::Value::Array(events));
    if [EndpointState::Enabled, EndpointState::Disabled].iter().any(|one| one.code() == state) {
        pair(text, "status", state);
    } else {
        text.push_str("# Its receiver wants no more messages.\n");
    }
}

fn write_application(text: &mut String, application: &application::Current) {
    let application::Current { sdkappid, name, description, region, status, certificates, .. } = application;
    let _ = write!(text, "\n[[applications]]\nsdkappid = {sdkappid}\n");
    pair(text, "name", name);
    if !description.is_empty() {
        pair(text, "description", description);
    }
    pair(text, "region", region);
    if [Status::Enabled, Status::Disabled].iter().any(|one| one.code() == status) {
        pair(text, "status", status);
    } else {
        let _ = writeln!(text, "# It is {status}, which is nothing that a file changes.");
    }
    for certificate in certificates {
        write_certificate(text, certificate);
    }
}

fn write_certificate(text: &mut String, certificate: &certificate::Current) {
    let certificate::Current { id, platform, texts, is_default, .. } = certificate;
    let _ = write!(text, "\n[[applications.certificates]]\nid = {id}\n");
    pair(text, "platform", platform.code());
    let first = FIRST.iter().filter_map(|name| Some((*name, texts.get(name)?)));
    let rest = texts.iter().filter(|(name, _)| !FIRST.contains(name)).map(|(name, value)| (*name, value));
    for (name, value) in first.chain(rest).filter(|(_, value)| !value.is_empty()) {
        if name == Field::MutableContent.name() {
            let _ = writeln!(text, "{name} = true");
        } else {
            pair(text, name, value);
        }
    }
    if *is_default {
        text.push_str("default = true\n");
    }
    let is_file = |field: Field| field == Field::File;
    let is_p8 = texts.get(Field::CredentialKind.name()).is_some_and(|kind| kind == "p8");
    for field in secret_fields(*platform).iter().filter(|field| !is_p8 || is_file(**field)) {
        let reference = if is_file(*field) {
            let end = match platform {
                Platform::Apns if is_p8 => "p8",
                Platform::Apns => "p12",
                _ => "json",
            };
            format!("{{ file = \"{}-{id}.{end}\" }}", platform.code())
        } else {
            let variable = format!("{}_{}_{id}", platform.code(), field.name()).to_uppercase();
            format!("{{ env = \"{variable}\" }}")
        };
        let _ = writeln!(text, "# {} = {reference}", field.name());
    }
}

fn pair(text: &mut String, key: &str, value: &str) {
    let _ = writeln!(text, "{key} = {}", toml::Value::String(value.to_owned()));
}
