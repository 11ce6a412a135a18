//! `POST /v4/timpush/batch`: a push to named users or devices (docs/facts/push-calls.md#batch).

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::info::OfflinePushInfo;
use super::{DataId, Target};
use crate::usersig::service_code::ServiceCode;
use crate::usersig::user_id::UserId;

/// The body of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchCall {
    targets: Vec<Target>,
    from_account: Option<UserId>,
    msg_random: u32,
    data_id: Option<DataId>,
    info: OfflinePushInfo,
}

impl BatchCall {
    /// Maximum number of entries of `To_Account`, duplicates included.
    pub const MAX_TARGETS: usize = 500;

    /// Maximum size of a body in bytes: the longest targets, the largest `OfflinePushInfo`, and as much again as
    /// white space or for escaped characters.
    pub const MAX_BODY_BYTES: usize =
        2 * (Self::MAX_TARGETS * (Target::MAX_BYTES + 3) + OfflinePushInfo::MAX_BYTES);

    /// Parses the body of a call. The error is the code of the response:
    ///
    /// - [`ServiceCode::BadBody`]: not JSON, no object, nested too deeply, or larger than [`Self::MAX_BODY_BYTES`].
    /// - [`ServiceCode::BadTargets`]: `To_Account` is missing, has no or too many entries, or one that is no
    ///   [`Target`]. One such entry refuses the whole call, since it can only be a mistake of the caller.
    /// - [`ServiceCode::BadMsgRandom`]: `MsgRandom` is missing or no `u32`.
    /// - [`ServiceCode::PushTooLarge`]: the `OfflinePushInfo` is too large.
    /// - [`ServiceCode::BadDataId`]: the `DataId` is too long.
    /// - [`ServiceCode::BadPush`]: another member is missing, has the wrong type or is out of range.
    pub fn parse(body: &[u8]) -> Result<Self, ServiceCode> {
        if body.len() > Self::MAX_BODY_BYTES {
            return Err(ServiceCode::BadBody);
        }
        let body: Map<String, Value> = serde_json::from_slice(body).map_err(|_| ServiceCode::BadBody)?;
        let from_account = text(&body, "From_Account")?;
        let data_id = text(&body, "DataId")?;
        Ok(Self {
            targets: targets(&body)?,
            from_account: from_account.map(str::parse).transpose().map_err(|_| ServiceCode::BadPush)?,
            msg_random: msg_random(&body)?,
            data_id: data_id.map(str::parse).transpose().map_err(|_| ServiceCode::BadDataId)?,
            info: OfflinePushInfo::parse(body.get("OfflinePushInfo").ok_or(ServiceCode::BadPush)?)?,
        })
    }

    /// `To_Account` without duplicates, in the order of their first occurrence: 1 to [`Self::MAX_TARGETS`].
    pub fn targets(&self) -> &[Target] {
        &self.targets
    }

    /// `From_Account`: the sender.
    pub const fn from_account(&self) -> Option<&UserId> {
        self.from_account.as_ref()
    }

    /// `MsgRandom`: calls of the same second with the same number are duplicates
    /// (docs/facts/push-calls.md#deduplication).
    pub const fn msg_random(&self) -> u32 {
        self.msg_random
    }

    /// `DataId`: the caller's name of the push, for callbacks.
    pub const fn data_id(&self) -> Option<&DataId> {
        self.data_id.as_ref()
    }

    /// `OfflinePushInfo`: the contents of the push.
    pub const fn info(&self) -> &OfflinePushInfo {
        &self.info
    }

    /// The contents of the push, without the call.
    pub fn into_info(self) -> OfflinePushInfo {
        self.info
    }
}

fn text<'a>(body: &'a Map<String, Value>, name: &str) -> Result<Option<&'a str>, ServiceCode> {
    match body.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.as_str()).filter(|text| !text.is_empty())),
        Some(_) => Err(ServiceCode::BadPush),
    }
}

fn targets(body: &Map<String, Value>) -> Result<Vec<Target>, ServiceCode> {
    let given = match body.get("To_Account") {
        None | Some(Value::Null) => return Err(ServiceCode::BadTargets),
        Some(Value::Array(given)) => given,
        Some(_) => return Err(ServiceCode::BadPush),
    };
    if given.is_empty() || given.len() > BatchCall::MAX_TARGETS {
        return Err(ServiceCode::BadTargets);
    }
    let mut seen = BTreeSet::new();
    let mut targets = Vec::with_capacity(given.len());
    for target in given {
        let target = target.as_str().ok_or(ServiceCode::BadPush)?;
        if seen.insert(target) {
            targets.push(target.parse().map_err(|_| ServiceCode::BadTargets)?);
        }
    }
    Ok(targets)
}

fn msg_random(body: &Map<String, Value>) -> Result<u32, ServiceCode> {
    let random = body.get("MsgRandom").and_then(Value::as_u64);
    random.and_then(|random| random.try_into().ok()).ok_or(ServiceCode::BadMsgRandom)
}
