//! The page `/support`: the list of requests.

use domain::account::permission::Permission;
use domain::support::FiledRequest;
use domain::time::Timestamp;
use leptos::prelude::*;

use super::api::{RequestList, read_requests};
use super::{state_tag, topic_text};
use crate::address::{parameter, use_page_url};
use crate::data::{page_data, show};
use crate::i18n::text::help;
use crate::routes::PagePath;
use crate::shell::frame::Page;
use crate::shell::preferences::language;
use crate::ui::{Ago, ForbiddenReasons, Icon, PageHead, Pager, Permitted};

/// The page **Technical support** for a signed-in person.
#[component]
pub(crate) fn RequestsPage() -> AnyView {
    let url = use_page_url();
    let before = Memo::new(move |_| url.with(|url| parameter(&url.search, "before").parse::<i64>().ok()));
    let list = page_data(move || before.get(), read_requests);
    show(list, page)
}

fn page(list: RequestList) -> AnyView {
    let language = language();
    let lead = if list.operator { help::operator_lead(language) } else { help::lead(language) };
    let body = if list.requests.is_empty() {
        view! {
            <section class="card card-body" aria-label=help::title(language)>
                <h2>{help::none(language)}</h2>
                <p class="soft">{help::none_lead(language)}</p>
            </section>
        }
        .into_any()
    } else {
        table(&list)
    };
    view! {
        <Page title=help::title(language)>
            <PageHead title=help::title(language) lead>
                <Permitted permission=Permission::FileRequests label=help::new(language) icon="plus">
                    <a class="btn primary" href=PagePath::NewRequest.to_string()><Icon name="plus"/>{help::new(language)}</a>
                </Permitted>
            </PageHead>
            <ForbiddenReasons permissions=&[Permission::FileRequests]/>
            {body}
        </Page>
    }
    .into_any()
}

fn table(list: &RequestList) -> AnyView {
    let language = language();
    let rows: Vec<AnyView> = list.requests.iter().map(|filed| row(filed, list.now)).collect();
    let oldest = list.has_older.then(|| list.requests.last()).flatten();
    let older =
        oldest.map(|filed| (format!("{}?before={}", PagePath::Support, filed.id), help::older(language)));
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label=help::title(language)>
            <table class="table stacks">
                <caption class="sr">{help::title(language)}</caption>
                <thead><tr>
                    <th scope="col">{help::subject(language)}</th>
                    <th scope="col">{help::question(language)}</th>
                    <th scope="col">{help::state(language)}</th>
                    <th scope="col">{help::changed(language)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
            <Pager newest=None older/>
        </div>
    }
    .into_any()
}

fn row(filed: &FiledRequest, now: Timestamp) -> AnyView {
    let language = language();
    let request = &filed.request;
    let app = request.application.map(|app| view! { <span class="mono faint">{app.to_string()}</span> });
    let href = PagePath::Request(filed.id).to_string();
    view! {
        <tr>
            <td class="wide"><a href=href>{request.subject.as_str().to_owned()}</a>" "{app}</td>
            <td>{topic_text(language, request.topic)}</td>
            <td>{state_tag(language, request.state)}</td>
            <td><Ago now at=filed.changed_at/></td>
        </tr>
    }
    .into_any()
}
