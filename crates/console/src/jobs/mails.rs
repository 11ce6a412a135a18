//! Mails to people: a queue in the database. Each mail is enqueued once, by whichever server notices first.

use std::time::Duration;

use domain::account::language::Language;
use domain::account::member::InvitationFacts;
use domain::account::person::Email;
use domain::account::personal_mail::{PersonalMail, QueuedMail, SecurityMail};
use domain::application::lifecycle::Moment;
use domain::application::sdkappid::Sdkappid;
use domain::billing::notice::Notice;
use domain::time::Timestamp;
use store::{Cursor, MailRow, NewMail, NoticeCandidate};

use crate::account::personal_mail;
use crate::console::Deps;
use crate::webhooks::emit;
use crate::{Console, Error};

/// Rows of one query.
const PAGE: u32 = 1_000;
/// Attempts before a mail is given up.
const MAX_ATTEMPTS: u32 = 12;
/// Lease of the first attempt, after which another server may try; doubled for each further one.
const FIRST_WAIT: Duration = Duration::from_mins(1);

/// What a mail is about.
#[derive(Clone)]
pub enum MailContent {
    /// An account, or the application of the mail.
    Notice(Notice),
    /// How the recipient signs in.
    Security(SecurityMail),
    /// An invitation to an account.
    Invitation {
        facts: InvitationFacts,
        /// The token of the link, a secret.
        token: String,
    },
}

/// A mail that is to be sent now.
#[derive(Clone)]
pub struct Mail {
    /// Recipients with the language that each chose.
    pub recipients: Vec<(Email, Option<Language>)>,
    /// The caller puts it into the recipient's language.
    pub content: MailContent,
    /// Application that the mail is about, with its name; `None` if it is about the account.
    pub application: Option<(Sdkappid, String)>,
    row: MailRow,
}

impl Mail {
    /// Stable name of the mail, unique in the installation.
    pub fn name(&self) -> String {
        let Self { row, .. } = self;
        let application = row.sdkappid.map(|sdkappid| sdkappid.to_string()).unwrap_or_default();
        format!("{}-{application}-{}", row.account.0, row.key)
    }
}

/// Enqueues the notices that are due and were not enqueued before. Returns the number of new mails.
pub(crate) async fn enqueue_due(deps: &Deps) -> Result<usize, Error> {
    let (now, policy) = (deps.clock.now(), deps.catalogue.get().policy());
    let mut written = 0;
    for (account, account_balance) in deps.store.accounts_in_arrears().await? {
        let at = account_balance.at(now, policy);
        let Some(notice) = Notice::of_account(account_balance, &at) else { continue };
        if !deps.store.account_mail_keys(account).await?.contains(&notice.mail_key(now)) {
            written += enqueue(deps, &[(account, None, notice)], now).await?;
        }
    }
    let notice_of = |row: &NoticeCandidate| {
        let at = Moment { now, arrears_since: row.arrears_since, policy };
        let notice = Notice::of_life(&row.life, &at)?;
        let is_new = !row.mail_keys.contains(&notice.mail_key(now));
        is_new.then_some((row.account, Some(row.sdkappid), notice))
    };
    let until = now.plus(policy.notice_before());
    // One instant before the earliest end that is spoken of.
    let from = now.minus(policy.notice_after()).minus(policy.arrears()).minus(Duration::from_micros(1));
    let mut cursor: Cursor = (from, i64::MAX);
    loop {
        let rows = deps.store.terms_ending(cursor, until, PAGE).await?;
        let Some(last) = rows.last() else { break };
        cursor = last.cursor;
        written += enqueue(deps, &rows.iter().filter_map(notice_of).collect::<Vec<_>>(), now).await?;
    }
    let mut cursor: Cursor = (now, 0);
    loop {
        let rows = deps.store.restorable_applications(now, cursor, PAGE).await?;
        let Some(last) = rows.last() else { break };
        cursor = last.cursor;
        written += enqueue(deps, &rows.iter().filter_map(notice_of).collect::<Vec<_>>(), now).await?;
    }
    Ok(written)
}

/// Enqueues mails, skipping those whose key exists, and tells webhooks. Returns the number of new ones.
pub(crate) async fn enqueue(deps: &Deps, mails: &[NewMail], now: Timestamp) -> Result<usize, Error> {
    if mails.is_empty() {
        return Ok(0);
    }
    let mut tx = deps.store.begin().await?;
    let new = tx.insert_mails(mails, now).await?;
    for mail in &new {
        emit::noticed(deps, &mut tx, mail, now).await?;
    }
    tx.commit().await?;
    Ok(new.len())
}

impl Console {
    /// Leases up to `most` mails that are due. Confirm each with [`Console::mail_sent`]; one that is not confirmed is
    /// retried later.
    pub async fn take_mails(&self, most: u32) -> Result<Vec<Mail>, Error> {
        let deps = self.deps();
        let now = deps.clock.now();
        let mut mails = Vec::new();
        for row in deps.store.mails_due(now, most).await? {
            let wait = FIRST_WAIT * 2_u32.saturating_pow(row.attempts.min(MAX_ATTEMPTS));
            let again = (row.attempts + 1 < MAX_ATTEMPTS).then(|| now.plus(wait));
            let mut tx = deps.store.begin().await?;
            let taken = tx.take_mail(&row, again).await?;
            tx.commit().await?;
            if !taken {
                continue;
            }
            let Some((content, recipients)) = self.open_mail(&row).await? else {
                let mut tx = deps.store.begin().await?;
                tx.mail_sent(&row).await?;
                tx.commit().await?;
                continue;
            };
            let name = row.name.clone().unwrap_or_default();
            let application = row.sdkappid.map(|sdkappid| (sdkappid, name));
            mails.push(Mail { recipients, content, application, row });
        }
        Ok(mails)
    }

    /// What the mail says and to whom. `None` if there is nothing to say any more.
    async fn open_mail(
        &self,
        row: &MailRow,
    ) -> Result<Option<(MailContent, Vec<(Email, Option<Language>)>)>, Error> {
        let recipients = row.recipient.iter().cloned();
        Ok(Some(match &row.content {
            QueuedMail::Notice(notice) => {
                let recipients = self.deps().store.recipients(row.account, row.sdkappid).await?;
                (MailContent::Notice(*notice), recipients)
            }
            QueuedMail::Personal(PersonalMail::Security(mail)) => {
                (MailContent::Security(mail.clone()), recipients.collect())
            }
            QueuedMail::Personal(PersonalMail::Invitation { id, language }) => {
                let invitation = personal_mail::invitation(&self.as_system(), row.account, *id).await?;
                let Some((facts, token)) = invitation else { return Ok(None) };
                let recipients = recipients.map(|(email, chosen)| (email, chosen.or(*language))).collect();
                (MailContent::Invitation { facts, token }, recipients)
            }
        }))
    }

    /// Confirms that the mail was sent.
    pub async fn mail_sent(&self, mail: &Mail) -> Result<(), Error> {
        let mut tx = self.deps().store.begin().await?;
        tx.mail_sent(&mail.row).await?;
        Ok(tx.commit().await?)
    }
}
