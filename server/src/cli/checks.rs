//! Checks before the console can serve. `serve` stops at the first one that refuses the start;
//! `doctor` runs all of them and prints the same texts.

mod database;
mod folder;
mod network;
mod provider;

#[cfg(test)]
mod tests;

use console::Clock as _;
use domain::time::Timestamp;
use push::hosts::{Host, Hosts};

use super::CommandError;
use crate::clock::SystemClock;
use crate::config::{Config, Loaded};
use crate::http::check_origin;
use crate::installation;
use crate::mail::{self, Mailer};
use crate::site;

/// A clock before the release of this version, 2026-11-01, is wrong.
const RELEASED: Timestamp = Timestamp::from_unix_seconds(1_793_491_200);

/// Purpose of a run of the checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// A start: missing folders and keys may be created.
    Start,
    /// `doctor`: nothing is changed.
    Look,
    /// `doctor --running`: the console has its ports.
    LookAtRunning,
}

/// Result of one check.
#[derive(Debug)]
pub(super) enum Finding {
    /// The check passed; the text is what was found.
    Well(String),
    /// The console starts; worth knowing.
    Note(String),
    /// The console starts, but this should be corrected.
    Wrong(String),
    /// The console does not start.
    Refused(Box<CommandError>),
}

impl<E: Into<CommandError>> From<Result<String, E>> for Finding {
    fn from(result: Result<String, E>) -> Self {
        match result {
            Ok(fact) => Self::Well(fact),
            Err(error) => Self::Refused(Box::new(error.into())),
        }
    }
}

/// Name and result of a check.
pub(super) type Check = (&'static str, Finding);

/// Runs the checks before a start: returns the first refusal, logs the warnings.
pub(super) async fn before_start(loaded: &Loaded) -> Result<(), CommandError> {
    for (what, finding) in all(loaded, Purpose::Start).await {
        match finding {
            Finding::Well(_) => {}
            Finding::Note(text) | Finding::Wrong(text) => {
                tracing::warn!(check = what, finding = text, "startup check");
            }
            Finding::Refused(error) => return Err(*error),
        }
    }
    Ok(())
}

/// Runs every check that serves `purpose`, in the order of a start.
pub(super) async fn all(loaded: &Loaded, purpose: Purpose) -> Vec<Check> {
    let config = &loaded.config;
    let mut checks = vec![
        ("configuration", unknown_variables(loaded)),
        ("clock", clock()),
        ("site files", site_files(config).into()),
        ("data folder", folder::check(config, purpose)),
        ("catalogue", catalogue(config).into()),
        ("push vendors", push_vendors(config).into()),
        (
            "origin",
            check_origin(config).map(|()| "forms can be told from those of other sites".to_owned()).into(),
        ),
        ("mail", mail(config, purpose)),
        ("links", network::links(config)),
        ("identity provider", provider::check(config, purpose).await),
    ];
    checks.extend(database::check(config).await);
    if purpose != Purpose::LookAtRunning {
        checks.extend(network::ports(loaded).await);
    }
    checks
}

fn unknown_variables(loaded: &Loaded) -> Finding {
    match loaded.unknown_variables.as_slice() {
        [] => Finding::Well("every key is known".to_owned()),
        unknown => Finding::Wrong(format!(
            "{} do nothing: no key has such a name. Correct or unset them",
            unknown.join(", ")
        )),
    }
}

fn clock() -> Finding {
    let today = SystemClock.now().date();
    if SystemClock.now() < RELEASED {
        return Finding::Wrong(format!("it is not {today}: set the system's clock, best by NTP"));
    }
    Finding::Well(format!("{today} UTC"))
}

fn site_files(config: &Config) -> Result<String, CommandError> {
    let site = site::find(config.site_dir.as_deref())?;
    site.read_dir()?;
    Ok(site.display().to_string())
}

fn catalogue(config: &Config) -> Result<String, installation::InstallationError> {
    crate::catalogue::load(config)?;
    Ok(config.catalogue_file().map_or_else(|| "the default".to_owned(), |path| path.display().to_string()))
}

/// The addresses of the vendors; no connection is made.
fn push_vendors(config: &Config) -> Result<String, installation::InstallationError> {
    let hosts = config.vendors().map_err(installation::InstallationError::Vendors)?;
    let elsewhere: Vec<_> = Host::ALL
        .into_iter()
        .filter(|host| hosts.at(*host) != Hosts::default().at(*host))
        .map(|host| hosts.at(host).to_owned())
        .collect();
    if elsewhere.is_empty() {
        return Ok("their own addresses".to_owned());
    }
    Ok(format!("their own addresses, but for {}", elsewhere.join(", ")))
}

/// Whether mails can be written into their folder, if that is where they go.
pub(super) fn mail_folder(config: &Config, purpose: Purpose) -> Result<(), mail::MailError> {
    let Some(path) = config.mail_folder.as_ref().filter(|_| config.smtp_url.is_none()) else { return Ok(()) };
    folder::try_folder(path, purpose).map_err(|cause| mail::MailError::Folder { path: path.clone(), cause })
}

/// The mail settings; no connection is made.
fn mail(config: &Config, purpose: Purpose) -> Finding {
    match Mailer::check(config).and_then(|()| mail_folder(config, purpose)) {
        Err(error) => Finding::Refused(Box::new(error.into())),
        Ok(()) => Finding::Well(match (&config.smtp_url, &config.mail_folder) {
            (Some(_), _) => format!("by the mail server of smtp_url, from {}", config.mail_from),
            (None, Some(folder)) => format!("into files of {}", folder.display()),
            (None, None) => "into the log: neither smtp_url nor mail_folder is set".to_owned(),
        }),
    }
}
