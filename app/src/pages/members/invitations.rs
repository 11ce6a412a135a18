//! The open invitations.

use domain::account::member::Invitation;
use domain::time::Timestamp;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::RevokeInvitation;
use super::reach_text;
use crate::i18n::names::role_name;
use crate::i18n::text::members;
use crate::routes::PagePath;
use crate::shell::preferences::language;
use crate::ui::{Ago, ErrorSummary, Post, PostForm, SubmissionToken, SubmitButton};

/// Nothing if nobody is invited, or the person may not invite.
#[component]
pub(super) fn InvitationsCard(now: Timestamp, invitations: Vec<Invitation>) -> AnyView {
    if invitations.is_empty() {
        return ().into_any();
    }
    let language = language();
    let revoke = Post::to(RevokeInvitation::PATH);
    let failure = revoke.failure;
    let rows = invitations.into_iter().map(|invitation| row(now, invitation, revoke)).collect_view();
    view! {
        <section class="card" aria-labelledby="invitations">
            <div class="card-head">
                <div>
                    <h2 id="invitations">{members::invitations(language)}</h2>
                    <p>{members::invitations_lead(language)}</p>
                </div>
            </div>
            <ErrorSummary failure/>
            <div class="table-scroll" tabindex="0" role="group" aria-labelledby="invitations">
                <table class="table stacks">
                    <thead>
                        <tr>
                            <th scope="col">{members::person(language)}</th>
                            <th scope="col">{members::role(language)}</th>
                            <th scope="col">{members::applications(language)}</th>
                            <th scope="col">{members::invited_by(language)}</th>
                            <th scope="col">{members::link_ends(language)}</th>
                            <th scope="col"><span class="sr">{members::actions(language)}</span></th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn row(now: Timestamp, invitation: Invitation, revoke: Post) -> AnyView {
    let language = language();
    let email = invitation.email.to_string();
    let is_open = invitation.ends_at > now;
    let link = format!("{}?dialog=link-{}", PagePath::Members, invitation.id);
    let link = is_open.then(|| {
        let name = members::link_named(language, &email);
        view! { <a class="btn sm" data-noscroll href=link aria-label=name>{members::show_link(language)}</a> }
    });
    let ends = if is_open {
        view! { <Ago now at=invitation.ends_at/> }.into_any()
    } else {
        view! { <span class="tag">{members::expired(language)}</span> }.into_any()
    };
    let revoke = revoke.another();
    view! {
        <tr>
            <td class="wide"><span class="name">{email.clone()}</span></td>
            <td data-label=members::role(language)>{role_name(language, invitation.access.role)}</td>
            <td data-label=members::applications(language)>{reach_text(language, &invitation.access)}</td>
            <td data-label=members::invited_by(language)>{invitation.invited_by}</td>
            <td data-label=members::link_ends(language)>{ends}</td>
            <td class="num">
                <div class="acts">
                    {link}
                    <PostForm post=revoke>
                        <SubmissionToken/>
                        <input type="hidden" name="invitation" value=invitation.id.to_string()/>
                        <SubmitButton label=members::revoke(language) name=members::revoke_named(language, &email)
                            tone="sm danger" pending=revoke.pending/>
                    </PostForm>
                </div>
            </td>
        </tr>
    }
    .into_any()
}
