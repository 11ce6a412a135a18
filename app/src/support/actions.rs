//! The server functions of `/support`.

use leptos::prelude::*;

use crate::failure::Failure;
#[cfg(feature = "ssr")]
use crate::ssr::{actor, console, fail, go, invalid};
#[cfg(feature = "ssr")]
use domain::{
    field::{Checklist, Field, Invalid, Problem},
    sdkappid::Sdkappid,
    support::{Message, NewRequest},
};

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
    let filed = console.acting_as(&actor).support().ask(new, application).await;
    let id = filed.map_err(|error| match error {
        // What is not there is a wrong field here, not a missing page.
        ::console::Error::NotFound => {
            invalid(vec![Invalid { field: Field::Sdkappid, problem: Problem::Wrong }])
        }
        error => fail(error),
    })?;
    go(&format!("/support/{id}?done=request.sent"));
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
    let sdkappid: Sdkappid = sdkappid.parse().map_err(|_| fail(::console::Error::NotFound))?;
    let new = NewRequest::parse(&subject, &message).map_err(invalid)?;
    let asked = console.acting_as(&actor).support().ask_for_deletion(sdkappid, new).await;
    let id = asked.map_err(fail)?;
    go(&format!("/support/{id}?done=request.sent"));
    Ok(())
}

/// **Answer**, **Add**.
#[server(endpoint = "answer_request")]
pub async fn answer_request(
    #[server(default)] request: String,
    #[server(default)] message: String,
) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let id = parse(&request)?;
    let text: Message =
        message.parse().map_err(|problem| invalid(vec![Invalid { field: Field::Message, problem }]))?;
    let written = console.acting_as(&actor).support().write(id, text).await;
    written.map_err(fail)?;
    go(&format!("/support/{id}?done=request.answered"));
    Ok(())
}

/// **Settle**.
#[server(endpoint = "settle_request")]
pub async fn settle_request(#[server(default)] request: String) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let id = parse(&request)?;
    console.acting_as(&actor).support().settle(id).await.map_err(fail)?;
    go(&format!("/support/{id}?done=done"));
    Ok(())
}

/// **Withdraw**.
#[server(endpoint = "withdraw_request")]
pub async fn withdraw_request(#[server(default)] request: String) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let id = parse(&request)?;
    console.acting_as(&actor).support().withdraw(id).await.map_err(fail)?;
    go(&format!("/support/{id}?done=done"));
    Ok(())
}

#[cfg(feature = "ssr")]
fn parse(request: &str) -> Result<i64, Failure> {
    request.parse().map_err(|_| fail(::console::Error::NotFound))
}
