//! The devices that calls name by their users or by themselves.

use domain::application::sdkappid::Sdkappid;
use domain::certificate::CertificateId;

use crate::db::decode::{Table, record, sdkappid_to_db};
use crate::db::query::Sql;
use crate::{Error, Tx};

const TABLE: Table = Table("device");

/// A device that a target of a call stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetDevice {
    /// Number of the device.
    pub id: i64,
    /// Its certificate.
    pub certificate: CertificateId,
    /// Its application.
    pub sdkappid: Sdkappid,
    /// The user or `RegistrationID` that a call named.
    pub target: String,
}

record! {
    struct TargetRecord {
        id: i64,
        certificate_id: i64,
        sdkappid: i64,
        target: String,
    }
}

impl Tx {
    /// The devices of these users, and those with these names as their `RegistrationID`, in the order of their numbers.
    /// No pair may be given twice.
    pub async fn target_devices(&mut self, targets: &[(Sdkappid, &str)]) -> Result<Vec<TargetDevice>, Error> {
        // `CROSS JOIN` has SQLite look up each target in the index, and never the other way round.
        const SELECT: Sql = Sql {
            sqlite: "WITH target (sdkappid, name) AS MATERIALIZED \
                     (SELECT value ->> 0, value ->> 1 FROM json_each($1)) \
                     SELECT device.id, certificate_id, device.sdkappid, name AS target FROM target CROSS JOIN device \
                     ON device.sdkappid = target.sdkappid AND user_id = name \
                     UNION SELECT device.id, certificate_id, device.sdkappid, name FROM target CROSS JOIN device \
                     ON device.sdkappid = target.sdkappid AND registration_id = name ORDER BY 1",
            postgres: "WITH target (sdkappid, name) AS MATERIALIZED \
                       (SELECT (value ->> 0)::bigint, value ->> 1 FROM json_array_elements($1::json)) \
                       SELECT device.id, certificate_id, device.sdkappid, name AS target FROM target JOIN device \
                       ON device.sdkappid = target.sdkappid AND user_id = name \
                       UNION SELECT device.id, certificate_id, device.sdkappid, name FROM target JOIN device \
                       ON device.sdkappid = target.sdkappid AND registration_id = name ORDER BY 1",
        };
        let rows: Vec<_> = targets.iter().map(|&(sdkappid, name)| (sdkappid_to_db(sdkappid), name)).collect();
        let rows = TABLE.valid("user_id", serde_json::to_string(&rows))?;
        let records = tx_query!(self, fetch_all::<TargetRecord>(SELECT, &rows));
        records
            .into_iter()
            .map(|record| {
                Ok(TargetDevice {
                    id: record.id,
                    certificate: TABLE.valid("certificate_id", record.certificate_id.try_into())?,
                    sdkappid: TABLE.sdkappid(record.sdkappid)?,
                    target: record.target,
                })
            })
            .collect()
    }
}
