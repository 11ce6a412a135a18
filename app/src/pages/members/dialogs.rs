//! The dialogs of `/members`: invite, the link, access, remove, leave.

use domain::account::access::Access;
use domain::account::member::{Member, MembersPage};
use domain::account::permission::Role;
use domain::application::ApplicationSuggestion;
use domain::field::Field;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::access_fields::AccessFields;
use super::api::{ChangeMember, InviteMember, LeaveAccount, RemoveMember};
use crate::browser;
use crate::i18n::text::{common, members, overview, push};
use crate::routes::PagePath;
use crate::shell::preferences::language;
use crate::ui::{
    Dialog, ErrorSummary, Icon, Post, PostForm, SubmissionToken, SubmitButton, TextField, Toasts,
};

/// A dialog, by the `dialog` parameter of the URL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MembersDialog {
    Invite,
    /// The link of the invitation with that number.
    Link(i64),
    /// Role and applications of a member.
    Access(i64),
    Remove(i64),
    Leave,
}

impl MembersDialog {
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "invite" => return Some(Self::Invite),
            "leave" => return Some(Self::Leave),
            _ => {}
        }
        let (kind, number) = name.split_once('-')?;
        let number = number.parse().ok()?;
        match kind {
            "link" => Some(Self::Link(number)),
            "access" => Some(Self::Access(number)),
            "remove" => Some(Self::Remove(number)),
            _ => None,
        }
    }

    /// Whether there is something to show: the member, or an invitation whose link was read.
    pub(super) fn exists(self, page: &MembersPage, has_link: bool) -> bool {
        match self {
            Self::Invite | Self::Leave => true,
            Self::Link(number) => has_link && page.invitations.iter().any(|one| one.id.0 == number),
            Self::Access(number) | Self::Remove(number) => {
                page.members.iter().any(|member| member.id.0 == number)
            }
        }
    }
}

/// `None` if the member or the invitation does not exist.
pub(super) fn dialog_view(
    dialog: MembersDialog,
    page: &MembersPage,
    link: Option<String>,
) -> Option<AnyView> {
    let member = |number: i64| page.members.iter().find(|member| member.id.0 == number).cloned();
    let applications = || page.applications.clone();
    match dialog {
        MembersDialog::Invite => Some(view! { <InviteDialog applications=applications()/> }.into_any()),
        MembersDialog::Link(number) => {
            let invitation = page.invitations.iter().find(|invitation| invitation.id.0 == number)?;
            let email = invitation.email.to_string();
            Some(view! { <LinkDialog email link=link? is_mailed=page.mails_invitations/> }.into_any())
        }
        MembersDialog::Access(number) => {
            Some(view! { <AccessDialog member=member(number)? applications=applications()/> }.into_any())
        }
        MembersDialog::Remove(number) => Some(view! { <RemoveDialog member=member(number)?/> }.into_any()),
        MembersDialog::Leave => Some(view! { <LeaveDialog/> }.into_any()),
    }
}

fn close() -> String {
    PagePath::Members.to_string()
}

#[component]
fn InviteDialog(applications: Vec<ApplicationSuggestion>) -> AnyView {
    let language = language();
    let post = Post::to(InviteMember::PATH);
    let failure = post.failure;
    let access = Access::whole_account(Role::Developer);
    view! {
        <Dialog title=members::invite(language) lead=members::invite_lead(language).to_owned() close=close()>
            <PostForm post>
                <SubmissionToken/>
                <div class="dialog-body form">
                    <ErrorSummary failure/>
                    <TextField field=Field::Email label=members::email(language) kind="email" failure first=true/>
                    <AccessFields post access applications/>
                </div>
                <div class="dialog-foot">
                    <a class="btn" data-noscroll href=close()>{common::cancel(language)}</a>
                    <SubmitButton label=members::send_invitation(language) pending=post.pending/>
                </div>
            </PostForm>
        </Dialog>
    }
    .into_any()
}

#[component]
fn LinkDialog(email: String, link: String, is_mailed: bool) -> AnyView {
    let language = language();
    let mailed = is_mailed.then(|| view! { <p>{members::link_mailed(language, &email)}</p> });
    let (toasts, copied) = (Toasts::of_page(), common::copied(language));
    let text = link.clone();
    view! {
        <Dialog title=members::link_title(language) lead=members::link_lead(language, &email) close=close()>
            <div class="dialog-body">
                {mailed}
                <div class="field">
                    <label for="f-link">{members::link(language)}</label>
                    <div class="row nowrap">
                        <input class="input mono grow" id="f-link" readonly=true value=link autofocus=true aria-describedby="h-link"/>
                        <button type="button" class="btn copy-btn" on:click=move |_| browser::copy(&text, move || toasts.say(copied))>
                            <Icon name="copy"/>{push::copy(language)}
                        </button>
                    </div>
                    <p class="hint" id="h-link">{members::link_hint(language)}</p>
                </div>
            </div>
            <div class="dialog-foot">
                <a class="btn" data-noscroll href=close()>{common::close(language)}</a>
            </div>
        </Dialog>
    }
    .into_any()
}

#[component]
fn AccessDialog(member: Member, applications: Vec<ApplicationSuggestion>) -> AnyView {
    let language = language();
    let post = Post::to(ChangeMember::PATH);
    let failure = post.failure;
    let (id, email) = (member.id.to_string(), member.email.to_string());
    view! {
        <Dialog title=members::change(language) lead=members::change_lead(language, &email) close=close()>
            <PostForm post>
                <SubmissionToken/>
                <div class="dialog-body form">
                    <ErrorSummary failure/>
                    <input type="hidden" name="member" value=id/>
                    <AccessFields post access=member.access applications/>
                </div>
                <div class="dialog-foot">
                    <a class="btn" data-noscroll href=close()>{common::cancel(language)}</a>
                    <SubmitButton label=overview::save(language) pending=post.pending/>
                </div>
            </PostForm>
        </Dialog>
    }
    .into_any()
}

#[component]
fn RemoveDialog(member: Member) -> AnyView {
    let language = language();
    let post = Post::to(RemoveMember::PATH);
    let failure = post.failure;
    let (id, email) = (member.id.to_string(), member.email.to_string());
    view! {
        <Dialog title=members::remove_question(language, &email) lead=members::remove_lead(language).to_owned() close=close()>
            <PostForm post>
                <SubmissionToken/>
                <div class="dialog-body">
                    <ErrorSummary failure/>
                    <input type="hidden" name="member" value=id/>
                    <p>{members::remove_effect(language)}</p>
                </div>
                <div class="dialog-foot">
                    <a class="btn" data-noscroll href=close() autofocus>{common::cancel(language)}</a>
                    <SubmitButton label=common::confirm(language) tone="danger solid" pending=post.pending/>
                </div>
            </PostForm>
        </Dialog>
    }
    .into_any()
}

#[component]
fn LeaveDialog() -> AnyView {
    let language = language();
    let post = Post::to(LeaveAccount::PATH);
    let failure = post.failure;
    view! {
        <Dialog title=members::leave_question(language) lead=members::leave_lead(language).to_owned() close=close()>
            <PostForm post>
                <SubmissionToken/>
                <div class="dialog-body">
                    <ErrorSummary failure/>
                    <p>{members::leave_effect(language)}</p>
                </div>
                <div class="dialog-foot">
                    <a class="btn" data-noscroll href=close() autofocus>{common::cancel(language)}</a>
                    <SubmitButton label=common::confirm(language) tone="danger solid" pending=post.pending/>
                </div>
            </PostForm>
        </Dialog>
    }
    .into_any()
}
