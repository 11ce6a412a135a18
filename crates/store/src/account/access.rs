//! The access of people: the columns `role` and `limited` of `person`, and the rows of `person_application`.

use domain::account::access::Access;
use domain::account::permission::Role;
use domain::account::{AccountId, PersonId};
use domain::application::sdkappid::Sdkappid;

use crate::db::decode::{Table, sdkappid_to_db};
use crate::db::query::Sql;
use crate::{Error, Store, Tx};

const CHOSEN: Sql =
    Sql::both("SELECT sdkappid FROM person_application WHERE person_id = $1 ORDER BY sdkappid");

impl Store {
    /// The access of a person whose row has been read.
    pub(crate) async fn access(&self, person: PersonId, role: &str, limited: bool) -> Result<Access, Error> {
        let chosen = if limited { Some(read!(self, fetch_all::<(i64,)>(CHOSEN, person.0))) } else { None };
        decode(role, chosen)
    }
}

impl Tx {
    /// The same within the transaction.
    pub(crate) async fn access(
        &mut self,
        person: PersonId,
        role: &str,
        limited: bool,
    ) -> Result<Access, Error> {
        let chosen =
            if limited { Some(tx_query!(self, fetch_all::<(i64,)>(CHOSEN, person.0))) } else { None };
        decode(role, chosen)
    }

    /// Replaces the access of a member. Chosen applications are the account's own.
    pub async fn set_access(
        &mut self,
        account: AccountId,
        person: PersonId,
        access: &Access,
    ) -> Result<(), Error> {
        const UPDATE: Sql =
            Sql::both("UPDATE person SET role = $3, limited = $4 WHERE account_id = $1 AND id = $2");
        const FORGET: Sql =
            Sql::both("DELETE FROM person_application WHERE account_id = $1 AND person_id = $2");
        let limited = access.applications.is_some();
        tx_query!(self, execute(UPDATE, account.0, person.0, access.role.code(), limited));
        tx_query!(self, execute(FORGET, account.0, person.0));
        self.insert_chosen(account, person, access).await
    }

    /// Writes the applications that a new member is limited to.
    pub(crate) async fn insert_chosen(
        &mut self,
        account: AccountId,
        person: PersonId,
        access: &Access,
    ) -> Result<(), Error> {
        const INSERT: Sql =
            Sql::both("INSERT INTO person_application (account_id, person_id, sdkappid) VALUES ($1, $2, $3)");
        for sdkappid in access.applications.iter().flatten() {
            tx_query!(self, execute(INSERT, account.0, person.0, sdkappid_to_db(*sdkappid)));
        }
        Ok(())
    }
}

/// From the code of a role and the numbers of the chosen applications, `None` for all.
pub(crate) fn decode(role: &str, chosen: Option<Vec<(i64,)>>) -> Result<Access, Error> {
    const TABLE: Table = Table("person");
    let role = TABLE.require("role", Role::from_code(role))?;
    let parse = |chosen: Vec<(i64,)>| {
        chosen.into_iter().map(|(sdkappid,)| TABLE.sdkappid(sdkappid)).collect::<Result<Vec<Sdkappid>, _>>()
    };
    Ok(Access { role, applications: chosen.map(parse).transpose()? })
}
