//! What an application has beside its life: its add-ons, and what was paid for the current term.

use domain::account::AccountId;
use domain::application::lifecycle::Life;
use domain::application::sdkappid::Sdkappid;
use domain::billing::catalogue::Code;
use domain::billing::money::{Currency, Money};
use domain::billing::order::Holding;

use crate::db::decode::{Table, number};
use crate::db::query::Sql;
use crate::{Error, Store, Tx};

const TABLE: Table = Table("application");

const SELECT: Sql =
    Sql::both("SELECT add_ons, paid FROM application WHERE account_id = $1 AND sdkappid = $2");

/// Codes separated by spaces, and minor units.
type Record = (String, i64);

impl Store {
    /// What the application of that life has; amounts are in the currency of the account.
    pub async fn holding(
        &self,
        account: AccountId,
        sdkappid: Sdkappid,
        life: Life,
        currency: Currency,
    ) -> Result<Holding, Error> {
        let record = read!(self, fetch_optional::<Record>(SELECT, account.0, number(sdkappid)));
        judge(sdkappid, life, currency, record)
    }
}

impl Tx {
    /// The same, within the transaction that locks the application.
    pub async fn holding(
        &mut self,
        account: AccountId,
        sdkappid: Sdkappid,
        life: Life,
        currency: Currency,
    ) -> Result<Holding, Error> {
        let record = within!(self, fetch_optional::<Record>(SELECT, account.0, number(sdkappid)));
        judge(sdkappid, life, currency, record)
    }

    /// Writes what it has beside its life.
    pub async fn set_holding(&mut self, account: AccountId, holding: &Holding) -> Result<(), Error> {
        const UPDATE: Sql = Sql::both(
            "UPDATE application SET add_ons = $3, paid = $4 WHERE account_id = $1 AND sdkappid = $2",
        );
        let add_ons: Vec<&str> = holding.add_ons.iter().map(Code::as_str).collect();
        let (sdkappid, paid) = (number(holding.sdkappid), holding.paid.minor());
        within!(self, execute(UPDATE, account.0, sdkappid, add_ons.join(" "), paid));
        Ok(())
    }
}

fn judge(
    sdkappid: Sdkappid,
    life: Life,
    currency: Currency,
    record: Option<Record>,
) -> Result<Holding, Error> {
    let (add_ons, paid) = TABLE.some("sdkappid", record)?;
    let codes = add_ons.split_whitespace().map(|code| TABLE.ok("add_ons", code.parse()));
    let add_ons = codes.collect::<Result<_, _>>()?;
    Ok(Holding { sdkappid, life, add_ons, paid: Money::new(paid, currency) })
}
