//! The server functions behind **Generate** and **Verify**. Their answers are shown by the page that they
//! lead to: they hold a UserSig, which must not stand in an address.

use domain::sdkappid::Sdkappid;
use domain::workbench::{GenerateForm, NewUserSig};
use leptos::prelude::*;

use crate::failure::Failure;
use crate::ssr::{actor, console, fail, go};

/// **Generate**.
#[server(endpoint = "generate_usersig")]
pub async fn generate_usersig(
    #[server(default)] sdkappid: String,
    #[server(default)] user_id: String,
    #[server(default)] expire: String,
    #[server(default)] unit: String,
    #[server(default)] room_kind: String,
    #[server(default)] room: String,
    #[server(default)] privileges: Vec<String>,
) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let sdkappid = parse(&sdkappid)?;
    let form = GenerateForm {
        user_id: &user_id,
        expire: &expire,
        unit: &unit,
        room_kind: &room_kind,
        room: &room,
        privileges: &privileges.join(","),
    };
    let generated = match NewUserSig::parse(form) {
        Ok(new) => console.acting_as(&actor).usersigs().generate(sdkappid, new).await,
        Err(invalid) => Err(::console::Error::Invalid(invalid)),
    };
    let answer = generated.map_err(fail)?;
    go(&format!("/applications/{sdkappid}/usersig?answer={answer}#generated"));
    Ok(())
}

/// **Verify**. Nothing that is pasted is refused: what it is, is the answer.
#[server(endpoint = "verify_usersig")]
pub async fn verify_usersig(
    #[server(default)] sdkappid: String,
    #[server(default)] usersig: String,
    #[server(default)] user_id: String,
) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let sdkappid = parse(&sdkappid)?;
    // Browsers send line breaks as CR LF; what was pasted had the one or the other.
    let pasted = usersig.replace("\r\n", "\n");
    let answer = console.acting_as(&actor).usersigs().diagnose(sdkappid, &pasted, &user_id).await;
    let answer = answer.map_err(fail)?;
    go(&format!("/applications/{sdkappid}/usersig?answer={answer}#diagnosis"));
    Ok(())
}

fn parse(sdkappid: &str) -> Result<Sdkappid, Failure> {
    sdkappid.parse().map_err(|_| fail(::console::Error::NotFound))
}
