//! The card **Messages** of an endpoint, with the attempts to send each.

use domain::time::Timestamp;
use domain::webhook::EndpointState;
use domain::webhook::message::{Attempt, Message};
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::{EndpointView, ReplayWebhook};
use super::names::{message_tag, result_text};
use crate::i18n::relative_time::relative;
use crate::i18n::text::webhooks;
use crate::routes::PagePath;
use crate::shell::preferences::language;
use crate::ui::{Ago, ErrorSummary, Exact, Icon, Pager, Post, PostForm, SubmissionToken, SubmitButton};

#[component]
pub(super) fn MessagesCard(detail: EndpointView) -> AnyView {
    let language = language();
    let replay = Post::to(ReplayWebhook::PATH);
    let page = PagePath::Webhook(detail.endpoint.id.0).to_string();
    let body = if detail.messages.is_empty() {
        view! { <p class="card-body soft">{webhooks::no_messages(language)}</p> }.into_any()
    } else {
        let rows: Vec<AnyView> =
            detail.messages.iter().map(|message| row(&detail, message, replay)).collect();
        view! {
            <div class="table-scroll" tabindex="0" role="group" aria-labelledby="messages">
                <table class="table stacks">
                    <thead><tr>
                        <th scope="col">{webhooks::message(language)}</th>
                        <th scope="col">{webhooks::created(language)}</th>
                        <th scope="col">{webhooks::state(language)}</th>
                        <th scope="col">{webhooks::attempts(language)}</th>
                        <th scope="col"><span class="sr">{webhooks::actions(language)}</span></th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    let newest = detail.before.map(|_| (page.clone(), webhooks::newest(language)));
    let oldest = detail.has_older.then(|| detail.messages.last()).flatten();
    let older =
        oldest.map(|message| (format!("{page}?before={}", message.number), webhooks::older(language)));
    view! {
        <section class="card" aria-labelledby="messages">
            <div class="card-head">
                <div><h2 id="messages">{webhooks::messages(language)}</h2><p>{webhooks::messages_lead(language)}</p></div>
            </div>
            <ErrorSummary failure=replay.failure/>
            {body}
            <Pager newest older/>
        </section>
    }
    .into_any()
}

fn row(detail: &EndpointView, message: &Message, replay: Post) -> AnyView {
    let language = language();
    let can_replay = detail.endpoint.state == EndpointState::Enabled;
    let action = can_replay.then(|| {
        let (endpoint, number) = (detail.endpoint.id.to_string(), message.number.to_string());
        let name = webhooks::replay_named(language, &message.name);
        let post = replay.another();
        view! {
            <PostForm post>
                <SubmissionToken/>
                <input type="hidden" name="endpoint" value=endpoint/>
                <input type="hidden" name="message" value=number/>
                <SubmitButton label=webhooks::replay(language) tone="sm" pending=post.pending name/>
            </PostForm>
        }
    });
    view! {
        <tr>
            <td class="wide" translate="no">
                <span class="mono">{message.kind.name()}</span>" "<span class="small mono faint">{message.name.clone()}</span>
            </td>
            <td data-label=webhooks::created(language)><Ago now=detail.now at=message.created_at/></td>
            <td>{message_tag(language, message.state)}{next_text(message, detail.now)}</td>
            <td class="wide">{attempts(&message.attempts)}</td>
            <td class="num">{action}</td>
        </tr>
    }
    .into_any()
}

/// When a message that has failed before is tried again, unless that is about to happen.
fn next_text(message: &Message, now: Timestamp) -> Option<AnyView> {
    let language = language();
    let next = message.next_at.filter(|next| *next > now && !message.attempts.is_empty())?;
    let (when, _) = relative(language, now, next);
    Some(view! { <p class="small soft">{webhooks::next(language, &when)}</p> }.into_any())
}

/// The result of the latest attempt, and all of them folded away.
fn attempts(attempts: &[Attempt]) -> Option<AnyView> {
    let language = language();
    let latest = attempts.first()?;
    let lines: Vec<AnyView> = attempts.iter().map(line).collect();
    let view = view! {
        <p>{result_text(language, &latest.result)}</p>
        <details class="fold">
            <summary><Icon name="right" small=true/>{webhooks::attempt_count(language, attempts.len())}</summary>
            <ol class="events">{lines}</ol>
        </details>
    };
    Some(view.into_any())
}

fn line(attempt: &Attempt) -> AnyView {
    let language = language();
    let result = &attempt.result;
    let answer = result.answer.clone();
    let answer = (!answer.is_empty())
        .then(|| view! { <small class="change" translate="no" dir="auto">{answer}</small> });
    let icon = if result.is_accepted() { "ok" } else { "fail" };
    view! {
        <li>
            <Icon name=icon/>
            <span>
                {result_text(language, result)}
                <small class="change">{webhooks::took(language, result.took_ms)}</small>
                {answer}
            </span>
            <Exact at=attempt.at/>
        </li>
    }
    .into_any()
}
