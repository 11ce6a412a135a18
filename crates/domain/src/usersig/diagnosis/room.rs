//! The PrivateMapKey that a token carries.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::finding::{Finding, clip};
use super::{Check, CheckName, CheckOutcome};
use crate::time::Timestamp;
use crate::usersig::Claims;
use crate::usersig::private_map_key::PrivateMapKey;

pub(super) fn check(claims: &Claims<'_>, now: Timestamp) -> Check {
    let Some(userbuf) = &claims.userbuf else {
        return Check::new(CheckName::PrivateMapKey, CheckOutcome::Unchecked, vec![Finding::NoRoom]);
    };
    let fails = |finding| Check::new(CheckName::PrivateMapKey, CheckOutcome::Fails, vec![finding]);
    let Ok(bytes) = STANDARD.decode(userbuf.as_bytes()) else { return fails(Finding::RoomNotBase64) };
    let key = match PrivateMapKey::decode(&bytes) {
        Ok(key) => key,
        Err(malformed) => return fails(Finding::RoomMalformed(malformed)),
    };
    let until = Timestamp::from_unix_seconds(i64::from(key.expires_at));
    let mut wrong = Vec::new();
    if key.account != claims.identifier {
        wrong.push(Finding::RoomOfOtherUser { account: clip(&key.account) });
    }
    if u64::from(key.sdkappid) != claims.sdkappid {
        wrong.push(Finding::RoomOfOtherApplication { sdkappid: key.sdkappid });
    }
    if i64::from(key.expires_at) < now.unix_seconds() {
        wrong.push(Finding::RoomExpired { since: until });
    }
    let mut doubtful = Vec::new();
    if key.privileges.named().next().is_none() {
        doubtful.push(Finding::RoomWithoutPrivileges);
    }
    if key.privileges.unknown() != 0 {
        doubtful.push(Finding::RoomUnknownPrivileges { bits: key.privileges.unknown() });
    }
    let outcome = match (wrong.is_empty(), doubtful.is_empty()) {
        (true, true) => CheckOutcome::Holds,
        (true, false) => CheckOutcome::Doubtful,
        (false, _) => CheckOutcome::Fails,
    };
    let mut findings = wrong;
    findings.append(&mut doubtful);
    findings.push(Finding::Room { room: key.room.clipped(), privileges: key.privileges, until });
    Check::new(CheckName::PrivateMapKey, outcome, findings)
}
