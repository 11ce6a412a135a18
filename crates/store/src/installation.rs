//! What is true for the whole installation: its code, and how the names in it are folded.

use domain::application::ApplicationName;
use domain::text::FOLDING;

use crate::db::decode::Table;
use crate::db::query::Sql;
use crate::{Error, Tx};

impl Tx {
    /// The code of the installation; `fresh`, if it has none yet.
    pub async fn installation_code(&mut self, fresh: &str) -> Result<String, Error> {
        const GIVE: Sql = Sql::both("UPDATE installation SET code = $1 WHERE code = ''");
        const SELECT: Sql = Sql::both("SELECT code FROM installation");
        tx_query!(self, execute(GIVE, fresh));
        let (code,) = tx_query!(self, fetch_one::<(String,)>(SELECT));
        Ok(code)
    }

    /// Folds names again that an earlier version folded differently.
    pub(crate) async fn fold_names(&mut self) -> Result<(), Error> {
        const FOLDED_BY: Sql = for_update!("SELECT folding FROM installation");
        const NAMES: Sql = Sql::both("SELECT sdkappid, name, name_folded FROM application");
        const UPDATE: Sql = Sql::both("UPDATE application SET name_folded = $2 WHERE sdkappid = $1");
        const DONE: Sql = Sql::both("UPDATE installation SET folding = $1");
        let (folded_by,) = tx_query!(self, fetch_one::<(i64,)>(FOLDED_BY));
        if folded_by >= FOLDING {
            return Ok(());
        }
        for (sdkappid, name, folded) in tx_query!(self, fetch_all::<(i64, String, String)>(NAMES)) {
            let name: ApplicationName = Table("application").valid("name", name.try_into())?;
            if name.folded() != folded {
                tx_query!(self, execute(UPDATE, sdkappid, name.folded()));
            }
        }
        tx_query!(self, execute(DONE, FOLDING));
        Ok(())
    }
}
