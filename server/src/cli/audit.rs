//! `audit`: verifies the audit trail, and prints the key that its checkpoints are verified with.

use std::io::{self, Write as _};
use std::path::Path;

use console::{Actor, AuditReport};
use domain::audit::checkpoint::Checkpoint;

use super::CommandError;
use crate::audit;
use crate::config::Loaded;

pub(super) async fn public_key(loaded: &Loaded) -> Result<(), CommandError> {
    let installation = super::open(loaded).await?;
    let key = installation.console.acting_as(&Actor::Operator).operations().audit_public_key()?;
    write!(io::stdout(), "{key}")?;
    Ok(installation.close().await?)
}

/// Verifies the trail against the checkpoints of `file`, or of the configured file if it exists.
pub(super) async fn verify(loaded: &Loaded, file: Option<&Path>) -> Result<(), CommandError> {
    let configured = loaded.config.audit_checkpoint_file.as_deref().filter(|path| path.exists());
    let copies = file.or(configured).map(read).transpose()?;
    let installation = super::open(loaded).await?;
    let operations = installation.console.acting_as(&Actor::Operator);
    let report = operations.operations().verify_audit(copies.as_deref().unwrap_or_default()).await?;
    installation.close().await?;
    let mut out = io::stdout().lock();
    print(&mut out, &report)?;
    if copies.is_none() {
        writeln!(
            out,
            "Without --checkpoints it is not noticed if the end of the trail was cut off together with its \
             checkpoints in the database."
        )?;
    }
    if report.verdict.fault_count > 0 {
        return Err(CommandError::TrailDamaged);
    }
    Ok(writeln!(out, "The audit trail is intact.")?)
}

fn read(path: &Path) -> Result<Vec<Checkpoint>, CommandError> {
    let (checkpoints, other) = audit::read(path)
        .map_err(|error| CommandError::Refused(format!("{} cannot be read: {error}", path.display())))?;
    for line in other {
        writeln!(io::stderr(), "{}: line {line} is not a checkpoint; ignored", path.display())?;
    }
    Ok(checkpoints)
}

fn print(out: &mut impl io::Write, report: &AuditReport) -> io::Result<()> {
    let AuditReport { verdict, cut, checkpoints } = report;
    if let Some(cut) = cut {
        writeln!(out, "Entries up to {} were removed by the retention on {}.", cut.number, cut.at().date())?;
    }
    for fault in &verdict.faults {
        writeln!(out, "WRONG  {fault}")?;
    }
    let more = verdict.fault_count.saturating_sub(verdict.faults.len() as u64);
    if more > 0 {
        writeln!(out, "WRONG  and {more} more")?;
    }
    writeln!(
        out,
        "Verified: {} entries from number {}; {checkpoints} checkpoints.",
        verdict.verified, verdict.first
    )
}

#[cfg(test)]
mod tests {
    use console::Stranger;
    use domain::account::person::Credentials;
    use domain::audit::verify::{Fault, Verdict};
    use sqlx::{Connection as _, SqliteConnection};

    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn what_was_tampered_with_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let (data, file) = (folder.path().join("data"), folder.path().join("checkpoints.jsonl"));
        let settings = [
            ("CHAT_CONSOLE_DATA_DIR", data.display().to_string()),
            ("CHAT_CONSOLE_AUDIT_CHECKPOINT_FILE", file.display().to_string()),
        ];
        let settings = settings.map(|(name, value)| (name.to_owned(), value));
        let loaded = Loaded::read(None, settings.clone()).unwrap();
        let clock = std::sync::Arc::new(crate::clock::SystemClock);
        let random = std::sync::Arc::new(crate::clock::SystemRandom);
        let installation =
            crate::installation::Installation::open(&loaded.config, "CODE".into(), clock, random)
                .await
                .unwrap();
        let address = "192.0.2.1".parse().unwrap();
        let stranger = Actor::Stranger(Stranger { address, browser: String::new() });
        let credentials = Credentials::parse("kim@orbit.example", "correct horse battery").unwrap();
        let console = &installation.console;
        console.acting_as(&stranger).auth().create_owner("CODE", credentials).await.unwrap();
        audit::give_out(console, &loaded.config).await;
        audit::give_out(console, &loaded.config).await;
        installation.close().await.unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap().lines().count(), 1);

        verify(&loaded, None).await.unwrap();
        let database = format!("sqlite://{}", data.join("chat-console.db").display());
        let mut connection = SqliteConnection::connect(&database).await.unwrap();
        // The trail is emptied, and whatever tells in the database.
        let cut = "DROP TRIGGER audit_stays_whole; DELETE FROM audit; DELETE FROM audit_checkpoint; \
                   UPDATE audit_head SET number = 0, hash = zeroblob(32)";
        sqlx::raw_sql(cut).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        assert!(matches!(verify(&loaded, Some(&file)).await, Err(CommandError::TrailDamaged)));
        assert!(matches!(verify(&loaded, None).await, Err(CommandError::TrailDamaged)));
        let alone = Loaded::read(None, settings[..1].to_vec()).unwrap();
        verify(&alone, None).await.unwrap();
        let nowhere = folder.path().join("nowhere");
        assert!(matches!(verify(&loaded, Some(&nowhere)).await, Err(CommandError::Refused(_))));
    }

    #[test]
    fn faults_are_printed_with_their_numbers() {
        let faults = vec![Fault::Changed { number: 4711 }, Fault::Removed { first: 5000, last: 5001 }];
        let verdict = Verdict { first: 1, verified: 9_998, faults, fault_count: 5 };
        let mut out = Vec::new();
        print(&mut out, &AuditReport { verdict, cut: None, checkpoints: 2 }).unwrap();
        let expected = "WRONG  entry 4711 was changed (or the hash of the entry before it)\n\
                        WRONG  entries 5000 to 5001 were removed\n\
                        WRONG  and 3 more\n\
                        Verified: 9998 entries from number 1; 2 checkpoints.\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
