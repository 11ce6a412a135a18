//! Accounts: what they have, since when they owe, and what they require of their people.

use domain::account::AccountId;
use domain::billing::account_balance::AccountBalance;
use domain::billing::money::{Currency, Money};
use domain::time::Timestamp;

use crate::db::decode::Table;
use crate::db::query::Sql;
use crate::{Error, Store, Tx};

const TABLE: Table = Table("account");

macro_rules! select {
    () => {
        "SELECT currency, balance, arrears_since FROM account WHERE id = $1"
    };
}

/// Currency, balance and arrears of an account, as they are kept.
pub(crate) type BalanceRecord = (String, i64, Option<i64>);

impl Store {
    /// How the account stands.
    pub async fn account_balance(&self, account: AccountId) -> Result<AccountBalance, Error> {
        const SELECT: Sql = Sql::both(select!());
        let record = read!(self, fetch_optional::<BalanceRecord>(SELECT, account.0));
        account_balance_of(TABLE.require("id", record)?)
    }

    /// The account that was created first, if there is one.
    pub async fn first_account(&self) -> Result<Option<AccountId>, Error> {
        const SELECT: Sql = Sql::both("SELECT id FROM account ORDER BY id LIMIT 1");
        Ok(read!(self, fetch_optional::<(i64,)>(SELECT)).map(|(account,)| AccountId(account)))
    }

    /// The accounts that are in arrears, with how they stand.
    pub async fn accounts_in_arrears(&self) -> Result<Vec<(AccountId, AccountBalance)>, Error> {
        const SELECT: Sql = Sql::both(
            "SELECT id, currency, balance, arrears_since FROM account WHERE arrears_since IS NOT NULL ORDER BY id",
        );
        let rows = read!(self, fetch_all::<(i64, String, i64, Option<i64>)>(SELECT));
        rows.into_iter()
            .map(|(id, currency, balance, since)| {
                Ok((AccountId(id), account_balance_of((currency, balance, since))?))
            })
            .collect()
    }
}

impl Tx {
    /// How the account stands. Its row is locked: lock it before any of its applications.
    pub async fn account_balance(&mut self, account: AccountId) -> Result<AccountBalance, Error> {
        const SELECT: Sql = for_update!(select!());
        let record = tx_query!(self, fetch_optional::<BalanceRecord>(SELECT, account.0));
        account_balance_of(TABLE.require("id", record)?)
    }

    /// Writes how the account stands after an entry of its ledger.
    pub(crate) async fn set_account_balance(
        &mut self,
        account: AccountId,
        account_balance: AccountBalance,
    ) -> Result<(), Error> {
        const UPDATE: Sql = Sql::both("UPDATE account SET balance = $2, arrears_since = $3 WHERE id = $1");
        let since = account_balance.arrears_since().map(Timestamp::micros);
        tx_query!(self, execute(UPDATE, account.0, account_balance.balance().minor(), since));
        Ok(())
    }

    /// Chooses the currency of an account that has no entry in its ledger; false if it has one.
    pub async fn set_currency(&mut self, account: AccountId, currency: Currency) -> Result<bool, Error> {
        const UPDATE: Sql = Sql::both(
            "UPDATE account SET currency = $2 WHERE id = $1 \
             AND NOT EXISTS (SELECT 1 FROM ledger WHERE account_id = $1)",
        );
        Ok(tx_query!(self, execute(UPDATE, account.0, currency.code())) > 0)
    }

    /// Says whether everybody in the account needs a second factor; false if that is so already.
    pub async fn set_second_factor_required(
        &mut self,
        account: AccountId,
        required: bool,
    ) -> Result<bool, Error> {
        const UPDATE: Sql = Sql::both(
            "UPDATE account SET second_factor_required = $2 WHERE id = $1 AND second_factor_required <> $2",
        );
        Ok(tx_query!(self, execute(UPDATE, account.0, required)) > 0)
    }
}

/// Validates the stored values.
pub(crate) fn account_balance_of(
    (currency, balance, arrears_since): BalanceRecord,
) -> Result<AccountBalance, Error> {
    let currency = TABLE.valid("currency", currency.parse())?;
    let arrears_since = arrears_since.map(Timestamp::from_micros);
    TABLE.require("arrears_since", AccountBalance::from_stored(Money::new(balance, currency), arrears_since))
}
