//! **Check**: asks the vendor whether a credential works, when somebody asks, when it was saved, and once a day.

use domain::account::permission::Permission;
use std::time::Duration;

use domain::application::sdkappid::Sdkappid;
use domain::audit::{Action, Change};
use domain::billing::notice::Notice;
use domain::certificate::{Certificate, CertificateId, Health, expiry_notice};
use domain::time::Timestamp;
use push::outcome::{Checked, Outcome, Verdict};
use store::CertificateRow;

use super::open;
use crate::console::Deps;
use crate::jobs::mails;
use crate::{Certificates, Error};

/// Interval between two checks of a certificate.
const CHECK_INTERVAL: Duration = Duration::from_hours(24);
/// Interval before the next check where the vendor gave no verdict.
const RETRY_INTERVAL: Duration = Duration::from_hours(1);
/// Certificates that a job looks for at a time.
const PAGE: u32 = 50;
/// The first notice comes a month before the end.
const FIRST_NOTICE: Duration = Duration::from_hours(30 * 24);

impl Certificates<'_> {
    /// Asks the vendor and stores the verdict, unless the certificate was changed during the call.
    pub async fn check(&self, sdkappid: Sdkappid, id: CertificateId) -> Result<Health, Error> {
        let Self(context) = self;
        let account = context.permitted_on(Permission::EditCertificates, sdkappid)?;
        let store = &context.deps.store;
        let row = store.certificate(account, sdkappid, id).await?.ok_or(Error::NotFound)?;
        store.application(account, sdkappid).await?.ok_or(Error::NotFound)?;
        let health = check(context.deps, &row).await?;
        let mut tx = context.deps.store.begin().await?;
        let changes = [
            Change::between("certificate", "", &id.to_string()),
            Change::between("health", code(&row.certificate.health), code(&health)),
        ];
        let changes = changes.into_iter().flatten();
        context.audit(&mut tx, Some(account), Some(sdkappid), Action::CertificateChecked, changes).await?;
        tx.commit().await?;
        Ok(health)
    }
}

/// Asks the vendor of `row` and stores the health that follows.
pub(crate) async fn check(deps: &Deps, row: &CertificateRow) -> Result<Health, Error> {
    let before = &row.certificate.health;
    let (health, checked_at, again) = match open(deps, row) {
        Ok(credential) => {
            let checked = deps.gateway.check(&credential, deps.clock.now()).await;
            let again = if checked.verdict == Verdict::NotProven { RETRY_INTERVAL } else { CHECK_INTERVAL };
            (next_health(before, &checked), Some(checked.at), again)
        }
        Err(error) => {
            let (sdkappid, certificate) = (row.sdkappid, row.certificate.id);
            tracing::error!(%sdkappid, %certificate, %error, "decrypting a credential failed");
            (Health::Undecryptable, row.certificate.checked_at, CHECK_INTERVAL)
        }
    };
    let mut tx = deps.store.begin().await?;
    let check_at = deps.clock.now().plus(again);
    tx.set_certificate_health(row, &health, checked_at, check_at).await?;
    tx.commit().await?;
    Ok(health)
}

/// Stores that the vendor has refused the credential when a push was sent with it.
pub(crate) async fn refused_by_send(
    deps: &Deps,
    row: &CertificateRow,
    outcome: &Outcome,
    at: Timestamp,
) -> Result<(), Error> {
    let checked = Checked {
        verdict: Verdict::Refuted,
        at,
        code: outcome.code.clone(),
        words: outcome.words.clone(),
        remedy: outcome.remedy,
        belongs_to: None,
    };
    let health = next_health(&row.certificate.health, &checked);
    let mut tx = deps.store.begin().await?;
    tx.set_certificate_health(row, &health, Some(at), at.plus(RETRY_INTERVAL)).await?;
    tx.commit().await?;
    Ok(())
}

/// Health after a verdict of the vendor.
fn next_health(before: &Health, checked: &Checked) -> Health {
    // It could be opened: that it could not be once is over, whatever the vendor says.
    let before = if *before == Health::Undecryptable { &Health::Unknown } else { before };
    let words = match (checked.code.as_str(), checked.words.as_str()) {
        ("", words) => words.to_owned(),
        (code, "") => code.to_owned(),
        (code, words) => format!("{code}: {words}"),
    };
    match checked.verdict {
        Verdict::Proven => Health::Proven { at: checked.at },
        Verdict::Refuted => before.refused(checked.at, words, checked.remedy),
        Verdict::NotProven => before.undecided(checked.at, words, checked.remedy),
    }
}

const fn code(health: &Health) -> &'static str {
    match health {
        Health::Proven { .. } => "proven",
        Health::FailingSince { .. } => "failing",
        Health::NotProven { .. } => "not_proven",
        Health::Unknown => "unknown",
        Health::Undecryptable => "undecryptable",
    }
}

/// Certificates whose vendors are to be asked now.
pub(crate) async fn checks_due(deps: &Deps) -> Result<Vec<CertificateRow>, Error> {
    Ok(deps.store.certificates_to_check(deps.clock.now(), PAGE).await?)
}

/// Asks the vendor of `row`, unless another server has claimed the check; enqueues a mail when it begins to fail.
/// Returns the number of checks: 0 or 1.
pub(crate) async fn take_and_check(deps: &Deps, row: &CertificateRow) -> Result<usize, Error> {
    let now = deps.clock.now();
    let mut tx = deps.store.begin().await?;
    // If the check is taken but never finished, it is tried again in an hour.
    let taken = tx.take_certificate_check(row, now, now.plus(RETRY_INTERVAL)).await?;
    tx.commit().await?;
    if !taken {
        return Ok(0);
    }
    if let Health::FailingSince { since, .. } = check(deps, row).await? {
        let Certificate { id, platform, .. } = row.certificate;
        let notice = Notice::CertificateFails { id, platform, since };
        mails::enqueue(deps, &[(row.account, Some(row.sdkappid), notice)], now).await?;
    }
    Ok(1)
}

/// Writes down for the people of an account that certificates end. How many mails.
pub(crate) async fn enqueue_expiry_notices(deps: &Deps, now: Timestamp) -> Result<usize, Error> {
    let news = |row: CertificateRow| {
        let at = row.certificate.facts.expires_at().filter(|at| expiry_notice(*at, now).is_some())?;
        Some((row.account, Some(row.sdkappid), Notice::CertificateEnds { id: row.certificate.id, at }))
    };
    let ending = deps.store.certificates_ending(now, now.plus(FIRST_NOTICE)).await?;
    mails::enqueue(deps, &ending.into_iter().filter_map(news).collect::<Vec<_>>(), now).await
}
