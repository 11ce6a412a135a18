//! Sends e-mails: to a mail server, into files, or into the log, depending on the configuration.

mod message;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use console::{Console, Mail, MailContent};
use domain::account::language::Language;
use lettre::message::Mailbox;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};

use crate::config::Config;
use crate::http::address::Addresses;
use message::Email;

/// Mails of one lease.
const BATCH: u32 = 20;
/// Maximum time for one mail at the mail server.
const SMTP_TIMEOUT: Duration = Duration::from_secs(20);

/// Why the configured mail settings cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The URL of the mail server; not repeated, since it may contain a password.
    #[error(
        "smtp_url is no address of a mail server: smtps://USER:PASSWORD@HOST is expected, with special characters in \
         USER and PASSWORD percent-encoded, and a certificate's name as HOST"
    )]
    Server,
    /// `mail_from` is not a mailbox.
    #[error("mail_from is no sender, such as Chat Console <console@example.com>: {0}")]
    Sender(lettre::address::AddressError),
    /// The folder cannot be made, or nothing can be written into it.
    #[error(
        "mail_folder {path} cannot be made or written to: {cause}. Choose another folder or fix its permissions"
    )]
    Folder {
        /// `mail_folder`.
        path: PathBuf,
        /// The cause.
        cause: std::io::Error,
    },
}

/// Sends the queued mails.
pub struct Mailer {
    from: Mailbox,
    addresses: Arc<Addresses>,
    transport: Transport,
}

enum Transport {
    Server(Box<AsyncSmtpTransport<Tokio1Executor>>),
    Folder(PathBuf),
    Log,
}

impl Mailer {
    /// Creates the configured mailer; links use the current URL of `addresses`.
    pub fn new(config: &Config, addresses: Arc<Addresses>) -> Result<Self, MailError> {
        Ok(Self { from: sender(config)?, addresses, transport: transport(config)? })
    }

    /// Checks the mail settings without connecting.
    pub fn check(config: &Config) -> Result<(), MailError> {
        sender(config)?;
        transport(config).map(|_| ())
    }

    /// Sends all mails that are due. A mail that fails is logged and retried later.
    pub async fn send_pending(&self, console: &Console) -> Result<(), console::Error> {
        loop {
            let mails = console.take_mails(BATCH).await?;
            if mails.is_empty() {
                return Ok(());
            }
            for mail in &mails {
                match self.send(mail, console).await {
                    Ok(()) => console.mail_sent(mail).await?,
                    Err(error) => {
                        tracing::warn!(mail = mail.name(), %error, "sending a mail failed; will retry");
                    }
                }
            }
        }
    }

    /// One message for each recipient, in their language.
    async fn send(
        &self,
        mail: &Mail,
        console: &Console,
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        let address = self.addresses.current();
        for (email, language) in &mail.recipients {
            let language = language.unwrap_or(Language::English);
            let application = mail.application.as_ref().map(|(sdkappid, name)| (*sdkappid, name.as_str()));
            let (subject, body) = match &mail.content {
                MailContent::Notice(notice) => app::mail_text(language, notice, application, &address),
                MailContent::Security(mail) => app::security_mail_text(language, mail, email, &address),
                MailContent::Invitation { facts, token } => {
                    app::invitation_mail_text(language, facts, token, &address)
                }
            };
            let name = format!("{}-{email}", mail.name());
            let to = Mailbox::new(None, email.as_str().parse()?);
            // Several consoles may send from one domain.
            let id = format!("{}-{name}", console.installation());
            let email = Email { from: &self.from, to, name: &id, at: console.now(), subject, body };
            self.deliver(email.message()?, &name).await?;
        }
        Ok(())
    }

    /// `name` is the same for each attempt.
    async fn deliver(
        &self,
        message: Message,
        name: &str,
    ) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        match &self.transport {
            Transport::Server(server) => drop(server.send(message).await?),
            Transport::Folder(folder) => {
                tokio::fs::create_dir_all(folder).await?;
                let plain = |char: char| {
                    if char.is_ascii_alphanumeric() || "-_.@".contains(char) { char } else { '_' }
                };
                let name: String = name.chars().map(plain).collect();
                tokio::fs::write(folder.join(format!("{name}.eml")), message.formatted()).await?;
            }
            Transport::Log => {
                let text = String::from_utf8_lossy(&message.formatted()).into_owned();
                tracing::info!(mail = text, "mail logged: no mail server is configured");
            }
        }
        Ok(())
    }
}

fn sender(config: &Config) -> Result<Mailbox, MailError> {
    config.mail_from.parse().map_err(MailError::Sender)
}

fn transport(config: &Config) -> Result<Transport, MailError> {
    Ok(match (&config.smtp_url, &config.mail_folder) {
        (Some(url), _) => {
            // The parser's own error may quote parts of the URL.
            let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.expose())
                .map_err(|_| MailError::Server)?;
            Transport::Server(Box::new(server.timeout(Some(SMTP_TIMEOUT)).build()))
        }
        (None, Some(folder)) => Transport::Folder(folder.clone()),
        (None, None) => Transport::Log,
    })
}
