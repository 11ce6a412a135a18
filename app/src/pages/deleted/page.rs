//! The page `/applications/deleted`.

use domain::account::permission::Permission;
use domain::application::ApplicationName;
use domain::application::lifecycle::Life;
use domain::application::sdkappid::Sdkappid;
use domain::time::Timestamp;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::{DeletedApplications, RestoreApplication, read_deleted_applications};
use crate::data::{page_data, show};
use crate::i18n::text::{applications, as_code, money};
use crate::routes::PagePath;
use crate::shell::frame::Page;
use crate::shell::preferences::language;
use crate::ui::{
    Ago, ApiCall, Day, ErrorSummary, PageHead, Permitted, Post, PostForm, ShowAsCode, SubmissionToken,
};

/// The page **Deleted applications**.
#[component]
pub(crate) fn DeletedPage() -> AnyView {
    let deleted = page_data(|| (), |()| read_deleted_applications());
    show(deleted, page)
}

fn page(deleted: DeletedApplications) -> AnyView {
    let language = language();
    let restore = Post::to(RestoreApplication::PATH);
    let DeletedApplications { now, applications: rows } = deleted;
    let list = (as_code::list_deleted(language), ApiCall::new("GET", "/deleted-applications"));
    let restoring = rows.first().map(|(sdkappid, ..)| {
        let path = format!("/applications/{sdkappid}/restore");
        (as_code::restore(language), ApiCall::new("POST", path))
    });
    let calls = std::iter::once(list).chain(restoring).collect();
    let body = if rows.is_empty() {
        view! { <div class="card card-body"><p class="soft">{money::none_deleted(language)}</p></div> }
            .into_any()
    } else {
        let rows: Vec<AnyView> =
            rows.iter().map(|(sdkappid, name, life)| row(*sdkappid, name, life, now, restore)).collect();
        view! {
            <div class="table-box" tabindex="0" role="region" aria-label=money::deleted_title(language)>
                <table class="table stacks">
                    <thead><tr>
                        <th scope="col">{money::application(language)}</th>
                        <th scope="col">"SDKAppID"</th>
                        <th scope="col">{money::deleted_at(language)}</th>
                        <th scope="col">{money::restorable_until(language)}</th>
                        <th scope="col"><span class="sr">{money::restore(language)}</span></th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <Page title=money::deleted_title(language)>
            <PageHead title=money::deleted_title(language) lead=money::deleted_lead(language)>
                <a class="btn" href=PagePath::Applications.to_string()>{applications::title(language)}</a>
            </PageHead>
            <div class="stack"><ErrorSummary failure=restore.failure/>{body}<ShowAsCode calls/></div>
        </Page>
    }
    .into_any()
}

/// The row of an application. Failures of **Restore** are shown above the table.
fn row(sdkappid: Sdkappid, name: &ApplicationName, life: &Life, now: Timestamp, restore: Post) -> AnyView {
    let language = language();
    let label = money::restore_named(language, name.as_str());
    let deleted = life.deleted_at.map(|deleted| view! { <Ago now at=deleted/> });
    let until = life
        .grace_until
        .map(|until| view! { <Day at=until/>" "<span class="tone-warn"><Ago now at=until/></span> });
    view! {
        <tr>
            <td class="wide">{name.to_string()}</td>
            <td class="mono">{sdkappid.to_string()}</td>
            <td data-label=money::deleted_at(language)>{deleted}</td>
            <td class="wide" data-label=money::restorable_until(language)>{until}</td>
            <td class="num">
                <Permitted permission=Permission::ChangeStatus label=money::restore(language)>
                    <PostForm post=restore>
                        <SubmissionToken/>
                        <input type="hidden" name="sdkappid" value=sdkappid.to_string()/>
                        <button class="btn sm" type="submit" aria-label=label>{money::restore(language)}</button>
                    </PostForm>
                </Permitted>
            </td>
        </tr>
    }
    .into_any()
}
