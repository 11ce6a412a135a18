//! The table of members.

use domain::account::PersonId;
use domain::account::member::Member;
use domain::account::permission::Permission;
use domain::time::Timestamp;
use leptos::prelude::*;

use super::reach_text;
use crate::i18n::names::role_name;
use crate::i18n::text::members;
use crate::routes::PagePath;
use crate::shell::preferences::{forbidden, language};
use crate::ui::Ago;

#[component]
pub(super) fn MembersCard(now: Timestamp, me: PersonId, members: Vec<Member>) -> AnyView {
    let language = language();
    let count = members.len();
    let rows = members.into_iter().map(|member| row(now, me, member)).collect_view();
    view! {
        <section class="card" aria-labelledby="members">
            <div class="card-head">
                <h2 id="members">{members::members(language)}" "<span class="count">{count}</span></h2>
            </div>
            <div class="table-scroll" tabindex="0" role="group" aria-labelledby="members">
                <table class="table stacks">
                    <thead>
                        <tr>
                            <th scope="col">{members::person(language)}</th>
                            <th scope="col">{members::role(language)}</th>
                            <th scope="col">{members::applications(language)}</th>
                            <th scope="col">{members::joined(language)}</th>
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

fn row(now: Timestamp, me: PersonId, member: Member) -> AnyView {
    let language = language();
    let email = member.email.to_string();
    let is_me = member.id == me;
    let dialog = |name: &str| format!("{}?dialog={name}-{}", PagePath::Members, member.id);
    let actions = if is_me {
        view! {
            <a class="btn sm" data-noscroll href=format!("{}?dialog=leave", PagePath::Members)>{members::leave(language)}</a>
        }
        .into_any()
    } else if forbidden(Permission::ManageMembers).is_none() {
        view! {
            <a class="btn sm" data-noscroll href=dialog("access") aria-label=members::change_named(language, &email)>
                {members::change(language)}
            </a>
            <a class="btn sm danger" data-noscroll href=dialog("remove") aria-label=members::remove_named(language, &email)>
                {members::remove(language)}
            </a>
        }
        .into_any()
    } else {
        ().into_any()
    };
    view! {
        <tr>
            <td class="wide">
                <span class="name">{email.clone()}</span>" "
                {is_me.then(|| view! { <span class="tag on">{members::you(language)}</span> })}
            </td>
            <td data-label=members::role(language)>{role_name(language, member.access.role)}</td>
            <td data-label=members::applications(language)>{reach_text(language, &member.access)}</td>
            <td data-label=members::joined(language)><Ago now at=member.joined_at/></td>
            <td class="num"><span class="acts">{actions}</span></td>
        </tr>
    }
    .into_any()
}
