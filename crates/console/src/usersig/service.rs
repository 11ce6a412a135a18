//! `/v4`: what back ends of applications call. They prove themselves in each call.

use domain::account::AccountId;
use domain::application::lifecycle::Life;
use domain::application::sdkappid::Sdkappid;
use domain::billing::catalogue::LimitKind;
use domain::billing::ledger::Month;
use domain::key::Key;
use domain::usersig::Verified;
use domain::usersig::service_code::ServiceCode;
use domain::usersig::user_id::UserId;
use domain::usersig::verifier::Verifier;
use serde_json::{Map, Value};

use crate::usersig::active_users;
use crate::usersig::admission;
use crate::usersig::verify_limit::SigHolder;
use crate::{Context, Error};

/// Limits whose usage a back end reports, by their name in the call. The others are counted here.
const REPORTED_LIMITS: [(&str, LimitKind); 4] = [
    ("Groups", LimitKind::Groups),
    ("GroupMembers", LimitKind::GroupMembers),
    ("GroupsJoined", LimitKind::GroupsJoined),
    ("Friends", LimitKind::Friends),
];
/// Upper limit of a reported number, beyond any real one.
const MAX_REPORTED: u64 = 1_000_000_000_000;

/// For back ends; they prove themselves with an administrator's UserSig in each call.
#[derive(Clone, Copy)]
pub struct Service<'a>(pub(crate) Context<'a>);

/// One call of `/v4`, as it came: not yet judged.
#[derive(Clone, Copy)]
pub struct ServiceCall<'a> {
    /// The application, in digits.
    pub sdkappid: &'a str,
    /// The UserID of the caller.
    pub identifier: &'a str,
    /// UserSig of the caller, not yet verified.
    pub usersig: &'a str,
}

/// A call whose caller is authenticated, with the application's keys decrypted for this call.
pub(crate) struct AuthorizedCall {
    pub(crate) account: AccountId,
    pub(crate) sdkappid: Sdkappid,
    pub(crate) life: Life,
    keys: Vec<(i64, Key)>,
}

impl Service<'_> {
    /// `POST /v4/usersig/verify`: judges the call, then the user's UserSig in `body`.
    ///
    /// Every call reads the application again, so it is refused from the commit on that disables it.
    pub async fn verify_usersig(&self, call: ServiceCall<'_>, body: &[u8]) -> Result<Verified, ServiceCode> {
        let application = self.authorize(call).await?;
        let body: Map<String, Value> = serde_json::from_slice(body).map_err(|_| ServiceCode::BadBody)?;
        let text = |name| body.get(name).and_then(Value::as_str).ok_or(ServiceCode::BadParameter);
        let user: UserId = text("UserID")?.parse().map_err(|_| ServiceCode::BadParameter)?;
        let verified = self.verify(&application, SigHolder::User, user.as_str(), text("UserSig")?)?;
        self.count_active(&application, &user).await?;
        Ok(verified)
    }

    /// `POST /v4/usage/report`: what the application uses of limits that only its back end knows of, e.g.
    /// `{"Groups": 12, "GroupMembers": 180}`. What is not named stays as it was reported before.
    pub async fn report_usage(&self, call: ServiceCall<'_>, body: &[u8]) -> Result<(), ServiceCode> {
        let Self(context) = self;
        let AuthorizedCall { account, sdkappid, .. } = self.authorize(call).await?;
        let body: Map<String, Value> = serde_json::from_slice(body).map_err(|_| ServiceCode::BadBody)?;
        let reported = body.iter().map(|(name, used)| {
            let kind = REPORTED_LIMITS.iter().find(|(known, _)| known == name).map(|(_, kind)| *kind);
            kind.zip(used.as_u64().filter(|used| *used <= MAX_REPORTED)).ok_or(ServiceCode::BadParameter)
        });
        let reported: Vec<_> = reported.collect::<Result<_, _>>()?;
        if reported.is_empty() {
            return Err(ServiceCode::BadParameter);
        }
        let (month, store) = (Month::of(context.now()), &context.deps.store);
        let written = async {
            let mut tx = store.begin().await?;
            for (kind, used) in reported {
                tx.set_usage(account, sdkappid, month, kind, used).await?;
            }
            tx.commit().await
        };
        written.await.map_err(internal)
    }

    /// The user is active this month. Refused if the catalogue refuses what is beyond the limit, and this user
    /// would be.
    async fn count_active(&self, application: &AuthorizedCall, user: &UserId) -> Result<(), ServiceCode> {
        let Self(context) = self;
        let AuthorizedCall { account, sdkappid, life, .. } = application;
        if !admission::admits(context, *account, *sdkappid, *life, user).await.map_err(internal)? {
            return Err(ServiceCode::TooManyUsers);
        }
        let (month, user) = (Month::of(context.now()), active_users::hash(user));
        context.deps.active_users.count(*account, *sdkappid, month, user);
        Ok(())
    }

    /// The application is there and in service, and the caller is an administrator of it. What is learnt
    /// without its key is no more than the codes say.
    pub(crate) async fn authorize(&self, call: ServiceCall<'_>) -> Result<AuthorizedCall, ServiceCode> {
        let Self(context) = self;
        let sdkappid: Sdkappid = call.sdkappid.parse().map_err(|_| ServiceCode::BadAddress)?;
        // A malformed UserID belongs to nobody.
        let caller = call.identifier.parse::<UserId>();
        let caller = caller.as_ref().map_or("", UserId::as_str);
        let row = context.deps.store.service(sdkappid, caller).await.map_err(internal)?;
        let row = row.ok_or(ServiceCode::NoSuchApplication)?;
        if let Some(unavailable) = admission::unavailable(context, &row) {
            return Err(unavailable.code());
        }
        if !row.is_administrator {
            return Err(ServiceCode::NotAdministrator);
        }
        let (keys, unopened) = admission::accepted_keys(context, sdkappid, &row);
        if let Some(error) = unopened {
            return Err(internal(error));
        }
        let application = AuthorizedCall { account: row.account, sdkappid, life: row.life, keys };
        self.verify(&application, SigHolder::Caller, call.identifier, call.usersig)?;
        Ok(application)
    }

    /// Judges one UserSig; a failure counts. Once too many have failed, nobody learns any more of a wrong
    /// one, and users are not judged at all; a caller with a right one is always let in.
    fn verify(
        &self,
        application: &AuthorizedCall,
        holder: SigHolder,
        user: &str,
        usersig: &str,
    ) -> Result<Verified, ServiceCode> {
        let Self(context) = self;
        let AuthorizedCall { account, sdkappid, keys, .. } = application;
        let (limit, counted, now) = (&context.deps.verify_limit, (*sdkappid, holder), context.now());
        let too_often = limit.is_reached(counted, now);
        if too_often && holder == SigHolder::User {
            return Err(ServiceCode::TooOften);
        }
        let rules = Verifier { sdkappid: *sdkappid, keys, unavailable: None };
        let verified = rules.verify(usersig, user, now).map_err(|code| {
            limit.failed(counted, now);
            if too_often { ServiceCode::TooOften } else { code }
        })?;
        context.deps.key_uses.count(*account, *sdkappid, verified.key_version, now);
        Ok(verified)
    }
}

/// Our own fault: logged here, because the caller gets no more than a code.
pub(crate) fn internal(error: impl Into<Error>) -> ServiceCode {
    let error = error.into();
    tracing::error!(%error, "service call failed");
    ServiceCode::Internal
}
