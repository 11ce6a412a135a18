//! What each role may do: the table that the server goes by.

use domain::account::permission::{Permission, Reach, Role};
use leptos::prelude::*;

use crate::i18n::names::role_name;
use crate::i18n::text::members;
use crate::shell::preferences::language;
use crate::ui::Icon;

#[component]
pub(super) fn RolesCard() -> AnyView {
    let language = language();
    let heads = Role::ALL.map(|role| view! { <th scope="col">{role_name(language, role)}</th> });
    let rows = Permission::ALL.map(|permission| {
        let cells = Role::ALL.map(|role| cell(role, permission));
        let of_account = permission.reach() == Reach::Account;
        view! {
            <tr>
                <th scope="row">
                    {members::permission(language, permission)}
                    {of_account.then(|| view! { " "<span class="faint">{members::whole_account(language)}</span> })}
                </th>
                {cells.into_iter().collect_view()}
            </tr>
        }
    });
    view! {
        <section class="card" aria-labelledby="roles">
            <details class="fold card-body">
                <summary><Icon name="right" small=true/><h2 id="roles">{members::roles(language)}</h2></summary>
                <p class="soft">{members::roles_lead(language)}</p>
                <div class="table-scroll" tabindex="0" role="group" aria-labelledby="roles">
                    <table class="table roles">
                        <thead><tr>
                            <th scope="col">{members::may(language)}</th>
                            {heads.into_iter().collect_view()}
                        </tr></thead>
                        <tbody>{rows.into_iter().collect_view()}</tbody>
                    </table>
                </div>
            </details>
        </section>
    }
    .into_any()
}

fn cell(role: Role, permission: Permission) -> AnyView {
    let language = language();
    if role.may(permission) {
        view! { <td class="mark"><Icon name="ok" small=true/><span class="sr">{members::yes(language)}</span></td> }
            .into_any()
    } else {
        view! { <td class="mark faint"><span aria-hidden="true">"–"</span><span class="sr">{members::no(language)}</span></td> }
            .into_any()
    }
}
