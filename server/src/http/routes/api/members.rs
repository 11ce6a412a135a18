//! The members of the account, and invitations to it.

use std::sync::Arc;

use app::ssr::SECRET;
use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use domain::account::access::Access;
use domain::account::member::{AccessForm, Invitation as Open, Member as Stored};
use domain::account::permission::Role;
use domain::account::person::Email;
use domain::account::{InvitationId, PersonId};
use domain::field::{Checklist, Field};
use http::StatusCode;
use http::header::{CACHE_CONTROL, ETAG, LOCATION};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa::openapi::schema::Object;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::BASE;
use super::caller::Caller;
use super::document::codes;
use super::input::{At, Input};
use super::once::IdempotencyKey;
use super::problem::{Problem, Problems};
use super::version::{IfMatch, etag_of};
use crate::http::Server;

pub fn routes() -> OpenApiRouter<Arc<Server>> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(get, edit, remove))
        .routes(routes!(invitations, invite))
        .routes(routes!(invitation, revoke))
}

/// A person who belongs to the account.
#[derive(Serialize, ToSchema)]
struct Member {
    id: i64,
    email: String,
    #[serde(flatten)]
    access: AccessShown,
    #[schema(format = DateTime)]
    joined_at: String,
}

/// What somebody may do.
#[derive(Serialize, ToSchema)]
struct AccessShown {
    #[schema(schema_with = role)]
    role: &'static str,
    /// The applications that they are limited to; missing for all, also future ones.
    #[schema(value_type = Option<Vec<i64>>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    applications: Option<Vec<u32>>,
}

fn role() -> Object {
    codes(Role::ALL.map(Role::code))
}

impl From<&Access> for AccessShown {
    fn from(access: &Access) -> Self {
        let numbers = |chosen: &Vec<domain::application::sdkappid::Sdkappid>| {
            chosen.iter().map(|sdkappid| sdkappid.number()).collect()
        };
        Self { role: access.role.code(), applications: access.applications.as_ref().map(numbers) }
    }
}

impl From<&Stored> for Member {
    fn from(member: &Stored) -> Self {
        Self {
            id: member.id.0,
            email: member.email.to_string(),
            access: AccessShown::from(&member.access),
            joined_at: member.joined_at.to_string(),
        }
    }
}

/// Everybody in the account, in the order in which they joined.
#[derive(Serialize, ToSchema)]
struct Members {
    members: Vec<Member>,
}

/// An invitation that is neither accepted nor revoked; it may have expired.
#[derive(Serialize, ToSchema)]
struct Invitation {
    id: i64,
    email: String,
    #[serde(flatten)]
    access: AccessShown,
    invited_by: String,
    #[schema(format = DateTime)]
    created_at: String,
    /// When the link expires.
    #[schema(format = DateTime)]
    ends_at: String,
    /// Lets whoever has it join. Missing in the list.
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
}

impl Invitation {
    fn new(invitation: &Open, link: Option<String>) -> Self {
        Self {
            id: invitation.id.0,
            email: invitation.email.to_string(),
            access: AccessShown::from(&invitation.access),
            invited_by: invitation.invited_by.clone(),
            created_at: invitation.created_at.to_string(),
            ends_at: invitation.ends_at.to_string(),
            link,
        }
    }
}

/// Open invitations, the latest first.
#[derive(Serialize, ToSchema)]
struct Invitations {
    invitations: Vec<Invitation>,
}

/// What a member may do.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AccessInput {
    #[schema(schema_with = role)]
    role: String,
    /// The applications that the member is limited to; missing for all, also future ones.
    #[schema(value_type = Option<Vec<i64>>, min_items = 1, max_items = 1_000)]
    #[serde(default)]
    applications: Option<Vec<u32>>,
}

impl AccessInput {
    fn parse(&self) -> Result<Access, Vec<domain::field::InvalidField>> {
        let chosen = self.applications.iter().flatten();
        let chosen: Vec<String> = chosen.map(ToString::to_string).collect();
        AccessForm { role: &self.role, limited: self.applications.is_some(), applications: &chosen }.parse()
    }
}

/// Whom to invite, and to do what.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct InvitationInput {
    #[schema(max_length = 254)]
    email: String,
    #[schema(schema_with = role)]
    role: String,
    /// The applications that the member is limited to; missing for all, also future ones.
    #[schema(value_type = Option<Vec<i64>>, min_items = 1, max_items = 1_000)]
    #[serde(default)]
    applications: Option<Vec<u32>>,
}

/// List the members of the account
#[utoipa::path(
    get, path = "/members", operation_id = "list_members", tag = "Members",
    security(("token" = ["members:read"])),
    responses((status = 200, description = "It was carried out.", body = Members), Problems),
)]
async fn list(caller: Caller) -> Result<Json<Members>, Problem> {
    let page = caller.acting().members().page().await?;
    Ok(Json(Members { members: page.members.iter().map(Member::from).collect() }))
}

/// See a member
#[utoipa::path(
    get, path = "/members/{id}", operation_id = "get_member", tag = "Members",
    security(("token" = ["members:read"])),
    params(("id" = i64, Path, minimum = 1)),
    responses((status = 200, description = "It was carried out.", body = Member, headers(("ETag" = String))), Problems),
)]
async fn get(caller: Caller, At(id): At<PersonId>) -> Result<Response, Problem> {
    let member = find(&caller, id).await?;
    Ok(([(ETAG, tag(&member))], Json(Member::from(&member))).into_response())
}

/// Change what a member may do
///
/// It takes effect with their next request. Owners are made and changed by people alone.
#[utoipa::path(
    put, path = "/members/{id}", operation_id = "edit_member", tag = "Members",
    security(("token" = ["members:write"])),
    params(("id" = i64, Path, minimum = 1), IfMatch),
    request_body = AccessInput,
    responses((status = 200, description = "It was carried out.", body = Member, headers(("ETag" = String))), Problems),
)]
async fn edit(
    caller: Caller,
    At(id): At<PersonId>,
    seen: IfMatch,
    input: Input<AccessInput>,
) -> Result<Response, Problem> {
    let before = find(&caller, id).await?;
    seen.check(&tag(&before))?;
    caller.acting().members().change(id, input.value.parse()?, Some(&before.access)).await?;
    get(caller, At(id)).await
}

/// Remove a member
///
/// Their sessions and tokens end at once.
#[utoipa::path(
    delete, path = "/members/{id}", operation_id = "remove_member", tag = "Members",
    security(("token" = ["members:write"])),
    params(("id" = i64, Path, minimum = 1)),
    responses((status = 204, description = "The person no longer belongs to the account."), Problems),
)]
async fn remove(caller: Caller, At(id): At<PersonId>) -> Result<StatusCode, Problem> {
    caller.acting().members().remove(id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// List open invitations
#[utoipa::path(
    get, path = "/invitations", operation_id = "list_invitations", tag = "Members",
    security(("token" = ["members:write"])),
    responses((status = 200, description = "It was carried out.", body = Invitations), Problems),
)]
async fn invitations(caller: Caller) -> Result<Json<Invitations>, Problem> {
    let open = caller.acting().members().invitations().await?;
    let invitations = open.iter().map(|invitation| Invitation::new(invitation, None)).collect();
    Ok(Json(Invitations { invitations }))
}

/// Invite somebody
///
/// For a week, in place of an earlier invitation to the same address. Owners are invited by people alone.
#[utoipa::path(
    post, path = "/invitations", operation_id = "invite_member", tag = "Members",
    security(("token" = ["members:write"])),
    params(IdempotencyKey),
    request_body = InvitationInput,
    responses((status = 201, description = "It was created.", body = Invitation, headers(("Location" = String))), Problems),
)]
async fn invite(
    State(server): State<Arc<Server>>,
    caller: Caller,
    once: IdempotencyKey,
    input: Input<InvitationInput>,
) -> Result<Response, Problem> {
    let InvitationInput { email, role, applications } = &input.value;
    let path = once.create(&caller, &input.bytes, async |caller| {
        let mut checklist = Checklist::new();
        let email = checklist.check(Field::Email, email.parse::<Email>());
        let access = AccessInput { role: role.clone(), applications: applications.clone() }.parse();
        let access = access.map_err(|wrong| wrong.into_iter().for_each(|wrong| checklist.add(wrong))).ok();
        let (email, access) = checklist.finish(email.zip(access))?;
        let id = caller.acting().members().invite(email, access).await?;
        Ok(format!("/invitations/{}", id.0))
    });
    let path = path.await?;
    let id = path.rsplit('/').next().and_then(|id| id.parse().ok()).ok_or_else(Problem::not_found)?;
    let shown = show(&server, &caller, InvitationId(id)).await?;
    Ok((StatusCode::CREATED, [(LOCATION, format!("{BASE}{path}"))], shown).into_response())
}

/// See an open invitation
///
/// With its link. One that has expired is not found.
#[utoipa::path(
    get, path = "/invitations/{id}", operation_id = "get_invitation", tag = "Members",
    security(("token" = ["members:write"])),
    params(("id" = i64, Path, minimum = 1)),
    responses((status = 200, description = "It was carried out.", body = Invitation), Problems),
)]
async fn invitation(
    State(server): State<Arc<Server>>,
    caller: Caller,
    At(id): At<InvitationId>,
) -> Result<Response, Problem> {
    show(&server, &caller, id).await
}

/// Revoke an invitation
///
/// Its link no longer works.
#[utoipa::path(
    delete, path = "/invitations/{id}", operation_id = "revoke_invitation", tag = "Members",
    security(("token" = ["members:write"])),
    params(("id" = i64, Path, minimum = 1)),
    responses((status = 204, description = "There is no such invitation any more."), Problems),
)]
async fn revoke(caller: Caller, At(id): At<InvitationId>) -> Result<StatusCode, Problem> {
    let open = caller.acting().members().invitations().await?;
    if !open.iter().any(|invitation| invitation.id == id) {
        return Err(Problem::not_found());
    }
    caller.acting().members().revoke_invitation(id).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn find(caller: &Caller, id: PersonId) -> Result<Stored, Problem> {
    let page = caller.acting().members().page().await?;
    page.members.into_iter().find(|member| member.id == id).ok_or_else(Problem::not_found)
}

fn tag(member: &Stored) -> http::HeaderValue {
    etag_of(&AccessShown::from(&member.access))
}

async fn show(server: &Server, caller: &Caller, id: InvitationId) -> Result<Response, Problem> {
    let (invitation, token) = caller.acting().members().invitation(id).await?;
    let link = format!("{}/join?token={token}", server.settings.addresses.current());
    let shown = Invitation::new(&invitation, Some(link));
    Ok(([(CACHE_CONTROL, SECRET)], Json(shown)).into_response())
}
