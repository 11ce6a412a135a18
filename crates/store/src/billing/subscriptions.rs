//! The subscription of an application, besides its lifecycle: its add-ons, and the amount paid for the current term.

use domain::account::AccountId;
use domain::application::lifecycle::Life;
use domain::application::sdkappid::Sdkappid;
use domain::billing::catalogue::AddOnCode;
use domain::billing::money::{Currency, Money};
use domain::billing::order::Subscription;

use crate::db::decode::{Table, sdkappid_to_db};
use crate::db::query::Sql;
use crate::{Error, Store, Tx};

const TABLE: Table = Table("application");

const SELECT: Sql =
    Sql::both("SELECT add_ons, paid FROM application WHERE account_id = $1 AND sdkappid = $2");

/// Codes separated by spaces, and minor units.
type AddOnRecord = (String, i64);

impl Store {
    /// What the application of that life has; amounts are in the currency of the account.
    pub async fn subscription(
        &self,
        account: AccountId,
        sdkappid: Sdkappid,
        life: Life,
        currency: Currency,
    ) -> Result<Subscription, Error> {
        let record = read!(self, fetch_optional::<AddOnRecord>(SELECT, account.0, sdkappid_to_db(sdkappid)));
        holding_of(sdkappid, life, currency, record)
    }
}

impl Tx {
    /// The same, within the transaction that locks the application.
    pub async fn subscription(
        &mut self,
        account: AccountId,
        sdkappid: Sdkappid,
        life: Life,
        currency: Currency,
    ) -> Result<Subscription, Error> {
        let record =
            tx_query!(self, fetch_optional::<AddOnRecord>(SELECT, account.0, sdkappid_to_db(sdkappid)));
        holding_of(sdkappid, life, currency, record)
    }

    /// Writes what it has beside its life.
    pub async fn set_subscription(
        &mut self,
        account: AccountId,
        subscription: &Subscription,
    ) -> Result<(), Error> {
        const UPDATE: Sql = Sql::both(
            "UPDATE application SET add_ons = $3, paid = $4 WHERE account_id = $1 AND sdkappid = $2",
        );
        let add_ons: Vec<&str> = subscription.add_ons.iter().map(AddOnCode::as_str).collect();
        let (sdkappid, paid) = (sdkappid_to_db(subscription.sdkappid), subscription.paid.minor());
        tx_query!(self, execute(UPDATE, account.0, sdkappid, add_ons.join(" "), paid));
        Ok(())
    }
}

fn holding_of(
    sdkappid: Sdkappid,
    life: Life,
    currency: Currency,
    record: Option<AddOnRecord>,
) -> Result<Subscription, Error> {
    let (add_ons, paid) = TABLE.require("sdkappid", record)?;
    let codes = add_ons.split_whitespace().map(|code| TABLE.valid("add_ons", code.parse()));
    let add_ons = codes.collect::<Result<_, _>>()?;
    Ok(Subscription { sdkappid, life, add_ons, paid: Money::new(paid, currency) })
}
