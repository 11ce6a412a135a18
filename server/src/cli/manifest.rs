//! `plan`, `apply` and `export`: a manifest against a running console, whose API they call with a token. They need neither
//! the configuration nor the database of a server.

mod address;
mod client;
mod console;
mod error;

use std::io::{self, BufRead as _, Write};
use std::path::{Path, PathBuf};

use ::console::{Clock as _, Random as _};
use http::HeaderValue;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;

use self::address::Address;
use self::client::Client;
use super::CommandError;
use crate::clock::{SystemClock, SystemRandom};
use crate::http::API_BASE as BASE;
use crate::manifest::{Manifest, ManifestError, Plan, State, compare, export};
use crate::tls;

/// Has the address of the console.
const URL: &str = "CHAT_CONSOLE_URL";
/// Has the API token.
const TOKEN: &str = "CHAT_CONSOLE_TOKEN";
/// Exit code of `plan` if there is a difference.
const DIFFERENT: u8 = 2;

/// How the console is reached.
#[derive(Debug, Clone, clap::Args)]
pub struct Connection {
    /// The address of the console [default: `CHAT_CONSOLE_URL`]
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// A file with the API token [default: the token in `CHAT_CONSOLE_TOKEN`]
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
    /// Certificate authorities to trust besides the public ones, as PEM
    #[arg(long, value_name = "FILE")]
    ca_file: Option<PathBuf>,
    /// Send the token over http to another machine, where it can be read on the way
    #[arg(long)]
    allow_http: bool,
}

/// Commands that call a running console.
#[derive(Debug, Clone, clap::Subcommand)]
pub enum Command {
    /// Print the difference between a file and a running console, and change nothing
    #[command(after_help = PLAN_HELP)]
    Plan {
        /// The manifest: TOML
        file: PathBuf,
        /// Print the plan as JSON
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        connection: Connection,
    },
    /// Make a running console hold what a file says
    #[command(after_help = APPLY_HELP)]
    Apply {
        /// The manifest: TOML
        file: PathBuf,
        /// Do not ask whether to go on
        #[arg(long)]
        yes: bool,
        #[command(flatten)]
        connection: Connection,
    },
    /// Print what a running console holds, as a file for `plan` and `apply`
    #[command(after_help = EXPORT_HELP)]
    Export(Connection),
}

const PLAN_HELP: &str = "\
The token needs the scope applications:read and, if the file has certificates, certificates:read; if it has members,
members:write, for their invitations; if it has webhooks, webhooks:read.
Exit code 0: no difference; 2: a difference; 1: an error.";
const APPLY_HELP: &str = "\
The token needs the scope applications:write and, if the file has certificates, certificates:write; if it has members,
members:write; if it has webhooks, webhooks:write.
What the file does not mention is left alone. A step that is refused ends it; run it again to go on.";
const EXPORT_HELP: &str = "\
The token needs the scopes applications:read, certificates:read, members:write (for invitations) and webhooks:read.
Secrets are references to fill in.";

/// What a command finds around it.
pub struct Surroundings<'a> {
    /// Looks up an environment variable.
    pub environment: &'a dyn Fn(&str) -> Option<String>,
    pub out: &'a mut dyn Write,
    /// Whether somebody can be asked on standard input.
    pub is_interactive: bool,
}

impl Command {
    /// Whether exit code 2 says that there is a difference.
    pub const fn is_plan(&self) -> bool {
        matches!(self, Self::Plan { .. })
    }

    /// Runs it; its exit code if nothing is wrong.
    pub async fn run(&self, mut around: Surroundings<'_>) -> Result<u8, CommandError> {
        let around = &mut around;
        match self {
            Self::Plan { file, json, connection } => plan(file, *json, connection, around).await,
            Self::Apply { file, yes, connection } => apply(file, *yes, connection, around).await,
            Self::Export(connection) => export(connection, around).await,
        }
    }
}

/// Prints the difference.
async fn plan(
    file: &Path,
    json: bool,
    connection: &Connection,
    around: &mut Surroundings<'_>,
) -> Result<u8, CommandError> {
    let (plan, _) = difference(file, connection, around).await?;
    if json {
        writeln!(around.out, "{}", plan.json().map_err(io::Error::from)?)?;
    } else {
        plan.print(&mut around.out)?;
    }
    Ok(if plan.is_empty() { 0 } else { DIFFERENT })
}

/// Carries the difference out, step by step, up to the first one that is refused.
async fn apply(
    file: &Path,
    yes: bool,
    connection: &Connection,
    around: &mut Surroundings<'_>,
) -> Result<u8, CommandError> {
    let (plan, mut client) = difference(file, connection, around).await?;
    if plan.is_empty() || !yes {
        plan.print(&mut around.out)?;
    }
    if plan.is_empty() || !(yes || is_confirmed(around)?) {
        return Ok(0);
    }
    let mut random = [0; 16];
    SystemRandom.fill(&mut random);
    let run = format!("{:032x}", u128::from_be_bytes(random));
    console::carry_out(&plan, &mut client, &run, &mut around.out).await?;
    if yes {
        plan.print_rest(&mut around.out)?;
    }
    Ok(0)
}

/// Prints a manifest of what the console holds.
async fn export(connection: &Connection, around: &mut Surroundings<'_>) -> Result<u8, CommandError> {
    let mut client = connection.client(around.environment)?;
    let mut state = State { applications: console::applications(&mut client).await?, ..State::default() };
    for application in &mut state.applications {
        console::add_certificates(application, &mut client).await?;
    }
    state.members = console::members(&mut client).await?;
    state.webhooks = console::webhooks(&mut client).await?;
    write!(around.out, "{}", export::text(&state))?;
    Ok(0)
}

/// The plan of a manifest, and the client that has read what it is compared with.
async fn difference(
    file: &Path,
    connection: &Connection,
    around: &Surroundings<'_>,
) -> Result<(Plan, Client), CommandError> {
    let manifest = Manifest::read(file, around.environment, SystemClock.now())?;
    let mut client = connection.client(around.environment)?;
    let state = console::state(&manifest, &mut client).await?;
    match compare(&manifest, &state) {
        Ok(plan) => Ok((plan, client)),
        Err(faults) => Err(ManifestError::Faulty { path: file.to_owned(), faults }.into()),
    }
}

/// Asks on a terminal. Without one there is nobody to ask.
fn is_confirmed(around: &mut Surroundings<'_>) -> Result<bool, CommandError> {
    if !around.is_interactive {
        let text = "nothing was changed: standard input is not a terminal to confirm it on; --yes confirms";
        return Err(CommandError::Refused(text.to_owned()));
    }
    write!(around.out, "Apply this? Type yes: ")?;
    around.out.flush()?;
    let mut typed = String::new();
    io::stdin().lock().read_line(&mut typed)?;
    let is_confirmed = typed.trim() == "yes";
    if !is_confirmed {
        writeln!(around.out, "Nothing was changed.")?;
    }
    Ok(is_confirmed)
}

impl Connection {
    fn client(&self, environment: &dyn Fn(&str) -> Option<String>) -> Result<Client, CommandError> {
        let value = |text: String| CommandError::Value(text);
        let variable = |name: &str| environment(name).filter(|text| !text.trim().is_empty());
        let url = self.url.clone().or_else(|| variable(URL));
        let url =
            url.ok_or_else(|| value(format!("the address of the console is missing: --url or {URL}")))?;
        let address = Address::parse(url.trim(), self.allow_http).map_err(value)?;
        let token = match &self.token_file {
            Some(path) => Some(std::fs::read_to_string(path).map_err(|cause| unreadable(path, &cause))?),
            None => variable(TOKEN),
        };
        let token =
            token.ok_or_else(|| value(format!("the API token is missing: --token-file or {TOKEN}")))?;
        let mut authorization = HeaderValue::try_from(format!("Bearer {}", token.trim()))
            .map_err(|_| value("the API token contains other characters than a token has".to_owned()))?;
        authorization.set_sensitive(true);
        let mut roots = tls::public_authorities();
        if let Some(path) = &self.ca_file {
            let none = || value(format!("{} contains no certificate in PEM", path.display()));
            let found = CertificateDer::pem_file_iter(path).map_err(|_| none())?;
            let found: Vec<_> = found.collect::<Result<_, _>>().map_err(|_| none())?;
            if found.is_empty() || roots.add_parsable_certificates(found).0 == 0 {
                return Err(none());
            }
        }
        Ok(Client::new(address, authorization, tls::connector(roots)))
    }
}

fn unreadable(path: &Path, cause: &io::Error) -> CommandError {
    CommandError::Value(format!("{} cannot be read: {cause}", path.display()))
}
