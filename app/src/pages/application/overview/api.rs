//! The server functions of the Chat detail page.

use domain::application::lifecycle::Moment;
use domain::application::{Application, ApplicationDetail};
use domain::billing::package::PackageDetail;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
#[cfg(feature = "ssr")]
use crate::{i18n::done::Done, routes::PagePath};
#[cfg(feature = "ssr")]
use domain::application::sdkappid::Sdkappid;

/// The data of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    /// The application, its keys and its recent changes.
    pub detail: ApplicationDetail,
    /// The package of the application.
    pub package: PackageDetail,
    /// Whether the person can prove with a code who they are.
    pub has_second_factor: bool,
}

/// The subject of a dialog over the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeSubject {
    /// The application that the dialog changes.
    pub application: Application,
    /// When it was read.
    pub at: Moment,
}

/// The application with that number, if it is accessible, for a dialog over the list.
#[server(endpoint = "subject", input = GetUrl)]
pub(crate) async fn read_subject(#[server(default)] app: String) -> Result<Option<ChangeSubject>, Failure> {
    use crate::ssr::{actor, console};
    let (console, actor) = (console(), actor());
    let Ok(sdkappid) = app.parse() else { return Ok(None) };
    let detail = console.acting_as(&actor).applications().detail(sdkappid, None).await.ok();
    Ok(detail.map(|ApplicationDetail { application, at, .. }| ChangeSubject { application, at }))
}

/// All data of the page. `reveal` is the token from the redirect of **Show Key**.
#[server(endpoint = "application_detail", input = GetUrl)]
pub(crate) async fn read_overview(
    #[server(default)] sdkappid: String,
    #[server(default)] reveal: String,
) -> Result<Overview, Failure> {
    use crate::ssr::{actor, console, into_failure, parse_or_not_found, shows_secret};
    let (console, actor) = (console(), actor());
    let sdkappid: Sdkappid = parse_or_not_found(&sdkappid)?;
    let reveal = Some(reveal.as_str()).filter(|token| !token.is_empty());
    if reveal.is_some() {
        shows_secret();
    }
    let applications = console.acting_as(&actor).applications();
    let detail = applications.detail(sdkappid, reveal).await.map_err(into_failure)?;
    let package = applications.package(&detail.application).await.map_err(into_failure)?;
    let has_second_factor = matches!(&actor, ::console::Actor::Person(person) if person.has_second_factor);
    Ok(Overview { detail, package, has_second_factor })
}

/// **Edit** -> **Save**. `version` is the one that the person saw.
#[server(endpoint = "save_application")]
pub async fn save_application(
    #[server(default)] sdkappid: String,
    #[server(default)] name: String,
    #[server(default)] description: String,
    #[server(default)] version: String,
) -> Result<(), Failure> {
    use crate::ssr::{actor, console, into_failure, parse_or_not_found, redirect};
    let (console, actor) = (console(), actor());
    let sdkappid: Sdkappid = parse_or_not_found(&sdkappid)?;
    // An unreadable version was seen by nobody: it counts as outdated.
    let seen = version.parse().unwrap_or(0);
    let saved = match domain::application::Profile::parse(&name, &description) {
        Ok(profile) => console.acting_as(&actor).applications().edit(sdkappid, profile, seen).await,
        Err(invalid) => Err(::console::Error::Invalid(invalid)),
    };
    saved.map_err(into_failure)?;
    redirect(&Done::Saved.on(PagePath::Application(sdkappid)));
    Ok(())
}

/// **Disable**, **Enable** or **Delete** -> **Confirm**. From the list, `list` holds its query including the question
/// mark, and the redirect goes back there; otherwise it goes to the application.
#[server(endpoint = "change_application")]
pub async fn change_application(
    #[server(default)] sdkappid: String,
    #[server(default)] event: String,
    #[server(default)] list: String,
) -> Result<(), Failure> {
    use crate::pages::applications::address;
    use crate::ssr::{actor, console, into_failure, parse_or_not_found, redirect};
    use domain::application::lifecycle::Event;
    let (console, actor) = (console(), actor());
    let sdkappid: Sdkappid = parse_or_not_found(&sdkappid)?;
    let event = Event::from_code(&event).ok_or_else(|| into_failure(::console::Error::NotFound))?;
    console.acting_as(&actor).applications().change(sdkappid, event).await.map_err(into_failure)?;
    let done = Done::Changed(event);
    let next = match list.strip_prefix('?') {
        Some(list) => address::with(&address::read(list), &[("done", &done.to_string())]),
        None if event == Event::Delete => done.on(PagePath::Applications),
        None => done.on(PagePath::Application(sdkappid)),
    };
    redirect(&next);
    Ok(())
}

/// **Show Key**. Redirects to the page that shows the key once, or to the one that asks for the password first.
#[server(endpoint = "show_key")]
pub async fn show_key(#[server(default)] sdkappid: String) -> Result<(), Failure> {
    use crate::ssr::{actor, console, into_failure, parse_or_not_found, redirect};
    let (console, actor) = (console(), actor());
    let sdkappid: Sdkappid = parse_or_not_found(&sdkappid)?;
    match console.acting_as(&actor).keys().show(sdkappid).await {
        Ok(reveal) => redirect(&format!("{}?reveal={reveal}#key", PagePath::Application(sdkappid))),
        Err(::console::Error::VerificationNeeded) => {
            redirect(&format!("{}?dialog=password", PagePath::Application(sdkappid)));
        }
        Err(error) => return Err(into_failure(error)),
    }
    Ok(())
}

/// Checks the **Password** that **Show Key** asked for, and shows the key.
#[server(endpoint = "unlock_key")]
pub async fn unlock_key(
    #[server(default)] sdkappid: String,
    #[server(default)] password: String,
) -> Result<(), Failure> {
    use crate::ssr::{actor, console, into_failure, keep_session, parse_or_not_found, redirect};
    let (console, actor) = (console(), actor());
    let sdkappid: Sdkappid = parse_or_not_found(&sdkappid)?;
    let acting = console.acting_as(&actor);
    let password = zeroize::Zeroizing::new(password);
    let password = domain::account::person::Password::parse(&password).map_err(|problem| {
        let field = domain::field::Field::Password;
        into_failure(::console::Error::Invalid(vec![domain::field::InvalidField { field, problem }]))
    })?;
    let (reveal, renewed) = acting.keys().unlock(sdkappid, &password).await.map_err(into_failure)?;
    keep_session(&renewed);
    redirect(&format!("{}?reveal={reveal}#key", PagePath::Application(sdkappid)));
    Ok(())
}
