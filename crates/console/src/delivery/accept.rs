//! `/v4/timpush/batch`: an application's back end sends a push to users or devices (docs/facts/push-calls.md#batch).

use std::time::Duration;

use domain::billing::catalogue::LimitKind;
use domain::delivery::batch_call::BatchCall;
use domain::usersig::service_code::ServiceCode;
use sha2::{Digest as _, Sha256};

use super::new_pushes::{AcceptedPush, Call};
use crate::usersig::service::{AuthorizedCall, internal};
use crate::{Service, ServiceCall};

/// How long a call with the same `MsgRandom` and body is answered with the first push.
const REPEAT_WINDOW: Duration = Duration::from_secs(10);
/// How long a call with the same `Idempotency-Key` is.
const IDEMPOTENCY_WINDOW: Duration = Duration::from_hours(24);

impl Service<'_> {
    /// `POST /v4/timpush/batch`. What is accepted is committed, and is delivered or ends in a recorded state.
    ///
    /// [`ServiceCode::PushTooOften`] where the catalogue refuses what is beyond the push calls per second of the package.
    pub async fn accept_push(
        &self,
        call: ServiceCall<'_>,
        body: &[u8],
        idempotency_key: Option<&str>,
    ) -> Result<AcceptedPush, ServiceCode> {
        let Self(context) = self;
        let AuthorizedCall { sdkappid, life, .. } = self.authorize(call).await?;
        let (now, deps) = (context.now(), context.deps);
        let calls = deps.push_rate.count(sdkappid, now);
        let limit = deps.catalogue.get().limit(life.edition, &[], LimitKind::PushPerSecond);
        if limit.is_some_and(|limit| limit.refuses(calls)) {
            return Err(ServiceCode::PushTooOften);
        }
        let batch = BatchCall::parse(body)?;
        let repeated = Sha256::new().chain_update(b"body").chain_update(body).finalize().into();
        let mut repeat_keys = vec![(repeated, now.plus(REPEAT_WINDOW))];
        if let Some(key) = idempotency_key {
            let key = Sha256::new().chain_update(b"key").chain_update(key).finalize().into();
            repeat_keys.push((key, now.plus(IDEMPOTENCY_WINDOW)));
        }
        let accepted = deps.acceptor.accept(Call { sdkappid, batch, repeat_keys }).await;
        accepted.map_err(|error| {
            internal(error);
            ServiceCode::PushInternal
        })
    }
}
