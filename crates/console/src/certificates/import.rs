//! The certificates of a file, compared with those that are there, then taken over.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::account::permission::Permission;
use domain::account::person::Password;
use domain::application::lifecycle::Refusal;
use domain::application::sdkappid::Sdkappid;
use domain::audit::{Action, Change};
use domain::certificate::{Certificate, CertificateId, Health, Import, ImportStep};
use domain::time::Timestamp;
use push::credential::Credential;
use serde::{Deserialize, Serialize};
use store::CertificateRow;
use zeroize::Zeroizing;

use super::file::{ExportFile, Metadata};
use super::save::{MAX_CERTIFICATES, has_default, insert, write};
use super::{open, seal};
use crate::console::Deps;
use crate::forms::flash;
use crate::{Certificates, Error};

/// Counts of what an import has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportSummary {
    /// Number of certificates that the application did not have.
    pub added: usize,
    /// Number of certificates that were there and are different now.
    pub changed: usize,
}

/// A decrypted export file, stored sealed until the person confirms the import.
#[derive(Serialize, Deserialize)]
struct PendingImport {
    from: Sdkappid,
    exported_at: Timestamp,
    entries: Vec<(Metadata, Zeroizing<String>)>,
    /// The certificates that the comparison was made with, and their versions.
    seen: Vec<(CertificateId, i64)>,
}

impl PendingImport {
    fn credentials(&self) -> Result<Vec<(Metadata, Credential)>, Error> {
        let broken = || Error::Internal("a kept import is broken".to_owned());
        let entries = self.entries.iter().map(|(metadata, kept)| {
            let bytes = Zeroizing::new(STANDARD.decode(kept.as_bytes()).map_err(|_| broken())?);
            let credential = Credential::from_stored(&bytes).map_err(|_| broken())?;
            Ok((metadata.clone(), credential))
        });
        entries.collect()
    }
}

/// Opens the file with the first of the ways in which its passphrase may have been typed that fits.
async fn open_any(
    deps: &Deps,
    file: &ExportFile,
    passphrase: &Password,
) -> Result<Vec<(Metadata, Credential)>, Error> {
    let mut opened = Err(Error::Internal("a passphrase without a way to type it".to_owned()));
    for way in passphrase.ways() {
        opened = file.open(&deps.passwords.stretch(way, file.salt()?).await?);
        if opened.is_ok() {
            break;
        }
    }
    opened
}

impl Certificates<'_> {
    /// Opens a file with its passphrase. A token for [`Certificates::opened`] and [`Certificates::import`];
    /// nothing changes yet.
    pub async fn open_file(
        &self,
        sdkappid: Sdkappid,
        bytes: &[u8],
        passphrase: &Password,
    ) -> Result<String, Error> {
        let Self(context) = self;
        context.permitted_on(Permission::TransferCertificates, sdkappid)?;
        let person = context.person()?;
        let file = ExportFile::read(bytes)?;
        let keep = |(metadata, credential): (Metadata, Credential)| {
            (metadata, Zeroizing::new(STANDARD.encode(credential.to_stored())))
        };
        let entries = open_any(context.deps, &file, passphrase).await?.into_iter().map(keep).collect();
        let mut tx = context.deps.store.begin().await?;
        tx.application(person.account, sdkappid).await?.ok_or(Error::NotFound)?;
        let seen = versions(&tx.certificates(person.account, sdkappid).await?);
        let opened = PendingImport { from: file.sdkappid, exported_at: file.exported_at, entries, seen };
        let token = flash::insert(context, &mut tx, person, sdkappid, &opened).await?;
        tx.commit().await?;
        Ok(token)
    }

    /// What the file of that token would change, if this browser opened it.
    pub async fn opened(&self, sdkappid: Sdkappid, token: &str) -> Result<Option<Import>, Error> {
        let Self(context) = self;
        context.permitted_on(Permission::TransferCertificates, sdkappid)?;
        let person = context.person()?;
        let Some(opened) = flash::find::<PendingImport>(context, person, sdkappid, token).await? else {
            return Ok(None);
        };
        let rows = context.deps.store.certificates(person.account, sdkappid).await?;
        let plan = plan(context.deps, sdkappid, &opened, &rows, context.now())?;
        let steps = plan.into_iter().map(|(step, _)| step).collect();
        Ok(Some(Import { from: opened.from, exported_at: opened.exported_at, steps }))
    }

    /// Takes over the file of that token: all of it or nothing. Certificates that are not in the file stay as they
    /// are. [`Refusal::Meanwhile`] if one was changed since the file was compared, or this was done already;
    /// [`Refusal::FileNotKept`] where the token is too old, or another browser's.
    pub async fn import(&self, sdkappid: Sdkappid, token: &str) -> Result<ImportSummary, Error> {
        let Self(context) = self;
        context.permitted_on(Permission::TransferCertificates, sdkappid)?;
        let person = context.person()?;
        let (account, now) = (person.account, context.now());
        let found = flash::find::<PendingImport>(context, person, sdkappid, token).await?;
        let opened = found.ok_or(Error::Refused(Refusal::FileNotKept))?;
        let mut tx = context.deps.store.begin().await?;
        tx.application(account, sdkappid).await?.ok_or(Error::NotFound)?;
        let mut rows = tx.certificates(account, sdkappid).await?;
        if versions(&rows) != opened.seen {
            return Err(Error::Refused(Refusal::Meanwhile));
        }
        let mut imported = ImportSummary { added: 0, changed: 0 };
        for (step, credential) in plan(context.deps, sdkappid, &opened, &rows, now)? {
            if step.is_same {
                continue;
            }
            let ImportStep { before, mut after, .. } = step;
            let fingerprint = before.as_ref().map_or("", |before| before.facts.fingerprint()).to_owned();
            let name = before.as_ref().map_or("", |before| before.name.as_str()).to_owned();
            let row = if let Some(before) = before {
                let row = CertificateRow { account, sdkappid, sealed: Vec::new(), certificate: after };
                let sealed = seal(context.deps, &row, &credential)?;
                let row = CertificateRow { sealed, ..row };
                write(&mut tx, &row, before.version, now).await?;
                imported.changed += 1;
                row
            } else {
                if rows.len() >= MAX_CERTIFICATES {
                    return Err(Error::LimitReached {
                        limit: i64::try_from(MAX_CERTIFICATES).unwrap_or(i64::MAX),
                    });
                }
                after.id = tx.next_certificate_id().await?;
                after.is_default = !has_default(&rows, after.platform, after.facts.bundle());
                let row = insert(context, &mut tx, account, sdkappid, after, &credential).await?;
                imported.added += 1;
                rows.push(row.clone());
                row
            };
            let certificate = &row.certificate;
            let changes = [
                Change::between("certificate", "", &certificate.id.to_string()),
                Change::between("certificate_name", &name, certificate.name.as_str()),
                Change::between("fingerprint", &fingerprint, certificate.facts.fingerprint()),
            ];
            let changes = changes.into_iter().flatten();
            context
                .audit(&mut tx, Some(account), Some(sdkappid), Action::CertificatesImported, changes)
                .await?;
        }
        tx.commit().await?;
        Ok(imported)
    }
}

fn versions(rows: &[CertificateRow]) -> Vec<(CertificateId, i64)> {
    rows.iter().map(|row| (row.certificate.id, row.certificate.version)).collect()
}

/// Each certificate of the file beside the one that it stands for: of the same number where the file was made
/// of this application, else of the same platform and name; never two beside one.
fn plan(
    deps: &Deps,
    sdkappid: Sdkappid,
    opened: &PendingImport,
    rows: &[CertificateRow],
    now: Timestamp,
) -> Result<Vec<(ImportStep, Credential)>, Error> {
    let is_here = opened.from == sdkappid;
    let mut taken = BTreeSet::new();
    let mut plan = Vec::with_capacity(opened.entries.len());
    for (metadata, credential) in opened.credentials()? {
        let by_number = |row: &&CertificateRow| {
            is_here && row.certificate.id == metadata.id && row.certificate.platform == metadata.platform
        };
        let by_name = |row: &&CertificateRow| {
            row.certificate.platform == metadata.platform && row.certificate.name == metadata.name
        };
        let free = || rows.iter().filter(|row| !taken.contains(&row.certificate.id));
        let before = free().find(by_number).or_else(|| free().find(by_name));
        if let Some(row) = before {
            taken.insert(row.certificate.id);
        }
        // One that cannot be opened is mended by the file.
        let kept = before.and_then(|row| open(deps, row).ok());
        let secret_changes = kept.as_ref() != Some(&credential);
        let before = before.map(|row| row.certificate.clone());
        let after = imported(metadata, before.as_ref(), secret_changes, now);
        let is_same = !secret_changes && before.as_ref().map(Metadata::of) == Some(Metadata::of(&after));
        plan.push((ImportStep { before, after, secret_changes, is_same }, credential));
    }
    Ok(plan)
}

fn imported(
    metadata: Metadata,
    before: Option<&Certificate>,
    secret_changes: bool,
    now: Timestamp,
) -> Certificate {
    let Metadata { platform, name, notes, click_action, settings, facts, .. } = metadata;
    let same_bundle = before.filter(|before| before.facts.bundle() == facts.bundle());
    let is_default = same_bundle.is_some_and(|before| before.is_default);
    // What was known was known of another credential.
    let health = before.filter(|_| !secret_changes).map_or(Health::Unknown, |before| before.health.clone());
    Certificate {
        // A new one gets its number when it is added.
        id: before.map_or(CertificateId::FIRST, |before| before.id),
        platform,
        name,
        notes,
        click_action,
        settings,
        facts,
        is_default,
        health,
        checked_at: before.and_then(|before| before.checked_at),
        created_at: before.map_or(now, |before| before.created_at),
        changed_at: now,
        version: before.map_or(1, |before| before.version + 1),
    }
}
