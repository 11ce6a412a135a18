//! `doctor`: runs all checks, changes nothing, and prints what to do about each problem.

use std::io::{self, Write as _};

use super::CommandError;
use super::checks::{self, Finding, Purpose};
use crate::config::Loaded;

pub(super) async fn run(loaded: &Loaded, is_running: bool) -> Result<(), CommandError> {
    let purpose = if is_running { Purpose::LookAtRunning } else { Purpose::Look };
    let mut out = io::stdout().lock();
    let mut is_well = true;
    for (what, finding) in checks::all(loaded, purpose).await {
        is_well &= matches!(finding, Finding::Well(_) | Finding::Note(_));
        match finding {
            Finding::Well(fact) => writeln!(out, "ok     {what}: {fact}")?,
            Finding::Note(text) => writeln!(out, "note   {what}: {text}")?,
            Finding::Wrong(remedy) => writeln!(out, "WRONG  {what}: {remedy}")?,
            Finding::Refused(error) => writeln!(out, "WRONG  {what}: {error}")?,
        }
    }
    if is_well { Ok(()) } else { Err(CommandError::ChecksFailed) }
}
