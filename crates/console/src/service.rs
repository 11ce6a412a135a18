//! `/v4`: what back ends of applications call. They prove themselves in each call.

use domain::account::AccountId;
use domain::key::Key;
use domain::lifecycle::Status;
use domain::sdkappid::Sdkappid;
use domain::service_code::ServiceCode;
use domain::user_id::UserId;
use domain::usersig::{self, Verified};
use serde_json::{Map, Value};

use crate::verify_limit::Whose;
use crate::{Acting, Error, secrets};

/// For back ends; they prove themselves with an administrator's UserSig in each call.
#[derive(Clone, Copy)]
pub struct Service<'a>(pub(crate) Acting<'a>);

/// One call of `/v4`, as it came: not yet judged.
#[derive(Clone, Copy)]
pub struct ServiceCall<'a> {
    /// The application, in digits.
    pub sdkappid: &'a str,
    /// The UserID of the caller.
    pub identifier: &'a str,
    /// The caller's UserSig.
    pub usersig: &'a str,
}

/// A call that has been judged: the application's keys, for this call alone.
struct Judged {
    account: AccountId,
    sdkappid: Sdkappid,
    keys: Vec<(i64, Key)>,
}

impl Service<'_> {
    /// `POST /v4/usersig/verify`: judges the call, then the user's UserSig in `body`.
    ///
    /// Every call reads the application anew, so that it is refused from the very commit on that disables it.
    pub async fn verify_usersig(&self, call: ServiceCall<'_>, body: &[u8]) -> Result<Verified, ServiceCode> {
        let application = self.judge(call).await?;
        let body: Map<String, Value> = serde_json::from_slice(body).map_err(|_| ServiceCode::BadBody)?;
        let text = |name| body.get(name).and_then(Value::as_str).ok_or(ServiceCode::BadParameter);
        let user: UserId = text("UserID")?.parse().map_err(|_| ServiceCode::BadParameter)?;
        self.verify(&application, Whose::User, user.as_str(), text("UserSig")?)
    }

    /// The application is there and in service, and the caller is an administrator of it. What is learnt
    /// without its key is no more than the codes say.
    async fn judge(&self, call: ServiceCall<'_>) -> Result<Judged, ServiceCode> {
        let Self(acting) = self;
        let sdkappid: Sdkappid = call.sdkappid.parse().map_err(|_| ServiceCode::BadAddress)?;
        // What is no UserID is nobody's.
        let caller = call.identifier.parse::<UserId>();
        let caller = caller.as_ref().map_or("", UserId::as_str);
        let row = acting.parts.store.service(sdkappid, caller).await.map_err(fault)?;
        let row = row.ok_or(ServiceCode::NoSuchApplication)?;
        let now = acting.now();
        match row.life.status(now) {
            Status::Enabled => {}
            Status::Disabled | Status::Suspended => return Err(ServiceCode::OutOfService),
            Status::Deleted => return Err(ServiceCode::NoSuchApplication),
        }
        if !row.is_administrator {
            return Err(ServiceCode::NotAdministrator);
        }
        let keys = row
            .keys
            .iter()
            .filter(|key| key.life.is_accepted(now))
            .map(|key| Ok((key.version, secrets::open(acting.parts, row.account, sdkappid, key)?)))
            .collect::<Result<_, Error>>()
            .map_err(fault)?;
        let application = Judged { account: row.account, sdkappid, keys };
        self.verify(&application, Whose::Caller, call.identifier, call.usersig)?;
        Ok(application)
    }

    /// Judges one UserSig; a failure counts. Once too many have failed, nobody learns any more of a wrong
    /// one, and users are not judged at all; a caller with a right one is always let in.
    fn verify(
        &self,
        application: &Judged,
        whose: Whose,
        user: &str,
        usersig: &str,
    ) -> Result<Verified, ServiceCode> {
        let Self(acting) = self;
        let Judged { account, sdkappid, keys } = application;
        let (limit, counted, now) = (&acting.parts.verify_limit, (*sdkappid, whose), acting.now());
        let too_often = limit.is_reached(counted, now);
        if too_often && whose == Whose::User {
            return Err(ServiceCode::TooOften);
        }
        let verified = usersig::verify(usersig, *sdkappid, user, keys, now).map_err(|invalid| {
            limit.failed(counted, now);
            if too_often { ServiceCode::TooOften } else { invalid.into() }
        })?;
        acting.parts.key_uses.count(*account, *sdkappid, verified.key_version, now);
        Ok(verified)
    }
}

/// Our own fault: logged here, because the caller gets no more than a code.
fn fault(error: impl Into<Error>) -> ServiceCode {
    let error = error.into();
    tracing::error!(%error, "a service call failed");
    ServiceCode::Internal
}
