//! `/v4`: what back ends of applications call. They prove themselves in each call.

use domain::account::AccountId;
use domain::catalogue::{Catalogue, LimitKind, Over};
use domain::key::Key;
use domain::ledger::Month;
use domain::lifecycle::{Life, Moment, Status};
use domain::sdkappid::Sdkappid;
use domain::service_code::ServiceCode;
use domain::user_id::UserId;
use domain::usersig::{self, Verified};
use serde_json::{Map, Value};

use crate::verify_limit::Whose;
use crate::{Acting, Error, active_users, secrets};

/// What a back end may report, by its name in the call. The rest is counted here.
const REPORTED: [(&str, LimitKind); 4] = [
    ("Groups", LimitKind::Groups),
    ("GroupMembers", LimitKind::GroupMembers),
    ("GroupsJoined", LimitKind::GroupsJoined),
    ("Friends", LimitKind::Friends),
];
/// More than there is of anything.
const MOST_REPORTED: u64 = 1_000_000_000_000;

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
    life: Life,
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
        let verified = self.verify(&application, Whose::User, user.as_str(), text("UserSig")?)?;
        self.count_active(&application, &user).await?;
        Ok(verified)
    }

    /// `POST /v4/usage/report`: what the application uses of limits that only its back end knows of, e.g.
    /// `{"Groups": 12, "GroupMembers": 180}`. What is not named stays as it was reported before.
    pub async fn report_usage(&self, call: ServiceCall<'_>, body: &[u8]) -> Result<(), ServiceCode> {
        let Self(acting) = self;
        let Judged { account, sdkappid, .. } = self.judge(call).await?;
        let body: Map<String, Value> = serde_json::from_slice(body).map_err(|_| ServiceCode::BadBody)?;
        let reported = body.iter().map(|(name, used)| {
            let kind = REPORTED.iter().find(|(known, _)| known == name).map(|(_, kind)| *kind);
            kind.zip(used.as_u64().filter(|used| *used <= MOST_REPORTED)).ok_or(ServiceCode::BadParameter)
        });
        let reported: Vec<_> = reported.collect::<Result<_, _>>()?;
        if reported.is_empty() {
            return Err(ServiceCode::BadParameter);
        }
        let (month, store) = (Month::of(acting.now()), &acting.parts.store);
        let written = async {
            let mut tx = store.begin().await?;
            for (kind, used) in reported {
                tx.set_usage(account, sdkappid, month, kind, used).await?;
            }
            tx.commit().await
        };
        written.await.map_err(fault)
    }

    /// The user is active this month. Refused where the catalogue refuses what is beyond the limit, and this user
    /// would be.
    async fn count_active(&self, application: &Judged, user: &UserId) -> Result<(), ServiceCode> {
        let Self(acting) = self;
        let Judged { account, sdkappid, life, .. } = application;
        let (month, user) = (Month::of(acting.now()), active_users::hash(user));
        let catalogue = acting.parts.catalogue.get();
        let kind = LimitKind::MonthlyActiveUsers;
        let refuses = catalogue
            .package(life.edition)
            .limits
            .get(&kind)
            .is_some_and(|limit| limit.over == Over::Refused);
        if refuses && !self.may_be_active(application, &catalogue, month, user).await.map_err(fault)? {
            return Err(ServiceCode::TooManyUsers);
        }
        acting.parts.active_users.count(*account, *sdkappid, month, user);
        Ok(())
    }

    /// Whether that user is counted already, or one more is within the limit.
    async fn may_be_active(
        &self,
        application: &Judged,
        catalogue: &Catalogue,
        month: Month,
        user: i64,
    ) -> Result<bool, Error> {
        let parts = self.0.parts;
        let Judged { account, sdkappid, life, .. } = application;
        if parts.active_users.is_known(*sdkappid, month, user) {
            return Ok(true);
        }
        // Who waits to be written down counts too.
        active_users::write_down(parts).await?;
        if parts.store.is_active(*sdkappid, month, user).await? {
            return Ok(true);
        }
        let currency = parts.store.standing(*account).await?.balance().currency();
        let holding = parts.store.holding(*account, *sdkappid, *life, currency).await?;
        let usage = parts.store.usage(*account, *sdkappid, month).await?;
        let kind = LimitKind::MonthlyActiveUsers;
        let so_far = usage.iter().find(|(known, _)| *known == kind).map_or(0, |(_, used)| *used);
        let limit = catalogue.limit(life.edition, &holding.add_ons, kind);
        Ok(limit.is_none_or(|limit| !limit.refuses(so_far + 1)))
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
        let policy = acting.parts.catalogue.get().policy();
        match row.life.status(Moment { now, arrears_since: row.arrears_since, policy }) {
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
        let application = Judged { account: row.account, sdkappid, life: row.life, keys };
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
        let Judged { account, sdkappid, keys, .. } = application;
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
