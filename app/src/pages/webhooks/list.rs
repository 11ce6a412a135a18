//! The page `/webhooks`: the endpoints of the account.

use domain::time::Timestamp;
use domain::webhook::Endpoint;
use leptos::prelude::*;

use super::api::{EndpointList, read_webhooks};
use super::names::endpoint_tag;
use super::new::create_call;
use crate::data::{page_data, show};
use crate::i18n::text::{as_code, webhooks};
use crate::routes::PagePath;
use crate::shell::frame::Page;
use crate::shell::preferences::language;
use crate::ui::{Ago, ApiCall, Icon, PageHead, ShowAsCode};

/// The page **Webhooks**.
#[component]
pub(crate) fn WebhooksPage() -> AnyView {
    show(page_data(|| (), |()| read_webhooks()), page)
}

fn page(list: EndpointList) -> AnyView {
    let language = language();
    let body = if list.endpoints.is_empty() {
        view! {
            <section class="card card-body" aria-label=webhooks::title(language)>
                <h2>{webhooks::none(language)}</h2>
                <p class="soft">{webhooks::none_lead(language)}</p>
            </section>
        }
        .into_any()
    } else {
        table(&list)
    };
    let listing = (as_code::list_webhooks(language), ApiCall::new("GET", "/webhooks"));
    let calls = vec![listing, create_call(language)];
    view! {
        <Page title=webhooks::title(language)>
            <PageHead title=webhooks::title(language) lead=webhooks::lead(language)>
                <a class="btn primary" href=PagePath::NewWebhook.to_string()><Icon name="plus"/>{webhooks::add(language)}</a>
            </PageHead>
            <div class="stack">{body}<ShowAsCode calls/></div>
        </Page>
    }
    .into_any()
}

fn table(list: &EndpointList) -> AnyView {
    let language = language();
    let rows: Vec<AnyView> = list.endpoints.iter().map(|endpoint| row(endpoint, list.now)).collect();
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label=webhooks::title(language)>
            <table class="table stacks">
                <caption class="sr">{webhooks::title(language)}</caption>
                <thead><tr>
                    <th scope="col">{webhooks::endpoint(language)}</th>
                    <th scope="col">{webhooks::application(language)}</th>
                    <th scope="col">{webhooks::events(language)}</th>
                    <th scope="col">{webhooks::state(language)}</th>
                    <th scope="col">{webhooks::created(language)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(endpoint: &Endpoint, now: Timestamp) -> AnyView {
    let language = language();
    let settings = &endpoint.settings;
    let application = match settings.sdkappid {
        Some(sdkappid) => view! { <span class="mono">{sdkappid.to_string()}</span> }.into_any(),
        None => webhooks::all_applications(language).into_any(),
    };
    let description = settings.description.as_str().to_owned();
    let description =
        (!description.is_empty()).then(|| view! { <span class="small faint">{description}</span> });
    view! {
        <tr>
            <td class="wide">
                <a class="mono" translate="no" href=PagePath::Webhook(endpoint.id.0).to_string()>{settings.url.to_string()}</a>
                " "{description}
            </td>
            <td>{application}</td>
            <td>{webhooks::event_count(language, settings.events.iter().count())}</td>
            <td>{endpoint_tag(language, endpoint.state)}</td>
            <td><Ago now at=endpoint.created_at/></td>
        </tr>
    }
    .into_any()
}
