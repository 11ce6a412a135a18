//! `/support/{number}`: what was written in a request, and what can be done with it.

use console::Actor;
use domain::account::PersonId;
use domain::field::Field;
use domain::language::Language;
use domain::support::{Act, Request, Side, Topic, Written as Message};
use domain::time::Timestamp;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::actions::{AnswerRequest, SettleRequest, WithdrawRequest};
use super::{state_tag, topic_text};
use crate::failure::Failure;
use crate::markup::Markup;
use crate::ssr::{actor, console, fail};
use crate::text::help as words;
use crate::ui::{Ago, ErrorSummary, PageHead, Post, SubmissionToken, TextField};
use crate::written::Written;

/// One request.
pub(crate) async fn page(id: i64, language: Language) -> Result<Written, Failure> {
    let (console, actor) = (console(), actor());
    let (row, side) = console.acting_as(&actor).support().request(id).await.map_err(fail)?;
    let (request, now) = (&row.request, console.now());
    let me = match &actor {
        Actor::Person(person) => Some(person.person),
        Actor::Stranger(_) | Actor::Operator | Actor::System => None,
    };
    let messages: Vec<AnyView> =
        request.messages.iter().map(|message| message_view(message, me, now, language)).collect();
    let app = request.application.map(|app| {
        view! { <a class="mono" href=format!("/applications/{app}")>{app.to_string()}</a> }
    });
    let subject = request.subject.as_str().to_owned();
    let content = view! {
        <PageHead title=subject.clone()>
            <a class="btn" href="/support">{words::title(language)}</a>
        </PageHead>
        <div class="stack">
            <p class="row">
                {state_tag(language, request.state)}
                <span class="tag">{topic_text(language, request.topic)}</span>
                {app}
            </p>
            <section class="card" aria-label=words::conversation(language)><ul class="messages">{messages}</ul></section>
            {acts(id, request, side, language)}
        </div>
    };
    Ok(Written { title: subject, content: Markup::new(content.to_html()), dialog: None })
}

fn message_view(message: &Message, me: Option<PersonId>, now: Timestamp, language: Language) -> AnyView {
    let side = match message.side {
        _ if message.by.is_some() && message.by == me => words::by_you(language),
        Side::Customer => words::by_customer(language),
        Side::Operator => words::by_operator(language),
    };
    view! {
        <li class="card-body">
            <p class="small"><b>{side}</b>" "<span class="faint"><Ago now at=message.at/></span></p>
            <p class="lines-text">{message.text.as_str().to_owned()}</p>
        </li>
    }
    .into_any()
}

fn acts(id: i64, request: &Request, side: Side, language: Language) -> AnyView {
    let can = |act| request.next(side, act).is_ok();
    let failures =
        [AnswerRequest::PATH, SettleRequest::PATH, WithdrawRequest::PATH].map(|path| Post::to(path).failure);
    let [writing, settling, withdrawing] = failures;
    let is_deletion = request.topic == Topic::Deletion;
    let write = can(Act::Write).then(|| {
        let label = if side == Side::Operator { words::answer(language) } else { words::add(language) };
        view! {
            <form class="card card-body form" method="post" action=AnswerRequest::PATH novalidate="" aria-label=label>
                <SubmissionToken/>
                <ErrorSummary failure=writing/>
                <input type="hidden" name="request" value=id.to_string()/>
                <TextField field=Field::Message label=words::message(language) failure=writing multiline=true/>
                <div class="row"><button class="btn primary" type="submit">{label}</button></div>
            </form>
        }
    });
    let settle = can(Act::Settle).then(|| {
        let (label, class) = if is_deletion {
            (words::settle_deletion(language), "btn danger")
        } else {
            (words::settle(language), "btn")
        };
        view! {
            <form class="stack tight" method="post" action=SettleRequest::PATH novalidate="">
                <SubmissionToken/>
                <ErrorSummary failure=settling/>
                <input type="hidden" name="request" value=id.to_string()/>
                {is_deletion.then(|| view! { <p class="small soft">{words::settle_hint_deletion(language)}</p> })}
                <div class="row"><button class=class type="submit">{label}</button></div>
            </form>
        }
    });
    // Whoever runs the installation may have asked it.
    let open = request.next(Side::Customer, Act::Withdraw).is_ok();
    let withdraw = open.then(|| {
        view! {
            <form class="stack tight" method="post" action=WithdrawRequest::PATH novalidate="">
                <SubmissionToken/>
                <ErrorSummary failure=withdrawing/>
                <input type="hidden" name="request" value=id.to_string()/>
                <div class="row"><button class="btn" type="submit">{words::withdraw(language)}</button></div>
            </form>
        }
    });
    view! { {write}<div class="row start">{settle}{withdraw}</div> }.into_any()
}
