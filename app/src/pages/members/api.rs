//! The server functions of `/members` and `/join`.

use domain::account::member::{InvitationFacts, MembersPage};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use crate::failure::Failure;
#[cfg(feature = "ssr")]
use crate::ssr::{
    actor, address, console, into_failure, invalid, parse_or_not_found, redirect, shows_secret,
};
#[cfg(feature = "ssr")]
use crate::{i18n::done::Done, i18n::personal_mail::invitation_link, routes::PagePath};
#[cfg(feature = "ssr")]
use domain::{
    account::access::Access,
    account::member::AccessForm,
    account::person::Email,
    account::{InvitationId, PersonId},
    field::{Checklist, Field, InvalidField},
};

/// The members and, for somebody who may invite, the open invitations.
#[server(endpoint = "read_members", prefix = "/rpc", input = GetUrl)]
pub(crate) async fn read_members() -> Result<MembersPage, Failure> {
    console().acting_as(&actor()).members().page().await.map_err(into_failure)
}

/// The link of an open invitation. It lets whoever has it join.
#[server(endpoint = "read_invitation_link", prefix = "/rpc", input = GetUrl)]
pub(crate) async fn read_invitation_link(invitation: i64) -> Result<String, Failure> {
    let id = InvitationId(invitation);
    let found = console().acting_as(&actor()).members().invitation(id).await;
    let (_, token) = found.map_err(into_failure)?;
    shows_secret();
    Ok(invitation_link(&address(), &token))
}

/// Whom the link with that token invites.
#[server(endpoint = "read_invitation", prefix = "/rpc", input = GetUrl)]
pub(crate) async fn read_invitation(token: String) -> Result<InvitationFacts, Failure> {
    console().acting_as(&actor()).auth().invitation(&token).await.map_err(into_failure)
}

/// **Invite**: leads to the dialog with the link.
#[server(endpoint = "invite_member", prefix = "/rpc")]
pub(crate) async fn invite_member(
    #[server(default)] email: String,
    #[server(default)] role: String,
    #[server(default)] reach: String,
    #[server(default)] applications: Vec<String>,
) -> Result<(), Failure> {
    let mut checklist = Checklist::new();
    let email = checklist.check(Field::Email, email.parse::<Email>());
    let access = access(&role, &reach, &applications)
        .map_err(|wrong| wrong.into_iter().for_each(|wrong| checklist.add(wrong)))
        .ok();
    let (email, access) = checklist.finish(email.zip(access)).map_err(invalid)?;
    let invited = console().acting_as(&actor()).members().invite(email, access).await;
    let id = invited.map_err(into_failure)?;
    redirect(&format!("{}&dialog=link-{}", Done::MemberInvited.on(PagePath::Members), id.0));
    Ok(())
}

#[server(endpoint = "revoke_invitation", prefix = "/rpc")]
pub(crate) async fn revoke_invitation(#[server(default)] invitation: String) -> Result<(), Failure> {
    let id = InvitationId(parse_or_not_found(&invitation)?);
    console().acting_as(&actor()).members().revoke_invitation(id).await.map_err(into_failure)?;
    redirect(&Done::InvitationRevoked.on(PagePath::Members));
    Ok(())
}

/// **Change access** -> **Save**.
#[server(endpoint = "change_member", prefix = "/rpc")]
pub(crate) async fn change_member(
    #[server(default)] member: String,
    #[server(default)] role: String,
    #[server(default)] reach: String,
    #[server(default)] applications: Vec<String>,
) -> Result<(), Failure> {
    let id = PersonId(parse_or_not_found(&member)?);
    let access = access(&role, &reach, &applications).map_err(invalid)?;
    console().acting_as(&actor()).members().change(id, access, None).await.map_err(into_failure)?;
    redirect(&Done::Saved.on(PagePath::Members));
    Ok(())
}

#[server(endpoint = "remove_member", prefix = "/rpc")]
pub(crate) async fn remove_member(#[server(default)] member: String) -> Result<(), Failure> {
    let id = PersonId(parse_or_not_found(&member)?);
    console().acting_as(&actor()).members().remove(id).await.map_err(into_failure)?;
    redirect(&Done::MemberRemoved.on(PagePath::Members));
    Ok(())
}

#[server(endpoint = "leave_account", prefix = "/rpc")]
pub(crate) async fn leave_account() -> Result<(), Failure> {
    console().acting_as(&actor()).members().leave().await.map_err(into_failure)?;
    redirect(&PagePath::SignIn.to_string());
    Ok(())
}

/// The fields of [`super::access_fields`].
#[cfg(feature = "ssr")]
fn access(role: &str, reach: &str, applications: &[String]) -> Result<Access, Vec<InvalidField>> {
    AccessForm { role, limited: reach == "some", applications }.parse()
}
