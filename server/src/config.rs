//! The configuration: defaults, then one TOML file, then the environment; each with a name for its source.
//!
//! Every key is a line of `chat-console.toml` and also an environment variable: `listen` is
//! `CHAT_CONSOLE_LISTEN`. `DATABASE_URL` is understood too, because platforms set it.

mod address;
mod environment;
mod file;
mod keys;
mod provider;
mod sources;
mod values;

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use push::hosts::{CA_FILE, Host, Hosts};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use environment::Environment;
use sources::Sources;

pub use address::{AddressError, DatabaseUrl, SmtpUrl};
pub use environment::text_variables;
pub use keys::keys;
pub use provider::{Admission, ProviderSettings, Roles};
pub use sources::Source;
pub use values::{LogFormat, MetricsListen, Network, Networks, ProxyHeader, PublicUrl, Secret, SyslogTarget};

/// The default configuration file.
const FILE: &str = "chat-console.toml";

/// The configuration. `chat-console.toml` explains every key; a test compares the two.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    pub listen: SocketAddr,
    pub metrics_listen: MetricsListen,
    pub public_url: Option<PublicUrl>,
    pub trusted_proxies: Networks,
    pub proxy_header: ProxyHeader,
    pub data_dir: PathBuf,
    pub database_url: Option<DatabaseUrl>,
    pub master_key_file: Option<PathBuf>,
    #[serde(deserialize_with = "values::switch")]
    pub master_key_group_may_read: bool,
    pub master_key: Option<Secret>,
    pub setup_code: Option<Secret>,
    pub catalogue_file: Option<PathBuf>,
    pub smtp_url: Option<SmtpUrl>,
    pub mail_from: String,
    pub mail_folder: Option<PathBuf>,
    pub push_apns_production: Option<String>,
    pub push_apns_sandbox: Option<String>,
    pub push_fcm: Option<String>,
    pub push_fcm_token: Option<String>,
    pub push_huawei: Option<String>,
    pub push_huawei_token: Option<String>,
    pub push_harmony: Option<String>,
    pub push_honor: Option<String>,
    pub push_honor_token: Option<String>,
    pub push_xiaomi_china: Option<String>,
    pub push_xiaomi_singapore: Option<String>,
    pub push_xiaomi_europe: Option<String>,
    pub push_xiaomi_india: Option<String>,
    pub push_xiaomi_russia: Option<String>,
    pub push_oppo: Option<String>,
    pub push_vivo: Option<String>,
    pub push_meizu: Option<String>,
    pub push_ca_file: Option<PathBuf>,
    #[serde(deserialize_with = "values::number")]
    pub application_limit: u32,
    #[serde(deserialize_with = "values::number")]
    pub session_idle_hours: u32,
    #[serde(deserialize_with = "values::number")]
    pub session_absolute_days: u32,
    #[serde(deserialize_with = "values::number")]
    pub verify_failures_per_minute: u32,
    #[serde(deserialize_with = "values::number")]
    pub request_body_limit: u32,
    #[serde(deserialize_with = "values::number")]
    pub flush_interval_ms: u32,
    #[serde(deserialize_with = "values::number")]
    pub push_retention_days: u32,
    #[serde(deserialize_with = "values::count")]
    pub audit_retention_days: Option<u32>,
    pub audit_checkpoint_file: Option<PathBuf>,
    pub audit_checkpoint_syslog: Option<SyslogTarget>,
    #[serde(deserialize_with = "values::switch")]
    pub webhooks_allow_private: bool,
    pub oidc_issuer: Option<String>,
    pub oidc_client_id: Option<String>,
    pub oidc_client_secret: Option<Secret>,
    pub oidc_client_secret_file: Option<PathBuf>,
    pub oidc_name: String,
    pub oidc_scopes: String,
    pub oidc_groups_claim: String,
    pub oidc_roles: Option<Roles>,
    pub oidc_admit: Admission,
    #[serde(deserialize_with = "values::switch")]
    pub oidc_trust_email: bool,
    pub oidc_second_factors: Option<String>,
    pub oidc_ca_file: Option<PathBuf>,
    pub site_dir: Option<PathBuf>,
    pub log: String,
    pub log_format: LogFormat,
    #[serde(deserialize_with = "values::count")]
    pub worker_threads: Option<u32>,
    /// Simulated vendors of this process, which replace all others. Not set by any key.
    #[serde(skip)]
    pub simulated_vendors: Option<Hosts>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 3000)),
            metrics_listen: MetricsListen(Some(SocketAddr::from(([127, 0, 0, 1], 9464)))),
            public_url: None,
            trusted_proxies: Networks::default(),
            proxy_header: ProxyHeader::Either,
            data_dir: PathBuf::from("./data"),
            database_url: None,
            master_key_file: None,
            master_key_group_may_read: false,
            master_key: None,
            setup_code: None,
            catalogue_file: None,
            smtp_url: None,
            mail_from: "Chat Console <chat-console@localhost>".to_owned(),
            mail_folder: None,
            push_apns_production: None,
            push_apns_sandbox: None,
            push_fcm: None,
            push_fcm_token: None,
            push_huawei: None,
            push_huawei_token: None,
            push_harmony: None,
            push_honor: None,
            push_honor_token: None,
            push_xiaomi_china: None,
            push_xiaomi_singapore: None,
            push_xiaomi_europe: None,
            push_xiaomi_india: None,
            push_xiaomi_russia: None,
            push_oppo: None,
            push_vivo: None,
            push_meizu: None,
            push_ca_file: None,
            application_limit: 300,
            session_idle_hours: 12,
            session_absolute_days: 30,
            verify_failures_per_minute: 3000,
            request_body_limit: 256 * 1024,
            flush_interval_ms: 2_000,
            push_retention_days: 7,
            audit_retention_days: None,
            audit_checkpoint_file: None,
            audit_checkpoint_syslog: None,
            webhooks_allow_private: false,
            oidc_issuer: None,
            oidc_client_id: None,
            oidc_client_secret: None,
            oidc_client_secret_file: None,
            oidc_name: "single sign-on".to_owned(),
            oidc_scopes: "openid email profile".to_owned(),
            oidc_groups_claim: "groups".to_owned(),
            oidc_roles: None,
            oidc_admit: Admission::Members,
            oidc_trust_email: false,
            oidc_second_factors: None,
            oidc_ca_file: None,
            site_dir: None,
            log: "info".to_owned(),
            log_format: LogFormat::Text,
            worker_threads: None,
            simulated_vendors: None,
        }
    }
}

/// Why a configuration cannot be used; names the key, its source and what is expected.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// An unknown key or an invalid value: source, key, problem.
    #[error("{0}: {1}: {2}")]
    Value(Source, String, String),
    /// The file is not TOML: position and problem.
    #[error("{0}: not TOML: {1}")]
    NotToml(Source, String),
    /// The configuration file does not exist.
    #[error("there is no configuration file {}", .0.display())]
    NoFile(PathBuf),
    /// The configuration file cannot be read.
    #[error("the configuration file {} cannot be read: {source}", .path.display())]
    Unreadable {
        /// Path of the configuration file.
        path: PathBuf,
        /// Error of the operating system.
        source: io::Error,
    },
    /// An environment variable of ours is not text.
    #[error("the value of {0} is not valid UTF-8")]
    NotText(String),
    /// The values have no JSON form.
    #[error("the configuration cannot be written out: {0}")]
    Unwritable(#[from] serde_json::Error),
}

/// A configuration with the sources of its values.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// Values of all keys, defaults included.
    pub config: Config,
    /// Variables with our prefix that are not a key: most likely typing errors.
    pub unknown_variables: Vec<String>,
    sources: Sources,
}

impl Loaded {
    /// Reads `file` (or `chat-console.toml` of the working folder, if there is one) and `environment`.
    pub fn read(
        file: Option<&Path>,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let environment = Environment::of(environment, &keys());
        let named_file = file.map(Path::to_path_buf).or(environment.file);
        let is_named = named_file.is_some();
        let file = named_file.unwrap_or_else(|| PathBuf::from(FILE));
        let settings = match is_there(&file)? {
            true => file::read(&file)?,
            false if is_named => return Err(ConfigError::NoFile(file)),
            false => BTreeMap::new(),
        };
        let sources = Sources::new(settings, environment.settings);
        Ok(Self { config: sources.config()?, unknown_variables: environment.unknown, sources })
    }

    /// Whether `key` was set.
    pub fn is_chosen(&self, key: &str) -> bool {
        self.sources.of(key).is_some()
    }

    /// Source of the value of `key`.
    pub fn source(&self, key: &str) -> String {
        match self.sources.of(key) {
            None => "default".to_owned(),
            Some(Source::File { path, .. }) => path.display().to_string(),
            Some(Source::Environment(variable)) => variable.clone(),
        }
    }

    /// The effective configuration as TOML, secrets hidden.
    pub fn describe(&self) -> Result<String, ConfigError> {
        let mut text = String::new();
        let values = serde_json::to_value(&self.config)?;
        for key in keys() {
            let source = self.source(key);
            let line = match values.get(key) {
                None | Some(Value::Null) => format!("# {key} is not set\n"),
                Some(value) => format!("{key} = {value} # {source}\n"),
            };
            text.push_str(&line);
        }
        Ok(text)
    }
}

/// Whether there is a file at `path`. [`ConfigError::Unreadable`] where that cannot be found out, or it is a folder.
fn is_there(path: &Path) -> Result<bool, ConfigError> {
    let unreadable = |source| ConfigError::Unreadable { path: path.to_owned(), source };
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => Err(unreadable(ErrorKind::IsADirectory.into())),
        Ok(_) => Ok(true),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(unreadable(error)),
    }
}

impl Config {
    /// The file with the master key, if the key itself is not configured.
    pub fn master_key_file(&self) -> PathBuf {
        self.master_key_file.clone().unwrap_or_else(|| self.data_dir.join("master.key"))
    }

    /// The catalogue file: the configured one, or the one in the data folder if it exists.
    pub fn catalogue_file(&self) -> Option<PathBuf> {
        let usual = || {
            let path = self.data_dir.join("catalogue.toml");
            // An unreadable file must be reported by its reader: the default has other prices.
            let absent = matches!(fs::metadata(&path), Err(error) if error.kind() == ErrorKind::NotFound);
            (!absent).then_some(path)
        };
        self.catalogue_file.clone().or_else(usual)
    }

    /// The addresses of the vendors, or the invalid key and its problem.
    pub fn vendors(&self) -> Result<Hosts, String> {
        if let Some(simulated) = &self.simulated_vendors {
            return Ok(simulated.clone());
        }
        let mut hosts = Hosts::default();
        // A configured address must never be replaced by the vendor's own.
        let values = serde_json::to_value(self).map_err(|error| error.to_string())?;
        for host in Host::ALL {
            let key = host.key();
            match values.get(key) {
                Some(Value::Null) => {}
                Some(Value::String(address)) => {
                    hosts.replace(host, address).map_err(|error| format!("{key}: {error}"))?;
                }
                Some(_) | None => {
                    return Err(format!("{key}: the configuration has no address of that name"));
                }
            }
        }
        if let Some(file) = &self.push_ca_file {
            let wrong = |what: String| format!("{CA_FILE}: {}: {what}", file.display());
            let pem = fs::read_to_string(file).map_err(|error| wrong(error.to_string()))?;
            hosts.trust(&pem).map_err(|error| wrong(error.to_string()))?;
        }
        Ok(hosts)
    }

    /// Whether browsers reach the console over HTTPS, so that cookies can be `Secure`.
    pub fn is_secure(&self) -> bool {
        self.public_url.as_ref().is_some_and(PublicUrl::is_https)
    }

    /// Idle timeout of sessions.
    pub fn session_idle(&self) -> Duration {
        Duration::from_secs(u64::from(self.session_idle_hours) * 3600)
    }

    /// Maximum lifetime of sessions.
    pub fn session_absolute(&self) -> Duration {
        Duration::from_secs(u64::from(self.session_absolute_days) * 86_400)
    }

    /// Whether mails reach people, and do not only stand in the log.
    pub const fn sends_mails(&self) -> bool {
        self.smtp_url.is_some() || self.mail_folder.is_some()
    }

    /// Interval at which the counts of key uses and active users are flushed to the database.
    pub fn flush_interval(&self) -> Duration {
        Duration::from_millis(self.flush_interval_ms.into())
    }

    /// How long a push is kept after it was accepted.
    pub fn push_retention(&self) -> Duration {
        Duration::from_secs(u64::from(self.push_retention_days) * 86_400)
    }

    /// How long an entry of the audit trail is kept; for ever if `None`.
    pub fn audit_retention(&self) -> Option<Duration> {
        self.audit_retention_days.map(|days| Duration::from_secs(u64::from(days) * 86_400))
    }

    /// Location of the database.
    pub fn location(&self) -> store::Location {
        match &self.database_url {
            Some(url) => store::Location::Postgres(url.expose().to_owned()),
            None => store::Location::Sqlite(self.data_dir.join("chat-console.db")),
        }
    }
}

#[cfg(test)]
mod tests;
