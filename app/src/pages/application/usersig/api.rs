//! The server functions of the UserSig tool. **Generate** and **Verify** redirect to a page that shows their result: it
//! contains a UserSig, which must not appear in a URL.

use domain::application::sdkappid::Sdkappid;
use domain::usersig::tool::ToolPage;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use crate::failure::Failure;

/// The data of the page, with the result stored under that token if it belongs to this browser.
#[server(endpoint = "usersig_page", input = GetUrl)]
pub(crate) async fn read_usersig_tool(
    sdkappid: Sdkappid,
    #[server(default)] answer: String,
) -> Result<ToolPage, Failure> {
    use crate::ssr::{actor, console, into_failure, shows_secret};
    let (console, actor) = (console(), actor());
    let bench = console.acting_as(&actor).usersigs().page(sdkappid, &answer).await.map_err(into_failure)?;
    if bench.answer.is_some() {
        shows_secret();
    }
    Ok(bench)
}

/// **Generate**: signs a UserSig and redirects to the result.
#[server(endpoint = "generate_usersig")]
pub(crate) async fn generate_usersig(
    #[server(default)] sdkappid: String,
    #[server(default)] user_id: String,
    #[server(default)] expire: String,
    #[server(default)] unit: String,
    #[server(default)] room_kind: String,
    #[server(default)] room: String,
    #[server(default)] privileges: Vec<String>,
) -> Result<(), Failure> {
    use crate::routes::PagePath;
    use crate::ssr::{actor, console, into_failure, parse_or_not_found, redirect};
    use domain::usersig::tool::{GenerateForm, NewUserSig};
    let (console, actor) = (console(), actor());
    let sdkappid: Sdkappid = parse_or_not_found(&sdkappid)?;
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
    let answer = generated.map_err(into_failure)?;
    redirect(&format!("{}?answer={answer}#generated", PagePath::UserSig(sdkappid)));
    Ok(())
}

/// **Verify**. No pasted text is refused: the diagnosis says what it is.
#[server(endpoint = "verify_usersig")]
pub(crate) async fn verify_usersig(
    #[server(default)] sdkappid: String,
    #[server(default)] usersig: String,
    #[server(default)] user_id: String,
) -> Result<(), Failure> {
    use crate::routes::PagePath;
    use crate::ssr::{actor, console, into_failure, parse_or_not_found, redirect};
    let (console, actor) = (console(), actor());
    let sdkappid: Sdkappid = parse_or_not_found(&sdkappid)?;
    // Browsers submit line breaks as CR LF, whichever was pasted.
    let pasted = usersig.replace("\r\n", "\n");
    let answer = console.acting_as(&actor).usersigs().diagnose(sdkappid, &pasted, &user_id).await;
    let answer = answer.map_err(into_failure)?;
    redirect(&format!("{}?answer={answer}#diagnosis", PagePath::UserSig(sdkappid)));
    Ok(())
}
