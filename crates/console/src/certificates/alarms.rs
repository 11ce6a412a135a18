//! What is wrong with certificates, counted: for lists and the navigation.

use std::collections::HashMap;

use domain::application::alarms::Alarms;
use domain::application::sdkappid::Sdkappid;

use crate::{Certificates, Error};

impl Certificates<'_> {
    /// Of every application of the account that has something to say.
    pub async fn alarms(&self) -> Result<HashMap<Sdkappid, Alarms>, Error> {
        let Self(acting) = self;
        let account = acting.person()?.account;
        let alarms = acting.parts.store.alarms(account, None, acting.now()).await?;
        Ok(alarms.into_iter().collect())
    }

    /// Of one application; none where it is not the account's.
    pub async fn alarms_of(&self, sdkappid: Sdkappid) -> Result<Alarms, Error> {
        let Self(acting) = self;
        let account = acting.person()?.account;
        let alarms = acting.parts.store.alarms(account, Some(sdkappid), acting.now()).await?;
        Ok(alarms.first().map(|(_, alarms)| *alarms).unwrap_or_default())
    }
}
