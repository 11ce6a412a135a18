//! `owner`: lists people, resets passwords, removes second factors and ends sessions.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};

use console::Actor;
use domain::account::person::{Email, Password};
use domain::field::Problem;

use super::CommandError;
use crate::config::Loaded;

pub(super) async fn list(loaded: &Loaded) -> Result<(), CommandError> {
    let installation = super::open(loaded).await?;
    let people = installation.console.acting_as(&Actor::Operator).operations().people().await?;
    let mut out = io::stdout().lock();
    if people.is_empty() {
        writeln!(out, "Nobody yet: open /setup in a browser.")?;
    }
    for (email, since) in people {
        writeln!(out, "{email}  since {}", since.date())?;
    }
    Ok(installation.close().await?)
}

/// From a terminal without an echo, otherwise the first line of standard input.
fn typed_password(email: &Email) -> io::Result<String> {
    if io::stdin().is_terminal() {
        return rpassword::prompt_password(format!("New password for {email} (it is not shown): "));
    }
    let mut typed = String::new();
    io::stdin().lock().read_line(&mut typed)?;
    Ok(typed.trim_end_matches(['\r', '\n']).to_owned())
}

pub(super) async fn reset_password(loaded: &Loaded, email: &str) -> Result<(), CommandError> {
    let email = super::parse_email(email)?;
    let password = Password::parse_new(&typed_password(&email)?);
    let password = password.map_err(|problem| CommandError::Refused(password_problem(problem)))?;
    let installation = super::open(loaded).await?;
    let operations = installation.console.acting_as(&Actor::Operator);
    let reset = operations.operations().reset_password(&email, password).await;
    reset.map_err(|error| match error {
        console::Error::Invalid(invalid) => {
            let problems = invalid.iter().map(|invalid| password_problem(invalid.problem));
            CommandError::Refused(problems.collect::<Vec<_>>().join("; "))
        }
        error => nobody(error, &email),
    })?;
    writeln!(io::stdout(), "{email} has a new password and is signed out everywhere.")?;
    Ok(installation.close().await?)
}

pub(super) async fn remove_second_factor(loaded: &Loaded, email: &str) -> Result<(), CommandError> {
    let email = super::parse_email(email)?;
    let installation = super::open(loaded).await?;
    let operations = installation.console.acting_as(&Actor::Operator);
    let removed = operations.operations().remove_second_factors(&email).await;
    if removed.map_err(|error| nobody(error, &email))? {
        writeln!(io::stdout(), "{email} has no second factor any more and is signed out everywhere.")?;
    } else {
        writeln!(io::stdout(), "{email} has no second factor.")?;
    }
    Ok(installation.close().await?)
}

/// Signs one person out everywhere, or everybody if there is no address.
pub(super) async fn sign_out(loaded: &Loaded, email: Option<&str>) -> Result<(), CommandError> {
    let email = email.map(super::parse_email).transpose()?;
    let installation = super::open(loaded).await?;
    let operations = installation.console.acting_as(&Actor::Operator);
    let operations = operations.operations();
    let ended = match &email {
        Some(email) => operations.sign_out(email).await.map_err(|error| nobody(error, email))?,
        None => operations.sign_everybody_out().await?,
    };
    let who = email.as_ref().map_or("Everybody", Email::as_str);
    writeln!(io::stdout(), "{who} is signed out; sessions that ended: {ended}.")?;
    Ok(installation.close().await?)
}

/// What is wrong with a new password.
fn password_problem(problem: Problem) -> String {
    match problem {
        Problem::TooShort(least) => format!("the password needs at least {least} characters"),
        Problem::TooLong(most) => format!("the password may have {most} characters at most"),
        Problem::LeakedPassword => "the password is on a list of leaked passwords".to_owned(),
        _ => "a password is needed on standard input".to_owned(),
    }
}

/// Names the person where there is none.
fn nobody(error: console::Error, email: &Email) -> CommandError {
    match error {
        console::Error::NotFound => {
            CommandError::Refused(format!("there is nobody with the address {email}"))
        }
        error => error.into(),
    }
}
