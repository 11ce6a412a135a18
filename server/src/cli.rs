//! The command line.

mod audit;
mod background;
mod checks;
mod demo;
mod doctor;
mod manifest;
mod migrate;
mod owner;
mod serve;
mod vendors;

use std::io::{self, IsTerminal as _, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use domain::account::person::Email;

use self::manifest::Surroundings;
use crate::config::{Loaded, text_variables};
use crate::{clock, installation, log, site};

/// A self-hosted console for chat applications.
#[derive(Debug, Parser)]
#[command(name = "chat-console", version, about)]
struct Arguments {
    /// The configuration file [default: chat-console.toml in this folder, if there is one]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Clone, Subcommand)]
enum Command {
    /// Serve the console (what happens without a command)
    Serve,
    /// Bring the database to this version and stop
    Migrate,
    /// Check everything that a start needs, and change nothing
    Doctor {
        /// The console is running: leave out the ports that it listens on
        #[arg(long)]
        running: bool,
    },
    /// People of this installation
    #[command(subcommand)]
    Owner(OwnerCommand),
    /// The audit trail of this installation
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Fill an empty installation with sample data
    Demo {
        /// Then serve it, with the nine simulated vendors beside it
        #[arg(long)]
        serve: bool,
    },
    /// Serve nine simulated vendors of pushes (all of them: --help)
    Vendors(vendors::Arguments),
    #[command(flatten)]
    Manifest(manifest::Command),
    /// Print the configuration that is in force, without its secrets
    Config,
    /// Print a commented catalogue of editions to begin with, or check one
    Catalogue {
        /// Say what is wrong with this file instead
        #[arg(long, value_name = "FILE")]
        check: Option<PathBuf>,
    },
}

#[derive(Debug, Clone, Subcommand)]
enum OwnerCommand {
    /// Who there is, and since when
    List,
    /// Remove the second factor of somebody who has lost it, and sign the person out everywhere
    RemoveSecondFactor {
        /// Whose second factor
        #[arg(long)]
        email: String,
    },
    /// Set a new password (read from standard input) and sign the person out everywhere
    ResetPassword {
        /// Whose password
        #[arg(long)]
        email: String,
    },
    /// Sign somebody out everywhere, or everybody
    SignOut {
        /// Whom
        #[arg(long, required_unless_present = "everybody")]
        email: Option<String>,
        /// All people of all accounts
        #[arg(long, conflicts_with = "email")]
        everybody: bool,
    },
}

#[derive(Debug, Clone, Subcommand)]
enum AuditCommand {
    /// Find entries that were changed, removed or reordered, and an end that was cut off
    Verify {
        /// Checkpoints that were kept elsewhere [default: `audit_checkpoint_file`]
        #[arg(long, value_name = "FILE")]
        checkpoints: Option<PathBuf>,
    },
    /// Print the key that the signatures of checkpoints are verified with
    PublicKey,
}

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The configuration cannot be used.
    #[error("configuration: {0}")]
    Config(#[from] crate::config::ConfigError),
    /// A configured value cannot be used.
    #[error("configuration: {0}")]
    Value(String),
    /// The installation cannot be opened.
    #[error(transparent)]
    Installation(#[from] installation::InstallationError),
    /// The site files are missing.
    #[error(transparent)]
    Site(#[from] site::SiteNotFoundError),
    /// A manifest cannot be used.
    #[error("{0}")]
    Manifest(#[from] crate::manifest::ManifestError),
    /// The mail settings cannot be used.
    #[error("configuration: {0}")]
    Mail(#[from] crate::mail::MailError),
    /// A use case failed.
    #[error("{0}")]
    Refused(String),
    /// The address is in use, or does not belong to this machine.
    #[error(
        "cannot listen on {address}: {cause}. Choose another address: {key} in chat-console.toml, or {variable}"
    )]
    Listen {
        /// Address that cannot be bound.
        address: std::net::SocketAddr,
        /// Error of the operating system.
        cause: io::Error,
        /// Configuration key of the address.
        key: &'static str,
        /// Environment variable of the address.
        variable: &'static str,
    },
    /// An operating system call failed.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// `audit verify` found faults and has printed them.
    #[error("the audit trail is damaged; see above")]
    TrailDamaged,
    /// `doctor` found problems and has printed them.
    #[error("something is wrong; see above")]
    ChecksFailed,
}

impl CommandError {
    const fn exit_code(&self) -> u8 {
        match self {
            Self::Config(_) | Self::Value(_) | Self::Mail(_) => 2,
            _ => 1,
        }
    }
}

/// Checks the arguments.
pub fn is_command_line(arguments: &[&str]) -> Result<(), String> {
    let words = std::iter::once("chat-console").chain(arguments.iter().copied());
    match Arguments::try_parse_from(words) {
        Ok(_) => Ok(()),
        Err(asked) if !asked.use_stderr() => Ok(()),
        Err(error) => Err(error.to_string()),
    }
}

/// Runs the command: exit code 0 on success, 1 on failure, 2 for invalid arguments. Of `plan`, 2 says that there is a
/// difference, so that everything wrong is 1.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            let is_plan = std::env::args_os().any(|argument| argument == "plan");
            return ExitCode::from(usage_code(&error, is_plan));
        }
    };
    let command = arguments.command.unwrap_or(Command::Serve);
    ExitCode::from(match command {
        Command::Manifest(command) => {
            let environment = |name: &str| std::env::var(name).ok();
            let mut out = io::stdout().lock();
            let is_interactive = io::stdin().is_terminal();
            let around = Surroundings { environment: &environment, out: &mut out, is_interactive };
            let ran = client_runtime().map_err(CommandError::from);
            let ran = ran.and_then(|runtime| runtime.block_on(command.run(around)));
            code(ran, command.is_plan(), &mut io::stderr())
        }
        command => {
            let ran = run_here(arguments.config.as_deref(), command);
            code(ran.map(|()| 0), false, &mut io::stderr())
        }
    })
}

/// Runs one of the commands that call a console, as [`run`] does; its exit code. Nobody can be asked.
pub async fn run_client(
    arguments: &[&str],
    environment: &dyn Fn(&str) -> Option<String>,
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> u8 {
    let words = std::iter::once("chat-console").chain(arguments.iter().copied());
    match Arguments::try_parse_from(words) {
        Ok(Arguments { command: Some(Command::Manifest(command)), .. }) => {
            let around = Surroundings { environment, out, is_interactive: false };
            code(command.run(around).await, command.is_plan(), err)
        }
        Ok(_) => 2,
        Err(error) => {
            let _ = write!(err, "{error}");
            usage_code(&error, arguments.contains(&"plan"))
        }
    }
}

/// The exit code of arguments that ask for help, or are wrong.
fn usage_code(error: &clap::Error, is_plan: bool) -> u8 {
    match (error.use_stderr(), is_plan) {
        (false, _) => 0,
        (true, true) => 1,
        (true, false) => 2,
    }
}

/// The exit code of a command that was run; why it failed is printed.
fn code(ran: Result<u8, CommandError>, is_plan: bool, err: &mut dyn Write) -> u8 {
    match ran {
        Ok(code) => code,
        Err(error) => {
            let _ = writeln!(err, "chat-console: {error}");
            if is_plan { 1 } else { error.exit_code() }
        }
    }
}

/// Runs a command that needs the configuration of an installation.
fn run_here(file: Option<&Path>, command: Command) -> Result<(), CommandError> {
    let environment = text_variables(std::env::vars_os())?;
    let loaded = Loaded::read(file, environment)?;
    log::start(&loaded.config).map_err(CommandError::Value)?;
    for variable in &loaded.unknown_variables {
        tracing::warn!(variable, "unknown configuration variable ignored");
    }
    if let Command::Config = command {
        return Ok(write!(io::stdout(), "{}", loaded.describe()?)?);
    }
    if let Command::Catalogue { check } = &command {
        return match check {
            None => Ok(write!(io::stdout(), "{}", domain::billing::catalogue::DEFAULT_TEXT)?),
            Some(path) => {
                crate::catalogue::read(path).map_err(crate::installation::InstallationError::Catalogue)?;
                Ok(writeln!(io::stdout(), "{} can be used.", path.display())?)
            }
        };
    }
    runtime(&loaded)?.block_on(async {
        match command {
            Command::Serve => serve::run(&loaded).await,
            Command::Migrate => migrate::run(&loaded).await,
            Command::Doctor { running } => doctor::run(&loaded, running).await,
            Command::Owner(OwnerCommand::List) => owner::list(&loaded).await,
            Command::Owner(OwnerCommand::ResetPassword { email }) => {
                owner::reset_password(&loaded, &email).await
            }
            Command::Owner(OwnerCommand::RemoveSecondFactor { email }) => {
                owner::remove_second_factor(&loaded, &email).await
            }
            Command::Owner(OwnerCommand::SignOut { email, .. }) => {
                owner::sign_out(&loaded, email.as_deref()).await
            }
            Command::Audit(AuditCommand::Verify { checkpoints }) => {
                audit::verify(&loaded, checkpoints.as_deref()).await
            }
            Command::Audit(AuditCommand::PublicKey) => audit::public_key(&loaded).await,
            Command::Demo { serve } => demo::run(&loaded, serve).await,
            Command::Vendors(vendors) => vendors::run(&vendors).await,
            Command::Config | Command::Catalogue { .. } | Command::Manifest(_) => Ok(()),
        }
    })
}

/// Commands that call a console do one thing after the other.
fn client_runtime() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()
}

/// Rendering a page can wait for another task, so at least two threads are needed even on one processor.
fn runtime(loaded: &Loaded) -> io::Result<tokio::runtime::Runtime> {
    const MIN_THREADS: usize = 3;
    let processors = std::thread::available_parallelism().map_or(MIN_THREADS, usize::from);
    let threads =
        loaded.config.worker_threads.map_or(processors.max(MIN_THREADS), |threads| threads as usize);
    tokio::runtime::Builder::new_multi_thread().worker_threads(threads).enable_all().build()
}

impl From<console::Error> for CommandError {
    fn from(error: console::Error) -> Self {
        Self::Refused(error.to_string())
    }
}

/// An e-mail address from the command line.
fn parse_email(text: &str) -> Result<Email, CommandError> {
    text.parse().map_err(|_| CommandError::Refused(format!("{text:?} is not an email address")))
}

/// Opens the installation with the system's clock and without a setup code.
async fn open(loaded: &Loaded) -> Result<installation::Installation, CommandError> {
    let clock = std::sync::Arc::new(clock::SystemClock);
    let random = std::sync::Arc::new(clock::SystemRandom);
    Ok(installation::Installation::open(&loaded.config, String::new(), clock, random).await?)
}
