//! The list of requests.

use console::Actor;
use domain::language::Language;
use leptos::prelude::*;

use super::{state_tag, topic_text};
use crate::failure::Failure;
use crate::markup::Markup;
use crate::ssr::{actor, console, fail};
use crate::text::help as words;
use crate::ui::{Ago, Icon, PageHead};
use crate::written::Written;

/// The requests before the one of that number.
pub(crate) async fn page(before: Option<i64>, language: Language) -> Result<Written, Failure> {
    let (console, actor) = (console(), actor());
    let (rows, has_older) = console.acting_as(&actor).support().list(before).await.map_err(fail)?;
    let now = console.now();
    let operates = matches!(&actor, Actor::Person(person) if person.operator);
    let lead = if operates { words::operator_lead(language) } else { words::lead(language) };
    let older = has_older.then(|| rows.last().map(|row| row.id)).flatten().map(|id| {
        view! { <a class="btn sm" href=format!("/support?before={id}")>{words::older(language)}</a> }
    });
    let body = if rows.is_empty() {
        view! {
            <section class="card card-body" aria-label=words::title(language)>
                <h2>{words::none(language)}</h2>
                <p class="soft">{words::none_lead(language)}</p>
            </section>
        }
        .into_any()
    } else {
        let rows: Vec<AnyView> = rows
            .iter()
            .map(|row| {
                let request = &row.request;
                let app = request.application.map(|app| view! { <span class="mono faint">{app.to_string()}</span> });
                view! {
                    <tr>
                        <td class="wide"><a href=format!("/support/{}", row.id)>{request.subject.as_str().to_owned()}</a>" "{app}</td>
                        <td>{topic_text(language, request.topic)}</td>
                        <td>{state_tag(language, request.state)}</td>
                        <td><Ago now at=row.changed_at/></td>
                    </tr>
                }
                .into_any()
            })
            .collect();
        view! {
            <div class="table-box" tabindex="0" role="region" aria-label=words::title(language)>
                <table class="table stacks">
                    <caption class="sr">{words::title(language)}</caption>
                    <thead><tr>
                        <th scope="col">{words::subject(language)}</th>
                        <th scope="col">{words::question(language)}</th>
                        <th scope="col">{words::state(language)}</th>
                        <th scope="col">{words::changed(language)}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
                {older.map(|older| view! { <div class="table-note"><span class="pager">{older}</span></div> })}
            </div>
        }
        .into_any()
    };
    let content = view! {
        <PageHead title=words::title(language) lead>
            <a class="btn primary" href="/support/new"><Icon name="plus"/>{words::new(language)}</a>
        </PageHead>
        {body}
    };
    Ok(Written {
        title: words::title(language).to_owned(),
        content: Markup::new(content.to_html()),
        dialog: None,
    })
}
