//! The fields that say what a member may do.

use domain::account::access::Access;
use domain::account::permission::{Permission, Role};
use domain::application::ApplicationSuggestion;
use domain::field::Field;
use leptos::prelude::*;

use crate::i18n::names::role_name;
use crate::i18n::text::members;
use crate::shell::preferences::{forbidden, language};
use crate::ui::{FieldError, Post, SelectField};

/// **Role**, and whether it is for all applications or chosen ones.
#[component]
pub(super) fn AccessFields(
    post: Post,
    access: Access,
    /// The applications that can be chosen.
    applications: Vec<ApplicationSuggestion>,
) -> AnyView {
    let language = language();
    let failure = post.failure;
    let before = failure.get_untracked();
    let sent = before.as_ref().and_then(|failure| failure.sent("reach"));
    let is_limited = sent.map_or(access.applications.is_some(), |reach| reach == "some");
    let makes_owners = forbidden(Permission::TransferOwnership).is_none();
    let roles = Role::ALL.into_iter().filter(|role| makes_owners || *role != Role::Owner);
    let options = roles.map(|role| (role.code().to_owned(), role_name(language, role).to_owned())).collect();
    let boxes: Vec<AnyView> = applications
        .into_iter()
        .map(|application| {
            let value = application.sdkappid.to_string();
            let is_chosen =
                access.applications.as_ref().is_some_and(|chosen| chosen.contains(&application.sdkappid));
            let ticked = before.as_ref().and_then(|failure| failure.ticked("applications[]", &value));
            view! {
                <label class="check">
                    <input type="checkbox" name="applications[]" value=value.clone() checked=ticked.unwrap_or(is_chosen)/>
                    <span>{application.name.to_string()}" "<span class="mono faint">{value}</span></span>
                </label>
            }
            .into_any()
        })
        .collect();
    let radio = |code: &'static str, label: &'static str, chosen: bool| {
        view! {
            <label class="check">
                <input type="radio" name="reach" value=code checked=chosen id=(code == "some").then_some("f-applications")/>
                {label}
            </label>
        }
    };
    let is_wrong = move || {
        failure.with(|failure| failure.as_ref().is_some_and(|it| it.problem(Field::Applications).is_some()))
    };
    view! {
        <SelectField field=Field::Role label=members::role(language) failure options chosen=access.role.code()
            hint=members::role_hint(language)/>
        <fieldset class="boxes" aria-describedby=move || is_wrong().then_some("e-applications")>
            <legend>{members::applications(language)}</legend>
            {radio("all", members::all_applications(language), !is_limited)}
            {radio("some", members::chosen_applications(language), is_limited)}
            <div class="choices">{boxes}</div>
            <FieldError field=Field::Applications failure/>
        </fieldset>
    }
    .into_any()
}
