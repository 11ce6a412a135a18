//! What is wrong with certificates, counted: for lists and the navigation.

use domain::account::permission::Permission;
use std::collections::HashMap;

use domain::application::alarms::Alarms;
use domain::application::sdkappid::Sdkappid;

use crate::{Certificates, Error};

impl Certificates<'_> {
    /// Of every application of the account that has something to say.
    pub async fn alarms(&self) -> Result<HashMap<Sdkappid, Alarms>, Error> {
        let Self(context) = self;
        let account = context.permitted(Permission::ViewCertificates)?;
        let alarms = context.deps.store.alarms(account, None, context.now()).await?;
        Ok(alarms.into_iter().filter(|(sdkappid, _)| context.includes(*sdkappid)).collect())
    }

    /// Of one application; `None` if it is not the account's.
    pub async fn alarms_of(&self, sdkappid: Sdkappid) -> Result<Alarms, Error> {
        let Self(context) = self;
        let account = context.permitted_on(Permission::ViewCertificates, sdkappid)?;
        let alarms = context.deps.store.alarms(account, Some(sdkappid), context.now()).await?;
        Ok(alarms.first().map(|(_, alarms)| *alarms).unwrap_or_default())
    }
}
