//! **Add Certificate**, **Edit**, **Delete**, and which certificate is the default.

use domain::account::AccountId;
use domain::account::permission::Permission;
use domain::application::lifecycle::Refusal;
use domain::application::sdkappid::Sdkappid;
use domain::audit::{Action, Change};
use domain::certificate::{
    Certificate, CertificateId, EditedCertificate, Facts, Health, NewCertificate, Platform, Warning,
};
use push::credential::Credential;
use push::credential::{Parsed, parse, parse_edit};
use store::{CertificateRow, Tx};

use super::read::read;
use super::{open, seal};
use crate::{Certificates, Context, Error};

/// Upper limit of certificates of an application: more than anybody has vendors, builds and packages.
pub(super) const MAX_CERTIFICATES: usize = 200;

pub struct SavedCertificate {
    /// Certificate ID; stays the same when the certificate is edited.
    pub id: CertificateId,
    /// Public facts that were read from its credential.
    pub facts: Facts,
    /// Problems that do not prevent saving.
    pub warnings: Vec<Warning>,
}

impl Certificates<'_> {
    /// Adds a certificate. The first one of its platform and bundle is their default. The vendor is not asked
    /// here: see [`Certificates::check`].
    pub async fn add(&self, sdkappid: Sdkappid, new: NewCertificate) -> Result<SavedCertificate, Error> {
        let Self(context) = self;
        let account = context.permitted_on(Permission::EditCertificates, sdkappid)?;
        let now = context.now();
        let given = new.account.clone();
        let parsed = read(context, move || parse(&given, now)).await?;
        let Parsed { credential, facts, warnings } = parsed;
        let mut tx = context.deps.store.begin().await?;
        tx.application(account, sdkappid).await?.ok_or(Error::NotFound)?;
        let others = tx.certificates(account, sdkappid).await?;
        if others.len() >= MAX_CERTIFICATES {
            return Err(Error::LimitReached { limit: i64::try_from(MAX_CERTIFICATES).unwrap_or(i64::MAX) });
        }
        let platform = credential.platform();
        let certificate = Certificate {
            id: tx.next_certificate_id().await?,
            platform,
            name: new.name,
            notes: new.notes,
            click_action: new.click_action,
            settings: new.settings,
            facts: facts.clone(),
            is_default: !has_default(&others, platform, facts.bundle()),
            health: Health::Unknown,
            checked_at: None,
            created_at: now,
            changed_at: now,
            version: 1,
        };
        let row = insert(context, &mut tx, account, sdkappid, certificate, &credential).await?;
        let id = row.certificate.id;
        let changes = [
            Change::between("certificate", "", &id.to_string()),
            Change::between("platform", "", platform.code()),
            Change::between("certificate_name", "", row.certificate.name.as_str()),
            Change::between("fingerprint", "", facts.fingerprint()),
        ];
        let changes = changes.into_iter().flatten();
        context.audit(&mut tx, Some(account), Some(sdkappid), Action::CertificateAdded, changes).await?;
        tx.commit().await?;
        Ok(SavedCertificate { id, facts, warnings })
    }

    /// Saves `edited` over version `seen`; [`Refusal::Meanwhile`] if there is a newer one. The ID stays, and so does
    /// every secret that is not replaced.
    pub async fn edit(
        &self,
        sdkappid: Sdkappid,
        id: CertificateId,
        edited: EditedCertificate,
        seen: i64,
    ) -> Result<SavedCertificate, Error> {
        let Self(context) = self;
        let account = context.permitted_on(Permission::EditCertificates, sdkappid)?;
        let now = context.now();
        // Read before anything is locked: that may take seconds. The version says whether it still holds then.
        let rows = context.deps.store.certificates(account, sdkappid).await?;
        let before = current(&rows, id, &edited, seen)?;
        let said = before.certificate.facts.clone();
        let given = edited.account.clone();
        let (kept, parsed) = match open(context.deps, before) {
            Ok(kept) => {
                let old = kept.clone();
                let parsed = read(context, move || parse_edit(&given, &old, &said, now)).await;
                (Some(kept), parsed)
            }
            // What cannot be opened any more is replaced, where nothing of it is needed.
            Err(error) => {
                let given = given.try_map(Option::clone, Option::clone).ok_or(error)?;
                (None, read(context, move || parse(&given, now)).await)
            }
        };
        let Parsed { credential, facts, warnings } = parsed?;
        let mut tx = context.deps.store.begin().await?;
        tx.application(account, sdkappid).await?.ok_or(Error::NotFound)?;
        let rows = tx.certificates(account, sdkappid).await?;
        let before = current(&rows, id, &edited, seen)?;
        let said = &before.certificate.facts;
        let same_credential = kept.as_ref() == Some(&credential);
        let platform = before.certificate.platform;
        // Elsewhere it comes like a new one.
        let is_default = if said.bundle() == facts.bundle() {
            before.certificate.is_default
        } else {
            !has_default(&rows, platform, facts.bundle())
        };
        let certificate = Certificate {
            name: edited.name,
            notes: edited.notes,
            click_action: edited.click_action,
            settings: edited.settings,
            facts: facts.clone(),
            is_default,
            // What was known was known of another credential.
            health: if same_credential { before.certificate.health.clone() } else { Health::Unknown },
            changed_at: now,
            version: seen + 1,
            ..before.certificate.clone()
        };
        let sealed = seal(context.deps, before, &credential)?;
        let after = CertificateRow { account, sdkappid, sealed, certificate };
        write(&mut tx, &after, seen, now).await?;
        let changes = [
            Change::between("certificate", "", &id.to_string()),
            Change::between(
                "certificate_name",
                before.certificate.name.as_str(),
                after.certificate.name.as_str(),
            ),
            Change::between("fingerprint", said.fingerprint(), facts.fingerprint()),
        ];
        let changes = changes.into_iter().flatten();
        context.audit(&mut tx, Some(account), Some(sdkappid), Action::CertificateEdited, changes).await?;
        tx.commit().await?;
        Ok(SavedCertificate { id, facts, warnings })
    }

    /// Destroys a certificate with its secret: from the commit on nothing is sent with it. The person has to have
    /// proved lately who they are.
    pub async fn delete(&self, sdkappid: Sdkappid, id: CertificateId) -> Result<(), Error> {
        let Self(context) = self;
        let account = context.permitted_on(Permission::EditCertificates, sdkappid)?;
        context.verified_or_token()?;
        let mut tx = context.deps.store.begin().await?;
        let row = find(&mut tx, account, sdkappid, id).await?;
        tx.delete_certificate(account, sdkappid, id).await?;
        let changes = [
            Change::between("certificate", &id.to_string(), ""),
            Change::between("certificate_name", row.certificate.name.as_str(), ""),
        ];
        let changes = changes.into_iter().flatten();
        context.audit(&mut tx, Some(account), Some(sdkappid), Action::CertificateDeleted, changes).await?;
        Ok(tx.commit().await?)
    }

    /// Makes a certificate the default of its platform and bundle.
    pub async fn make_default(&self, sdkappid: Sdkappid, id: CertificateId) -> Result<(), Error> {
        let Self(context) = self;
        let account = context.permitted_on(Permission::EditCertificates, sdkappid)?;
        let mut tx = context.deps.store.begin().await?;
        let mut row = find(&mut tx, account, sdkappid, id).await?;
        let (platform, bundle) = (row.certificate.platform, row.certificate.facts.bundle().to_owned());
        tx.clear_default_certificate(account, sdkappid, platform, &bundle).await?;
        let seen = row.certificate.version;
        row.certificate.is_default = true;
        row.certificate.version = seen + 1;
        let check_at = context.now();
        write(&mut tx, &row, seen, check_at).await?;
        let change = Change::between("certificate", "", &id.to_string());
        context.audit(&mut tx, Some(account), Some(sdkappid), Action::CertificateMadeDefault, change).await?;
        Ok(tx.commit().await?)
    }
}

/// The row that is edited. There is no such certificate of another platform: rows, settings and numbers are of one
/// for good. [`Refusal::Meanwhile`] if it is not the version that was `seen`.
fn current<'a>(
    rows: &'a [CertificateRow],
    id: CertificateId,
    edited: &EditedCertificate,
    seen: i64,
) -> Result<&'a CertificateRow, Error> {
    let row = rows.iter().find(|row| row.certificate.id == id).ok_or(Error::NotFound)?;
    if row.certificate.platform != edited.account.platform() {
        return Err(Error::NotFound);
    }
    if row.certificate.version == seen { Ok(row) } else { Err(Error::Refused(Refusal::Meanwhile)) }
}

/// One certificate of the application, both locked.
async fn find(
    tx: &mut Tx,
    account: AccountId,
    sdkappid: Sdkappid,
    id: CertificateId,
) -> Result<CertificateRow, Error> {
    tx.application(account, sdkappid).await?.ok_or(Error::NotFound)?;
    let rows = tx.certificates(account, sdkappid).await?;
    rows.into_iter().find(|row| row.certificate.id == id).ok_or(Error::NotFound)
}

/// Whether there is a default for pushes that name no certificate.
pub(super) fn has_default(rows: &[CertificateRow], platform: Platform, bundle: &str) -> bool {
    rows.iter().map(|row| &row.certificate).any(|certificate| {
        certificate.is_default && certificate.platform == platform && certificate.facts.bundle() == bundle
    })
}

/// Seals the credential of a new certificate for its row, and adds that.
pub(super) async fn insert(
    context: &Context<'_>,
    tx: &mut Tx,
    account: AccountId,
    sdkappid: Sdkappid,
    certificate: Certificate,
    credential: &Credential,
) -> Result<CertificateRow, Error> {
    let mut row = CertificateRow { account, sdkappid, sealed: Vec::new(), certificate };
    row.sealed = seal(context.deps, &row, credential)?;
    tx.insert_certificate(&row, context.now()).await?;
    Ok(row)
}

/// Writes a row that is locked; it is to be tried at once.
pub(super) async fn write(
    tx: &mut Tx,
    row: &CertificateRow,
    seen: i64,
    check_at: domain::time::Timestamp,
) -> Result<(), Error> {
    let written = tx.update_certificate(row, seen, check_at).await?;
    Error::expect_written(written, format_args!("certificate {}", row.certificate.id))
}
