//! The privileges of a PrivateMapKey, as checkboxes and as text.

use domain::account::language::Language;
use domain::usersig::private_map_key::{Privilege, Privileges};
use leptos::prelude::*;

use crate::i18n::text::usersig_tool;

/// A checkbox for each privilege.
pub(super) fn boxes(privileges: impl Iterator<Item = (Privilege, bool)>, language: Language) -> AnyView {
    let boxes: Vec<AnyView> = privileges
        .map(|(privilege, ticked)| {
            view! {
                <label class="check">
                    <input type="checkbox" name="privileges[]" value=privilege.code() checked=ticked/>
                    {usersig_tool::privilege(language, privilege)}
                </label>
            }
            .into_any()
        })
        .collect();
    view! { <fieldset class="boxes"><legend>{usersig_tool::privileges(language)}</legend>{boxes}</fieldset> }
        .into_any()
}

/// The names of all privileges, or that there are none.
pub(super) fn names(privileges: Privileges, language: Language) -> String {
    let names: Vec<&str> =
        privileges.named().map(|privilege| usersig_tool::privilege(language, privilege)).collect();
    if names.is_empty() { usersig_tool::no_privileges(language).to_owned() } else { names.join(", ") }
}
