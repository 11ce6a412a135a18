//! `/applications/deleted`: what can be restored, and **Restore**. Written by the server alone.

use domain::application::ApplicationName;
use domain::language::Language;
use domain::lifecycle::{Life, Moment};
use domain::sdkappid::Sdkappid;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use crate::failure::Failure;
use crate::markup::Markup;
use crate::ssr::{actor, console, fail, go};
use crate::text::{applications, money as words};
use crate::ui::{Ago, Day, ErrorSummary, PageHead, Post, SubmissionToken};
use crate::written::Written;

/// The page.
pub(crate) async fn page(language: Language) -> Result<Written, Failure> {
    let (console, actor) = (console(), actor());
    let (at, rows) = console.acting_as(&actor).applications().deleted().await.map_err(fail)?;
    let failure = Post::to(RestoreApplication::PATH).failure;
    let body = if rows.is_empty() {
        view! { <div class="card card-body"><p class="soft">{words::none_deleted(language)}</p></div> }
            .into_any()
    } else {
        let rows: Vec<AnyView> =
            rows.iter().map(|(sdkappid, name, life)| row(*sdkappid, name, life, at, language)).collect();
        view! {
            <div class="table-box" tabindex="0" role="region" aria-label=words::deleted_title(language)>
                <table class="table stacks">
                    <thead><tr>
                        <th scope="col">{words::application(language)}</th>
                        <th scope="col">"SDKAppID"</th>
                        <th scope="col">{words::deleted_at(language)}</th>
                        <th scope="col">{words::restorable_until(language)}</th>
                        <th scope="col"><span class="sr">{words::restore(language)}</span></th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    let content = view! {
        <PageHead title=words::deleted_title(language) lead=words::deleted_lead(language)>
            <a class="btn" href="/applications">{applications::title(language)}</a>
        </PageHead>
        <div class="stack"><ErrorSummary failure/>{body}</div>
    };
    Ok(Written {
        title: words::deleted_title(language).to_owned(),
        content: Markup::new(content.to_html()),
        dialog: None,
    })
}

fn row(sdkappid: Sdkappid, name: &ApplicationName, life: &Life, at: Moment, language: Language) -> AnyView {
    let deleted = life.deleted_at.map(|deleted| view! { <Ago now=at.now at=deleted/> });
    let until = life
        .grace_until
        .map(|until| view! { <Day at=until/>" "<span class="tone-warn"><Ago now=at.now at=until/></span> });
    view! {
        <tr>
            <td class="wide">{name.to_string()}</td>
            <td class="mono">{sdkappid.to_string()}</td>
            <td data-label=words::deleted_at(language)>{deleted}</td>
            <td class="wide" data-label=words::restorable_until(language)>{until}</td>
            <td class="num">
                <form method="post" action=RestoreApplication::PATH novalidate="">
                    <SubmissionToken/>
                    <input type="hidden" name="sdkappid" value=sdkappid.to_string()/>
                    <button class="btn sm" type="submit" aria-label=words::restore_named(language, name.as_str())>{words::restore(language)}</button>
                </form>
            </td>
        </tr>
    }
    .into_any()
}

/// **Restore**.
#[server(endpoint = "restore_application")]
pub async fn restore_application(#[server(default)] sdkappid: String) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let sdkappid: Sdkappid = sdkappid.parse().map_err(|_| fail(::console::Error::NotFound))?;
    console.acting_as(&actor).applications().restore(sdkappid).await.map_err(fail)?;
    go(&format!("/applications/{sdkappid}?done=restored"));
    Ok(())
}
