//! A day of verifications for the sample's busiest application, with a key rotation in the middle.

use std::time::Duration;

use console::{Actor, Console, ServiceCall};
use domain::application::sdkappid::Sdkappid;
use domain::key::SecretKey;
use domain::key::rotation::Overlap;
use domain::time::Timestamp;
use domain::usersig;
use domain::usersig::user_id::UserId;

use super::owner::Owner;
use super::{SampleClock, stranger};
use crate::cli::CommandError;

/// Verifications of each hour of a day, from midnight.
const BY_HOUR: [u32; 24] =
    [6, 4, 3, 3, 4, 7, 14, 26, 38, 44, 41, 45, 52, 47, 40, 38, 42, 49, 58, 63, 55, 39, 24, 12];
/// Hours ago that the key was rotated.
const ROTATED: usize = 7;
const HOUR: Duration = Duration::from_hours(1);
/// Validity of a UserSig in seconds.
const EXPIRE: u64 = 7 * 86_400;

/// Verifies users hour by hour until `now`. After the rotation most back ends sign with the new key, and some still
/// with the old one.
pub(super) async fn run(
    console: &Console,
    clock: &SampleClock,
    owner: &Owner,
    sdkappid: Sdkappid,
    now: Timestamp,
) -> Result<(), CommandError> {
    clock.set(now.minus(HOUR * 25));
    let old = current_key(console, owner, sdkappid).await?;
    let mut new = None;
    for ago in (0..BY_HOUR.len()).rev() {
        let hour = now.minus(HOUR * u32::try_from(ago).unwrap_or_default()).floor(HOUR);
        if ago == ROTATED {
            clock.set(hour);
            let lately = owner.sign_in_again(console).await?;
            rotate(console, &lately.actor, sdkappid).await?;
            lately.sign_out(console).await?;
            new = Some(current_key(console, owner, sdkappid).await?);
        }
        let of_day = usize::try_from(hour.civil().second_of_day / 3_600).unwrap_or_default();
        let calls = BY_HOUR.get(of_day).copied().unwrap_or_default();
        for call in 0..calls {
            let at = hour.plus(HOUR / calls * call);
            if at > now {
                break;
            }
            clock.set(at);
            let key = if call % 5 == 0 { &old } else { new.as_ref().unwrap_or(&old) };
            verify(console, sdkappid, key, call, at).await?;
        }
    }
    clock.set(now);
    Ok(())
}

async fn verify(
    console: &Console,
    sdkappid: Sdkappid,
    key: &SecretKey,
    number: u32,
    now: Timestamp,
) -> Result<(), CommandError> {
    let wrong = |_| CommandError::Refused("a UserID of the sample is not valid".to_owned());
    let administrator: UserId = "administrator".parse().map_err(wrong)?;
    let user: UserId = format!("user{:03}", number % 61).parse().map_err(wrong)?;
    let sign = |user: &UserId| usersig::sign(sdkappid, key, user, now, EXPIRE);
    let call = ServiceCall {
        sdkappid: &sdkappid.to_string(),
        identifier: administrator.as_str(),
        usersig: &sign(&administrator),
    };
    let body = serde_json::json!({ "UserID": user.as_str(), "UserSig": sign(&user) }).to_string();
    let back_end = stranger("sample back end");
    let verified = console.acting_as(&back_end).service().verify_usersig(call, body.as_bytes()).await;
    verified.map_err(|code| CommandError::Refused(format!("a call of the sample was refused: {code:?}")))?;
    Ok(())
}

async fn rotate(console: &Console, owner: &Actor, sdkappid: Sdkappid) -> Result<(), CommandError> {
    let overlap: Overlap = "3"
        .parse()
        .map_err(|_| CommandError::Refused("the overlap of the sample is not valid".to_owned()))?;
    console.acting_as(owner).keys().rotate(sdkappid, 1, overlap, "").await?;
    Ok(())
}

/// The current key, as its owner sees it.
pub(super) async fn current_key(
    console: &Console,
    owner: &Owner,
    sdkappid: Sdkappid,
) -> Result<SecretKey, CommandError> {
    let acting = console.acting_as(&owner.actor);
    let (token, _) = acting.keys().unlock(sdkappid, &owner.password).await?;
    let shown = acting.applications().detail(sdkappid, Some(&token)).await?.revealed.unwrap_or_default();
    shown.parse().map_err(|_| CommandError::Refused("the key of the sample cannot be read".to_owned()))
}
