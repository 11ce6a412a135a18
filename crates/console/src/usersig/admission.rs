//! Which keys and users an application accepts now. Shared by `/v4` and the UserSig tool, so that they agree.

use domain::account::AccountId;
use domain::application::lifecycle::{Life, Moment};
use domain::application::sdkappid::Sdkappid;
use domain::billing::catalogue::{Catalogue, LimitKind, OverLimit};
use domain::billing::ledger::Month;
use domain::key::Key;
use domain::usersig::user_id::UserId;
use domain::usersig::verifier::Unavailable;
use store::ServiceRow;

use crate::usersig::active_users;
use crate::{Context, Error, secrets};

/// Reason why the application accepts no call now, if its status is one.
pub(crate) fn unavailable(context: &Context<'_>, row: &ServiceRow) -> Option<Unavailable> {
    let policy = context.deps.catalogue.get().policy();
    let moment = Moment { now: context.now(), arrears_since: row.arrears_since, policy };
    Unavailable::by_status(row.life.status(moment))
}

/// The keys of the application that are accepted now, and why one of them cannot be opened.
pub(crate) fn accepted_keys(
    context: &Context<'_>,
    sdkappid: Sdkappid,
    row: &ServiceRow,
) -> (Vec<(i64, Key)>, Option<Error>) {
    let (mut keys, mut failure) = (Vec::new(), None);
    for key in row.keys.iter().filter(|key| key.life.is_accepted(context.now())) {
        match secrets::open(context.deps, row.account, sdkappid, key) {
            Ok(opened) => keys.push((key.version, opened)),
            Err(error) => failure = Some(error),
        }
    }
    (keys, failure)
}

/// Whether a user may be active in the application this month: always, unless the catalogue refuses what is
/// beyond the limit of the package.
pub(crate) async fn admits(
    context: &Context<'_>,
    account: AccountId,
    sdkappid: Sdkappid,
    life: Life,
    user: &UserId,
) -> Result<bool, Error> {
    let catalogue = context.deps.catalogue.get();
    let limits = &catalogue.package(life.edition).limits;
    let refuses =
        limits.get(&LimitKind::MonthlyActiveUsers).is_some_and(|limit| limit.over == OverLimit::Refuse);
    if refuses { is_within_limit(context, account, sdkappid, life, user, &catalogue).await } else { Ok(true) }
}

/// Whether that user is counted already, or one more is within the limit.
async fn is_within_limit(
    context: &Context<'_>,
    account: AccountId,
    sdkappid: Sdkappid,
    life: Life,
    user: &UserId,
    catalogue: &Catalogue,
) -> Result<bool, Error> {
    let (deps, month, user) = (context.deps, Month::of(context.now()), active_users::hash(user));
    if deps.active_users.is_known(sdkappid, month, user) {
        return Ok(true);
    }
    // Users that wait for the flush count too.
    active_users::flush(deps).await?;
    if deps.store.is_active(sdkappid, month, user).await? {
        return Ok(true);
    }
    let currency = deps.store.account_balance(account).await?.balance().currency();
    let subscription = deps.store.subscription(account, sdkappid, life, currency).await?;
    let usage = deps.store.usage(account, sdkappid, month).await?;
    let kind = LimitKind::MonthlyActiveUsers;
    let so_far = usage.iter().find(|(known, _)| *known == kind).map_or(0, |(_, used)| *used);
    let limit = catalogue.limit(life.edition, &subscription.add_ons, kind);
    Ok(limit.is_none_or(|limit| !limit.refuses(so_far + 1)))
}
