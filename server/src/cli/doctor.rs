//! `doctor`: looks at everything that has to be right, changes nothing, and says what to do where it is not.

use std::fmt::Display;
use std::io::{self, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use console::Clock as _;
use domain::time::Timestamp;
use push::hosts::{Host, Hosts};
use store::{Location, Store};
use vault::{MasterKey, Vault};

use super::Error;
use crate::clock::SystemClock;
use crate::config::{Config, Loaded};
use crate::site;

/// No clock can be right that is before this version was made: 2026-11-01.
const RELEASED: Timestamp = Timestamp::from_unix_seconds(1_793_491_200);

/// What was found about one thing: that it is well, or what to do.
type Finding = Result<String, String>;

pub(super) async fn run(loaded: &Loaded) -> Result<(), Error> {
    let config = &loaded.config;
    let mut findings = vec![
        ("configuration", configuration(loaded)),
        ("clock", clock()),
        (
            "site files",
            site::find(config.site_dir.as_deref()).map(|path| path.display().to_string()).map_err(text),
        ),
        ("data folder", folder(&config.data_dir)),
        ("catalogue", catalogue_file(config)),
        ("push vendors", push_vendors(config)),
    ];
    findings.extend(database(config).await);
    let mut out = io::stdout().lock();
    let mut is_well = true;
    for (what, finding) in findings {
        is_well &= finding.is_ok();
        match finding {
            Ok(fact) => writeln!(out, "ok     {what}: {fact}")?,
            Err(remedy) => writeln!(out, "WRONG  {what}: {remedy}")?,
        }
    }
    if is_well { Ok(()) } else { Err(Error::Unwell) }
}

fn configuration(loaded: &Loaded) -> Finding {
    match loaded.unknown_variables.as_slice() {
        [] => Ok("every key is known".to_owned()),
        unknown => {
            Err(format!("{} do nothing: no key has such a name. Correct or unset them", unknown.join(", ")))
        }
    }
}

fn catalogue_file(config: &Config) -> Finding {
    crate::catalogue::load(config).map_err(text)?;
    Ok(config.catalogue_file().map_or_else(|| "the default".to_owned(), |path| path.display().to_string()))
}

/// Where pushes go: nobody is called.
fn push_vendors(config: &Config) -> Finding {
    let hosts = config.vendors()?;
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

fn clock() -> Finding {
    let now = SystemClock.now();
    if now < RELEASED {
        return Err(format!("it is not {}: set the system's clock, best by NTP", now.date()));
    }
    Ok(format!("{} UTC", now.date()))
}

fn folder(path: &Path) -> Finding {
    let metadata = match path.metadata() {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Ok(format!("{} is not there yet; the first start makes it", path.display()));
        }
        Err(error) => return Err(format!("{}: {error}. Fix its permissions", path.display())),
    };
    let mode = metadata.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        let path = path.display();
        return Err(format!("{path} may be read by others (mode {mode:04o}): run `chmod 700 {path}`"));
    }
    Ok(path.display().to_string())
}

/// The database, its schema and the key that its secrets need.
async fn database(config: &Config) -> Vec<(&'static str, Finding)> {
    const WHAT: &str = "database";
    let location = config.location();
    if let Location::Sqlite(path) = &location
        && !path.exists()
    {
        return vec![(WHAT, Ok(format!("{} is not there yet; the first start makes it", path.display())))];
    }
    let store = match Store::open(&location).await {
        Ok(store) => store,
        Err(error) => {
            let remedy = format!("{error}. Check data_dir or DATABASE_URL, and that the database runs");
            return vec![(WHAT, Err(remedy))];
        }
    };
    let mut findings = vec![(WHAT, Ok("it answers".to_owned()))];
    let schema = match store.pending_migrations().await {
        Ok(0) => Ok("is that of this version".to_owned()),
        Ok(_) => {
            Err("is older than this version: the next start, or `chat-console migrate`, brings it up"
                .to_owned())
        }
        Err(error) => Err(format!("{error}. Install the version that made it, or a newer one")),
    };
    let has_tables = schema.is_ok();
    findings.push(("schema", schema));
    if has_tables {
        findings.push(("master key", master_key(config, &store).await));
    }
    if let Err(error) = store.close().await {
        findings.push(("closing", Err(text(error))));
    }
    findings
}

async fn master_key(config: &Config, store: &Store) -> Finding {
    let rows = store.data_keys().await.map_err(text)?;
    let path = config.master_key_file();
    let key = match &config.master_key {
        Some(key) => Some(key.expose().parse::<MasterKey>().map_err(text)?),
        None => MasterKey::load(&path).map_err(text)?,
    };
    match key {
        Some(key) => {
            Vault::unlock(&key, rows.iter().map(|row| (row.id, row.wrapped.as_slice()))).map_err(text)?;
            Ok("opens the database's secrets".to_owned())
        }
        None if rows.is_empty() => Ok("there is none yet; the first start makes it".to_owned()),
        None => Err(format!("{} is missing: put it back from its backup", path.display())),
    }
}

fn text(error: impl Display) -> String {
    error.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_vendors_are_looked_at() {
        assert_eq!(push_vendors(&Config::default()).unwrap(), "their own addresses");
        let elsewhere = Config { push_vivo: Some("http://127.0.0.1:9/vivo".to_owned()), ..Config::default() };
        let found = push_vendors(&elsewhere).unwrap();
        assert!(found.ends_with("but for http://127.0.0.1:9/vivo"), "{found}");
        let no_address = Config { push_fcm: Some("nowhere".to_owned()), ..Config::default() };
        assert!(push_vendors(&no_address).unwrap_err().contains("push_fcm"));
        let no_file = Config { push_ca_file: Some("/nowhere/ca.pem".into()), ..Config::default() };
        assert!(push_vendors(&no_file).unwrap_err().contains("/nowhere/ca.pem"));
    }
}
