//! Invitations to an account.

use domain::account::access::Access;
use domain::account::member::Invitation;
use domain::account::person::Email;
use domain::account::{AccountId, InvitationId};
use domain::time::Timestamp;

use crate::account::access::decode;
use crate::db::decode::{Table, record, sdkappid_to_db};
use crate::db::query::Sql;
use crate::{Error, Store, Tx};

/// An invitation, with the ciphertext of its token.
#[derive(Clone)]
pub struct InvitationRow {
    pub account: AccountId,
    /// What may be shown of it.
    pub invitation: Invitation,
    /// SHA-256 of the token.
    pub token_hash: Vec<u8>,
    /// Ciphertext by `vault`.
    pub sealed: Vec<u8>,
}

/// An invitation to insert.
pub struct NewInvitation {
    pub account: AccountId,
    /// SHA-256 of the token.
    pub token_hash: Vec<u8>,
    /// Ciphertext of the token by `vault`.
    pub sealed: Vec<u8>,
    pub email: Email,
    pub access: Access,
    /// Who invites, as the audit trail names them.
    pub invited_by: String,
    pub created_at: Timestamp,
    /// Instant at which it expires.
    pub ends_at: Timestamp,
}

const TABLE: Table = Table("invitation");

record! {
    struct InvitationRecord {
        account_id: i64,
        id: i64,
        token_hash: Vec<u8>,
        sealed: Vec<u8>,
        email: String,
        role: String,
        limited: bool,
        invited_by: String,
        created_at: i64,
        ends_at: i64,
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT account_id, id, token_hash, sealed, email, role, limited, invited_by, created_at, ends_at \
             FROM invitation ",
            $rest
        )
    };
}

const CHOSEN: Sql =
    Sql::both("SELECT sdkappid FROM invitation_application WHERE invitation_id = $1 ORDER BY sdkappid");

impl Store {
    /// The open invitations of an account, expired ones among them, the latest first.
    pub async fn invitations(&self, account: AccountId) -> Result<Vec<InvitationRow>, Error> {
        const OF_ACCOUNT: Sql = Sql::both(select!("WHERE account_id = $1 ORDER BY id DESC"));
        let records = read!(self, fetch_all::<InvitationRecord>(OF_ACCOUNT, account.0));
        let mut rows = Vec::with_capacity(records.len());
        for record in records {
            rows.push(self.invitation_row(record).await?);
        }
        Ok(rows)
    }

    /// The invitation of that token hash that has not expired at `now`.
    pub async fn invitation(
        &self,
        token_hash: &[u8],
        now: Timestamp,
    ) -> Result<Option<InvitationRow>, Error> {
        const BY_TOKEN: Sql = Sql::both(select!("WHERE token_hash = $1 AND ends_at > $2"));
        match read!(self, fetch_optional::<InvitationRecord>(BY_TOKEN, token_hash, now.micros())) {
            Some(record) => Ok(Some(self.invitation_row(record).await?)),
            None => Ok(None),
        }
    }

    /// The latest invitation to that address that has not expired at `now`, whatever the account.
    pub async fn invitation_to(&self, email: &Email, now: Timestamp) -> Result<Option<InvitationRow>, Error> {
        const BY_EMAIL: Sql =
            Sql::both(select!("WHERE email = $1 AND ends_at > $2 ORDER BY id DESC LIMIT 1"));
        match read!(self, fetch_optional::<InvitationRecord>(BY_EMAIL, email.as_str(), now.micros())) {
            Some(record) => Ok(Some(self.invitation_row(record).await?)),
            None => Ok(None),
        }
    }

    async fn invitation_row(&self, record: InvitationRecord) -> Result<InvitationRow, Error> {
        let chosen =
            if record.limited { Some(read!(self, fetch_all::<(i64,)>(CHOSEN, record.id))) } else { None };
        let access = decode(&record.role, chosen)?;
        row(record, access)
    }
}

impl Tx {
    /// A new invitation, in place of one to the same address.
    pub async fn insert_invitation(&mut self, new: &NewInvitation) -> Result<InvitationId, Error> {
        const REPLACE: Sql = Sql::both("DELETE FROM invitation WHERE account_id = $1 AND email = $2");
        const INSERT: Sql = Sql::both(
            "INSERT INTO invitation (account_id, token_hash, sealed, email, role, limited, invited_by, created_at, \
             ends_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id",
        );
        const CHOOSE: Sql = Sql::both(
            "INSERT INTO invitation_application (account_id, invitation_id, sdkappid) VALUES ($1, $2, $3)",
        );
        tx_query!(self, execute(REPLACE, new.account.0, new.email.as_str()));
        let (id,) = tx_query!(
            self,
            fetch_one::<(i64,)>(
                INSERT,
                new.account.0,
                &new.token_hash,
                &new.sealed,
                new.email.as_str(),
                new.access.role.code(),
                new.access.applications.is_some(),
                &new.invited_by,
                new.created_at.micros(),
                new.ends_at.micros(),
            )
        );
        for sdkappid in new.access.applications.iter().flatten() {
            tx_query!(self, execute(CHOOSE, new.account.0, id, sdkappid_to_db(*sdkappid)));
        }
        Ok(InvitationId(id))
    }

    /// The e-mail address of the invitation that was deleted; `None` if there was none.
    pub async fn delete_invitation(
        &mut self,
        account: AccountId,
        invitation: InvitationId,
    ) -> Result<Option<String>, Error> {
        const DELETE: Sql =
            Sql::both("DELETE FROM invitation WHERE account_id = $1 AND id = $2 RETURNING email");
        let deleted = tx_query!(self, fetch_optional::<(String,)>(DELETE, account.0, invitation.0));
        Ok(deleted.map(|(email,)| email))
    }

    /// Those that expired before that instant. How many there were.
    pub async fn delete_invitations_before(&mut self, instant: Timestamp) -> Result<u64, Error> {
        const DELETE: Sql = Sql::both("DELETE FROM invitation WHERE ends_at < $1");
        Ok(tx_query!(self, execute(DELETE, instant.micros())))
    }
}

fn row(record: InvitationRecord, access: Access) -> Result<InvitationRow, Error> {
    Ok(InvitationRow {
        account: AccountId(record.account_id),
        invitation: Invitation {
            id: InvitationId(record.id),
            email: TABLE.valid("email", record.email.try_into())?,
            access,
            invited_by: record.invited_by,
            created_at: Timestamp::from_micros(record.created_at),
            ends_at: Timestamp::from_micros(record.ends_at),
        },
        token_hash: record.token_hash,
        sealed: record.sealed,
    })
}
