//! The server functions of `/support`.

use domain::account::PersonId;
use domain::support::{FiledRequest, Side};
use domain::time::Timestamp;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
#[cfg(feature = "ssr")]
use crate::ssr::{actor, console, into_failure, invalid, parse_or_not_found, redirect};
#[cfg(feature = "ssr")]
use crate::{i18n::done::Done, routes::PagePath};
#[cfg(feature = "ssr")]
use ::console::Actor;
#[cfg(feature = "ssr")]
use domain::{
    application::sdkappid::Sdkappid,
    field::{Checklist, Field, InvalidField, Problem},
    support::{MessageText, NewRequest},
};

/// The data of the list of requests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestList {
    /// When the list was read.
    pub now: Timestamp,
    /// Whether the signed-in person is an operator of this installation.
    pub operator: bool,
    /// The requests, newest first, without their messages.
    pub requests: Vec<FiledRequest>,
    /// Whether there are older requests.
    pub has_older: bool,
}

/// A request, as the signed-in person sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestDetail {
    /// When the request was read.
    pub now: Timestamp,
    /// The request with its messages.
    pub filed: FiledRequest,
    /// The side of the signed-in person: customer or operator.
    pub side: Side,
    /// The signed-in person.
    pub me: Option<PersonId>,
}

/// The latest requests: those before request number `before`, or all.
#[server(endpoint = "read_requests", input = GetUrl)]
pub(crate) async fn read_requests(#[server(default)] before: Option<i64>) -> Result<RequestList, Failure> {
    let (console, actor) = (console(), actor());
    let (requests, has_older) =
        console.acting_as(&actor).support().list(before).await.map_err(into_failure)?;
    let operator = matches!(&actor, Actor::Person(person) if person.operator);
    Ok(RequestList { now: console.now(), operator, requests, has_older })
}

#[server(endpoint = "read_request", input = GetUrl)]
pub(crate) async fn read_request(number: i64) -> Result<RequestDetail, Failure> {
    let (console, actor) = (console(), actor());
    let (filed, side) = console.acting_as(&actor).support().request(number).await.map_err(into_failure)?;
    let me = match &actor {
        Actor::Person(person) => Some(person.person),
        Actor::Stranger(_) | Actor::Token(_) | Actor::Operator | Actor::System => None,
    };
    Ok(RequestDetail { now: console.now(), filed, side, me })
}

/// **Send** of a new request.
#[server(endpoint = "file_request")]
pub async fn file_request(
    #[server(default)] subject: String,
    #[server(default)] sdkappid: String,
    #[server(default)] message: String,
) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let mut checklist = Checklist::new();
    let new = NewRequest::parse(&subject, &message)
        .map_err(|wrong| wrong.into_iter().for_each(|wrong| checklist.add(wrong)))
        .ok();
    let application = match sdkappid.trim() {
        "" => Ok(None),
        text => text.parse::<Sdkappid>().map(Some).map_err(|_| Problem::NotAnSdkappid),
    };
    let application = checklist.check(Field::Sdkappid, application);
    let (new, application) = checklist.finish(new.zip(application)).map_err(invalid)?;
    let filed = console.acting_as(&actor).support().create(new, application).await;
    let id = filed.map_err(|error| match error {
        // An unknown application is an invalid field here, not a missing page.
        ::console::Error::NotFound => {
            invalid(vec![InvalidField { field: Field::Sdkappid, problem: Problem::Wrong }])
        }
        error => into_failure(error),
    })?;
    redirect(&Done::RequestSent.on(PagePath::Request(id)));
    Ok(())
}

/// **Delete** -> **Confirm** of a paid application.
#[server(endpoint = "ask_for_deletion")]
pub async fn ask_for_deletion(
    #[server(default)] sdkappid: String,
    #[server(default)] subject: String,
    #[server(default)] message: String,
) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let sdkappid: Sdkappid = parse_or_not_found(&sdkappid)?;
    let new = NewRequest::parse(&subject, &message).map_err(invalid)?;
    let asked = console.acting_as(&actor).support().request_deletion(sdkappid, new).await;
    let id = asked.map_err(into_failure)?;
    redirect(&Done::RequestSent.on(PagePath::Request(id)));
    Ok(())
}

/// **Answer** of an operator or **Add** of a customer.
#[server(endpoint = "answer_request")]
pub async fn answer_request(
    #[server(default)] request: String,
    #[server(default)] message: String,
) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let id = parse_or_not_found(&request)?;
    let text: MessageText =
        message.parse().map_err(|problem| invalid(vec![InvalidField { field: Field::Message, problem }]))?;
    let written = console.acting_as(&actor).support().reply(id, text).await;
    written.map_err(into_failure)?;
    redirect(&Done::RequestAnswered.on(PagePath::Request(id)));
    Ok(())
}

/// **Close** of a request.
#[server(endpoint = "settle_request")]
pub async fn settle_request(#[server(default)] request: String) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let id = parse_or_not_found(&request)?;
    console.acting_as(&actor).support().settle(id).await.map_err(into_failure)?;
    redirect(&Done::Completed.on(PagePath::Request(id)));
    Ok(())
}

/// **Withdraw** a request.
#[server(endpoint = "withdraw_request")]
pub async fn withdraw_request(#[server(default)] request: String) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let id = parse_or_not_found(&request)?;
    console.acting_as(&actor).support().withdraw(id).await.map_err(into_failure)?;
    redirect(&Done::Completed.on(PagePath::Request(id)));
    Ok(())
}
