//! `/members`: who belongs to the account, what each may do, and who is invited.

mod access_fields;
mod api;
mod dialogs;
mod invitations;
mod page;
mod roles;
mod table;

use domain::account::access::Access;
use domain::account::language::Language;
use domain::account::member::MemberRefusal;

use crate::i18n::text::members;

pub(crate) use api::read_invitation;
pub(crate) use page::MembersPage;

/// Why the access of a member cannot be changed in this way.
pub(crate) const fn refusal_text(language: Language, refusal: MemberRefusal) -> &'static str {
    match refusal {
        MemberRefusal::LastOwner => members::last_owner(language),
        MemberRefusal::OwnersOnly => members::owners_only(language),
        MemberRefusal::OwnAccess => members::own_access(language),
        MemberRefusal::Full => members::full(language),
    }
}

/// "All applications", or how many.
fn reach_text(language: Language, access: &Access) -> String {
    match &access.applications {
        None => members::all_applications(language).into(),
        Some(chosen) => members::some_applications(language, chosen.len()),
    }
}
