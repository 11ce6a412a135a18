//! Reads what a console holds, and carries out a plan.

use std::io::Write;

use bytes::Bytes;
use http::Method;
use serde::Deserialize;

use super::CommandError;
use super::client::{Client, Input};
use super::error::{ClientError, Problem};
use crate::manifest::plan::{Base, Body, Step};
use crate::manifest::{Manifest, Plan, State, application, certificate, member, webhook};

/// A page of applications.
#[derive(Deserialize)]
struct Applications {
    applications: Vec<application::Current>,
    next: Option<String>,
}

#[derive(Deserialize)]
struct Certificates {
    certificates: Vec<certificate::Current>,
}

/// All applications that the token has access to, without their certificates.
pub async fn applications(client: &mut Client) -> Result<Vec<application::Current>, ClientError> {
    let mut found = Vec::new();
    let mut path = "/applications".to_owned();
    loop {
        let page: Applications = client.get(&path).await?;
        found.extend(page.applications);
        let Some(next) = page.next else { return Ok(found) };
        path = format!("/applications?cursor={}", app::escape(&next));
    }
}

/// Adds the certificates of an application to it.
pub async fn add_certificates(
    application: &mut application::Current,
    client: &mut Client,
) -> Result<(), ClientError> {
    let path = format!("/applications/{}/certificates", application.sdkappid);
    application.certificates = client.get::<Certificates>(&path).await?.certificates;
    Ok(())
}

#[derive(Deserialize)]
struct Members {
    members: Vec<member::Current>,
}

#[derive(Deserialize)]
struct Invitations {
    invitations: Vec<member::Current>,
}

#[derive(Deserialize)]
struct Webhooks {
    webhooks: Vec<webhook::Current>,
}

/// All members, and everybody whose invitation is open.
pub async fn members(client: &mut Client) -> Result<Vec<member::Current>, ClientError> {
    let mut found = Vec::new();
    for member::Current { id, .. } in client.get::<Members>("/members").await?.members {
        let (member, etag) = client.get_version::<member::Current>(&format!("/members/{id}")).await?;
        found.push(member::Current { etag: Some(etag), ..member });
    }
    for member::Current { id, .. } in client.get::<Invitations>("/invitations").await?.invitations {
        // One that has expired is in the list, but not found.
        match client.get(&format!("/invitations/{id}")).await {
            Ok(invitation) => found.push(invitation),
            Err(ClientError::Problem(Problem { status: 404, .. })) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}

/// All webhook endpoints.
pub async fn webhooks(client: &mut Client) -> Result<Vec<webhook::Current>, ClientError> {
    let mut found = Vec::new();
    for webhook::Current { id, .. } in client.get::<Webhooks>("/webhooks").await?.webhooks {
        let (webhook, etag) = client.get_version::<webhook::Current>(&format!("/webhooks/{id}")).await?;
        found.push(webhook::Current { etag, ..webhook });
    }
    Ok(found)
}

/// What a manifest is compared with: certificates are read of the applications that it mentions, if it has any; members and
/// webhooks if it has any.
pub async fn state(manifest: &Manifest, client: &mut Client) -> Result<State, ClientError> {
    let mut applications = applications(client).await?;
    if manifest.has_certificates() {
        for application in &mut applications {
            let is_mentioned = |entry: &application::Desired| match entry.sdkappid {
                Some(sdkappid) => sdkappid == application.sdkappid,
                None => entry.name == application.name,
            };
            if manifest.applications.iter().any(is_mentioned) {
                add_certificates(application, client).await?;
            }
        }
    }
    let mut state = State { applications, ..State::default() };
    if !manifest.members.is_empty() {
        state.members = members(client).await?;
    }
    if !manifest.webhooks.is_empty() {
        state.webhooks = webhooks(client).await?;
    }
    Ok(state)
}

/// Makes the calls of a plan and says what was done after each. Their idempotency keys begin with `run`.
pub async fn carry_out(
    plan: &Plan,
    client: &mut Client,
    run: &str,
    out: &mut impl Write,
) -> Result<(), CommandError> {
    // Where things are that a step has created.
    let mut locations = vec![String::new(); plan.steps.len()];
    for (index, step) in plan.steps.iter().enumerate() {
        let base = match step.call.base {
            Base::Root => "",
            Base::Created(creator) => &locations[creator],
        };
        let path = format!("{base}{}", step.call.path);
        let body = step.call.body.as_ref().map(|body| resolved(body, &locations));
        let location = match call(step, body.as_ref(), client, &path, &format!("{run}-{index}")).await {
            Ok(location) => location,
            Err(error) => return Err(stopped(plan, index, &error)),
        };
        let place = if location.is_empty() { base } else { &location };
        let id = place.rsplit('/').next().and_then(|id| id.parse().ok());
        writeln!(out, "{}", step.done(id))?;
        locations[index] = location;
    }
    Ok(writeln!(out, "Applied: {} of {} steps.", plan.steps.len(), plan.steps.len())?)
}

/// A body with the SDKAppIDs of applications that were created before, at these locations.
fn resolved(body: &Body, locations: &[String]) -> Body {
    let sdkappid = |step: usize| locations.get(step)?.rsplit('/').next()?.parse().ok();
    body.iter().map(|(name, member)| (*name, member.clone().resolved(sdkappid))).collect()
}

/// Makes the call of a step; the location of what it has created, or nothing.
async fn call(
    step: &Step,
    body: Option<&Body>,
    client: &mut Client,
    path: &str,
    key: &str,
) -> Result<String, ClientError> {
    let body = body.map(serde_json::to_vec).transpose();
    // What creates something takes effect once, however often it is sent; other calls have no key.
    let creates = step.call.method == Method::POST && step.call.body.is_some();
    let input = Input {
        body: body.map_err(|error| ClientError::Unexpected(error.to_string()))?.map(Bytes::from),
        if_match: step.call.if_match.as_deref(),
        idempotency_key: creates.then_some(key),
    };
    let answer = client.call(&step.call.method, path, &input).await?;
    match answer.location() {
        Some(location) => Ok(location.to_owned()),
        None if creates => Err(ClientError::Unexpected("it has no Location".to_owned())),
        None => Ok(String::new()),
    }
}

/// What was done, what was refused and what may have happened.
fn stopped(plan: &Plan, index: usize, error: &ClientError) -> CommandError {
    let step = &plan.steps[index];
    let doubt = match error {
        ClientError::TimedOut | ClientError::Lost(_) => {
            "; whether it took effect is unknown, and running the command again finds out"
        }
        ClientError::Problem(Problem { status: 500.., .. }) => "; running the command again goes on here",
        _ => "",
    };
    let words = step.subject.words();
    CommandError::Refused(format!(
        "stopped after {index} of {} steps, at {words}{doubt}\n{error}",
        plan.steps.len()
    ))
}
