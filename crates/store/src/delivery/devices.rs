//! Devices that pushes are sent to.

use domain::application::sdkappid::Sdkappid;
use domain::certificate::{CertificateId, Environment};
use domain::delivery::device::{Device, RegistrationId};
use domain::time::Timestamp;
use domain::usersig::user_id::UserId;

use crate::db::decode::{Table, record, sdkappid_to_db};
use crate::db::query::Sql;
use crate::{Error, Store, Tx};

const TABLE: Table = Table("device");

/// A device to register.
#[derive(Debug, Clone)]
pub struct NewDevice {
    /// The application that it is a device of.
    pub sdkappid: Sdkappid,
    /// Its name, if the back end chose one. The device of that name gets the token.
    pub registration_id: Option<RegistrationId>,
    /// Its name otherwise, unless the token is registered already.
    pub new_registration_id: RegistrationId,
    /// The user who is signed in on it.
    pub user: Option<UserId>,
    /// The certificate that pushes to it are sent with.
    pub certificate: CertificateId,
    /// What the vendor calls it.
    pub token: String,
    /// The first half of the SHA-256 of the token.
    pub token_digest: [u8; 16],
    /// Which of Apple's services issued the token.
    pub environment: Option<Environment>,
    /// Language tag; may be empty.
    pub language: String,
    /// Version of the app; may be empty.
    pub app_version: String,
}

/// Which devices of an application; each part that is given must match.
#[derive(Debug, Clone)]
pub struct DeviceFilter<'a> {
    /// Devices of this user.
    pub user: Option<&'a UserId>,
    /// The device of this name.
    pub registration_id: Option<&'a RegistrationId>,
    /// Devices of this certificate.
    pub certificate: Option<CertificateId>,
    /// Devices with a token of this digest.
    pub token_digest: Option<[u8; 16]>,
}

macro_rules! columns {
    () => {
        "id, registration_id, user_id, certificate_id, token, environment, language, app_version, created_at, \
         renewed_at, refused_since, refused_code"
    };
}

record! {
    struct DeviceRecord {
        id: i64,
        registration_id: String,
        user_id: Option<String>,
        certificate_id: i64,
        token: String,
        environment: Option<String>,
        language: String,
        app_version: String,
        created_at: i64,
        renewed_at: i64,
        refused_since: Option<i64>,
        refused_code: String,
    }
}

impl Store {
    /// Devices of a user after the one with the number `after`, the oldest first.
    pub async fn devices_of_user(
        &self,
        sdkappid: Sdkappid,
        user: &UserId,
        after: i64,
        limit: u32,
    ) -> Result<Vec<Device>, Error> {
        const SELECT: Sql = Sql::both(concat!(
            "SELECT ",
            columns!(),
            " FROM device WHERE sdkappid = $1 AND user_id = $2 AND id > $3 ORDER BY id LIMIT $4",
        ));
        let records = read!(
            self,
            fetch_all::<DeviceRecord>(
                SELECT,
                sdkappid_to_db(sdkappid),
                user.as_str(),
                after,
                i64::from(limit)
            )
        );
        records.into_iter().map(device).collect()
    }

    /// Certificates that were deleted, but still have devices. Goes from certificate to certificate in the index, however
    /// many devices each has.
    pub async fn deleted_certificates_with_devices(&self) -> Result<Vec<CertificateId>, Error> {
        const SELECT: Sql = Sql::both(
            "WITH RECURSIVE used (id) AS (SELECT min(certificate_id) FROM device UNION ALL \
             SELECT (SELECT min(certificate_id) FROM device WHERE certificate_id > used.id) FROM used \
             WHERE used.id IS NOT NULL) SELECT id FROM used WHERE id IS NOT NULL \
             AND NOT EXISTS (SELECT 1 FROM certificate WHERE certificate.id = used.id)",
        );
        let rows = read!(self, fetch_all::<(i64,)>(SELECT));
        rows.into_iter().map(|(id,)| TABLE.valid("certificate_id", id.try_into())).collect()
    }
}

impl Tx {
    /// Registers a device. The device of the same `registration_id`, or else the one with the same token, is updated, and
    /// a refusal of its token is forgotten; no other device keeps the token. Where another user has signed in on it, it
    /// becomes another device with the same name, so that nothing that was meant for the user before is sent to it.
    /// Returns its `RegistrationID`.
    pub async fn register_device(
        &mut self,
        new: &NewDevice,
        now: Timestamp,
    ) -> Result<RegistrationId, Error> {
        const BY_TOKEN: Sql = for_update!(
            "SELECT registration_id FROM device WHERE certificate_id = $1 AND token_digest = $2 AND sdkappid = $3"
        );
        const TAKE_TOKEN: Sql = Sql::both(
            "DELETE FROM device WHERE certificate_id = $1 AND token_digest = $2 \
             AND NOT (sdkappid = $3 AND registration_id = $4)",
        );
        const OF_ANOTHER_USER: Sql = Sql::both(
            "DELETE FROM device WHERE sdkappid = $1 AND registration_id = $2 AND user_id IS DISTINCT FROM $3",
        );
        const UPSERT: Sql = Sql::both(
            "INSERT INTO device (sdkappid, registration_id, user_id, certificate_id, token, token_digest, environment, \
             language, app_version, created_at, renewed_at, refused_since, refused_code) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, NULL, '') \
             ON CONFLICT (sdkappid, registration_id) DO UPDATE SET certificate_id = excluded.certificate_id, \
             token = excluded.token, token_digest = excluded.token_digest, environment = excluded.environment, \
             language = excluded.language, app_version = excluded.app_version, renewed_at = excluded.renewed_at, \
             refused_since = NULL, refused_code = ''",
        );
        let (sdkappid, certificate) = (sdkappid_to_db(new.sdkappid), i64::from(new.certificate));
        let (digest, user) = (new.token_digest.as_slice(), new.user.as_ref().map(UserId::as_str));
        let name = match &new.registration_id {
            Some(name) => name.clone(),
            None => {
                match tx_query!(self, fetch_optional::<(String,)>(BY_TOKEN, certificate, digest, sdkappid)) {
                    Some((name,)) => TABLE.valid("registration_id", name.parse())?,
                    None => new.new_registration_id.clone(),
                }
            }
        };
        tx_query!(self, execute(TAKE_TOKEN, certificate, digest, sdkappid, name.as_str()));
        tx_query!(self, execute(OF_ANOTHER_USER, sdkappid, name.as_str(), user));
        tx_query!(
            self,
            execute(
                UPSERT,
                sdkappid,
                name.as_str(),
                user,
                certificate,
                &new.token,
                digest,
                new.environment.map(environment_code),
                &new.language,
                &new.app_version,
                now.micros(),
            )
        );
        Ok(name)
    }

    /// Removes the devices that match a filter with a user, a name, or a certificate and a token. Returns how many there
    /// were.
    pub async fn delete_devices(
        &mut self,
        sdkappid: Sdkappid,
        filter: &DeviceFilter<'_>,
    ) -> Result<u64, Error> {
        /// The condition that finds them in an index comes last.
        macro_rules! delete {
            ($found_by:literal) => {
                Sql::both(concat!(
                    "DELETE FROM device WHERE sdkappid = $1 AND ($2 IS NULL OR user_id = $2) \
                     AND ($3 IS NULL OR registration_id = $3) AND ($4 IS NULL OR certificate_id = $4) \
                     AND ($5 IS NULL OR token_digest = $5) AND ",
                    $found_by
                ))
            };
        }
        let delete = match filter {
            DeviceFilter { registration_id: Some(_), .. } => delete!("registration_id = $3"),
            DeviceFilter { user: Some(_), .. } => delete!("user_id = $2"),
            _ => delete!("certificate_id = $4 AND token_digest = $5"),
        };
        Ok(tx_query!(
            self,
            execute(
                delete,
                sdkappid_to_db(sdkappid),
                filter.user.map(UserId::as_str),
                filter.registration_id.map(RegistrationId::as_str),
                filter.certificate.map(i64::from),
                filter.token_digest.as_ref().map(<[u8; 16]>::as_slice),
            )
        ))
    }

    /// Removes up to `limit` devices of a certificate. Returns how many there were.
    pub async fn delete_devices_of(&mut self, certificate: CertificateId, limit: u32) -> Result<u64, Error> {
        const DELETE: Sql = Sql::both(
            "DELETE FROM device WHERE id IN (SELECT id FROM device WHERE certificate_id = $1 LIMIT $2)",
        );
        Ok(tx_query!(self, execute(DELETE, i64::from(certificate), i64::from(limit))))
    }
}

const fn environment_code(environment: Environment) -> &'static str {
    match environment {
        Environment::Development => "development",
        Environment::Production => "production",
    }
}

fn environment(code: &str) -> Option<Environment> {
    [Environment::Development, Environment::Production]
        .into_iter()
        .find(|known| environment_code(*known) == code)
}

fn device(record: DeviceRecord) -> Result<Device, Error> {
    let user = record.user_id.map(|user| TABLE.valid("user_id", user.parse())).transpose()?;
    Ok(Device {
        id: record.id,
        registration_id: TABLE.valid("registration_id", record.registration_id.parse())?,
        user,
        certificate: TABLE.valid("certificate_id", record.certificate_id.try_into())?,
        token: record.token,
        environment: record
            .environment
            .map(|code| TABLE.require("environment", environment(&code)))
            .transpose()?,
        language: record.language,
        app_version: record.app_version,
        created_at: Timestamp::from_micros(record.created_at),
        renewed_at: Timestamp::from_micros(record.renewed_at),
        refused: record.refused_since.map(|at| (Timestamp::from_micros(at), record.refused_code)),
    })
}
