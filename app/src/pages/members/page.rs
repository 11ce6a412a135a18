//! The page of `/members`.

use domain::account::member::MembersPage as Members;
use domain::account::permission::Permission;
use leptos::prelude::*;

use super::api::{read_invitation_link, read_members};
use super::dialogs::{MembersDialog, dialog_view};
use super::invitations::InvitationsCard;
use super::roles::RolesCard;
use super::table::MembersCard;
use crate::address::{parameter, use_page_url};
use crate::data::{page_data, show};
use crate::i18n::text::{as_code, members};
use crate::routes::PagePath;
use crate::shell::frame::Page;
use crate::shell::preferences::language;
use crate::ui::{ApiCall, ForbiddenReasons, Icon, PageHead, Permitted, ShowAsCode};

/// Somebody to invite by the API.
const INVITATION: &str = r#"{"email": "name@example.com", "role": "read_only"}"#;

/// The members, the invitations, and what each role may do.
#[component]
pub(crate) fn MembersPage() -> AnyView {
    let url = use_page_url();
    let asked = Memo::new(move |_| url.with(|url| MembersDialog::named(&parameter(&url.search, "dialog"))));
    // A dialog with a form needs no more data: a reload would replace it, with what was chosen in it.
    let linked = Memo::new(move |_| match asked.get() {
        Some(MembersDialog::Link(id)) => Some(id),
        _ => None,
    });
    let page = page_data(
        move || linked.get(),
        async move |linked| {
            let page = read_members().await?;
            let link = match linked {
                Some(id) => read_invitation_link(id).await.ok(),
                None => None,
            };
            Ok((page, link))
        },
    );
    show(page, move |(page, link)| shown(page, link, asked))
}

fn shown(page: Members, link: Option<String>, asked: Memo<Option<MembersDialog>>) -> AnyView {
    let language = language();
    let data = StoredValue::new((page.clone(), link));
    let has_dialog = move || {
        let dialog = asked.get()?;
        data.with_value(|(page, link)| dialog_view(dialog, page, link.clone()))
    };
    let inert = Signal::derive(move || {
        let exists =
            |dialog: MembersDialog| data.with_value(|(page, link)| dialog.exists(page, link.is_some()));
        asked.get().is_some_and(exists)
    });
    let invite = format!("{}?dialog=invite", PagePath::Members);
    let calls = vec![
        (as_code::list_members(language), ApiCall::new("GET", "/members")),
        (as_code::invite_member(language), ApiCall::new("POST", "/invitations").with_body(INVITATION)),
    ];
    view! {
        <Page title=members::title(language) dialog=Some(has_dialog.into_any()) inert>
            <PageHead title=members::title(language) lead=members::lead(language)>
                <Permitted permission=Permission::ManageMembers label=members::invite(language) icon="plus">
                    <a class="btn primary" data-noscroll href=invite><Icon name="plus"/>{members::invite(language)}</a>
                </Permitted>
            </PageHead>
            <ForbiddenReasons permissions=&[Permission::ManageMembers]/>
            <div class="stack">
                <MembersCard now=page.now me=page.me members=page.members/>
                <InvitationsCard now=page.now invitations=page.invitations/>
                <RolesCard/>
                <ShowAsCode calls/>
            </div>
        </Page>
    }
    .into_any()
}
