//! **Records**: the pushes of an application, and what became of each.

use domain::account::permission::Permission;
use std::collections::{BTreeMap, HashMap};

use domain::application::sdkappid::Sdkappid;
use domain::delivery::info::OfflinePushInfo;
use domain::delivery::outcome::{DeliveryState, OutcomeRecord};
use domain::delivery::record::{DeliveryEvent, DeviceRecord, PushPage, PushRecord, PushSummary};
use store::{AcceptedPushRow, PushBatchRow, PushSearch, Store};

use super::new_pushes::{RefusedTargets, stored};
use crate::{Context, Error};

/// Pushes of a page.
const PAGE: u32 = 20;

/// The pushes of the account's applications.
#[derive(Clone, Copy)]
pub struct Pushes<'a>(pub(crate) Context<'a>);

impl Pushes<'_> {
    /// A page of pushes with numbers below `before`. A search finds the push of a task, or those for a user or
    /// `RegistrationID`.
    pub async fn list(
        &self,
        sdkappid: Sdkappid,
        search: &str,
        before: Option<i64>,
    ) -> Result<PushPage, Error> {
        self.check(sdkappid).await?;
        let store = &self.0.deps.store;
        let (search, before) = (search.trim(), before.unwrap_or(i64::MAX));
        if !search.is_empty()
            && let Some(push) = store.accepted_push(sdkappid, search).await?
        {
            return Ok(PushPage { pushes: summaries(store, &[push]).await?, next: None });
        }
        let search = if search.is_empty() { PushSearch::All } else { PushSearch::Target(search) };
        let mut pushes = store.accepted_pushes(sdkappid, search, before, PAGE + 1).await?;
        let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let has_more = pushes.len() > page;
        pushes.truncate(page);
        let next = pushes.last().map(|push| push.id).filter(|_| has_more);
        Ok(PushPage { pushes: summaries(store, &pushes).await?, next })
    }

    /// The push of a task, with what became of it on each device.
    pub async fn record(&self, sdkappid: Sdkappid, task_id: &str) -> Result<PushRecord, Error> {
        self.check(sdkappid).await?;
        let store = &self.0.deps.store;
        let push = store.accepted_push(sdkappid, task_id).await?.ok_or(Error::NotFound)?;
        let batches = store.batches_of_pushes(&[push.id]).await?;
        let outcomes = outcomes(store, &batches).await?;
        let info: OfflinePushInfo = stored(&push.message)?;
        let RefusedTargets(refused) = stored(&push.refused)?;
        Ok(PushRecord {
            text: info.desc().to_owned(),
            from_account: push.from_account.clone(),
            data_id: push.data_id.clone(),
            expires_at: push.expires_at,
            devices: devices(store, sdkappid, &push, &batches, &outcomes).await?,
            summary: summary(&push, &batches, &outcomes)?,
            refused,
        })
    }

    /// The application is one of the account's.
    async fn check(&self, sdkappid: Sdkappid) -> Result<(), Error> {
        let account = self.0.permitted_on(Permission::ViewPushes, sdkappid)?;
        self.0.deps.store.application(account, sdkappid).await?.ok_or(Error::NotFound)?;
        Ok(())
    }
}

type Outcomes = HashMap<i64, Vec<OutcomeRecord>>;

async fn outcomes(store: &Store, batches: &[PushBatchRow]) -> Result<Outcomes, Error> {
    let positions: Vec<i64> = batches.iter().map(|batch| batch.position).collect();
    Ok(store.outcomes(&positions).await?)
}

async fn summaries(store: &Store, pushes: &[AcceptedPushRow]) -> Result<Vec<PushSummary>, Error> {
    let ids: Vec<i64> = pushes.iter().map(|push| push.id).collect();
    let batches = store.batches_of_pushes(&ids).await?;
    let outcomes = outcomes(store, &batches).await?;
    pushes.iter().map(|push| summary(push, &batches, &outcomes)).collect()
}

fn summary(
    push: &AcceptedPushRow,
    batches: &[PushBatchRow],
    outcomes: &Outcomes,
) -> Result<PushSummary, Error> {
    let mut states: BTreeMap<DeliveryState, usize> = BTreeMap::new();
    for batch in batches.iter().filter(|batch| batch.push == push.id) {
        let mut last = vec![DeliveryState::Waiting; batch.devices.len()];
        for record in outcomes.get(&batch.position).into_iter().flatten() {
            if let Some(state) = last.get_mut(usize::from(record.slot)) {
                *state = record.state;
            }
        }
        for state in last {
            *states.entry(state).or_default() += 1;
        }
    }
    let info: OfflinePushInfo = stored(&push.message)?;
    let RefusedTargets(refused) = stored(&push.refused)?;
    Ok(PushSummary {
        number: push.id,
        task_id: push.task_id.clone(),
        title: info.title().to_owned(),
        is_test: push.test_token.is_some(),
        accepted_at: push.accepted_at,
        states,
        refused: refused.len(),
    })
}

async fn devices(
    store: &Store,
    sdkappid: Sdkappid,
    push: &AcceptedPushRow,
    batches: &[PushBatchRow],
    outcomes: &Outcomes,
) -> Result<Vec<DeviceRecord>, Error> {
    let slots = batches.iter().flat_map(|batch| {
        (0..=u16::MAX).zip(&batch.devices).map(move |(slot, device)| (batch, slot, *device))
    });
    let shown: Vec<_> = slots.take(PushRecord::MAX_DEVICES).collect();
    let numbers: Vec<i64> = shown.iter().map(|(.., device)| *device).collect();
    let names = store.device_names(sdkappid, &numbers).await?;
    let mut reasons: Vec<u32> = outcomes.values().flatten().map(|record| record.reason).collect();
    reasons.sort_unstable();
    reasons.dedup();
    let reasons = store.push_reasons(&reasons).await?;
    let events = |position: i64, slot: u16| {
        let records = outcomes.get(&position).into_iter().flatten().filter(move |record| record.slot == slot);
        records.map(|record| DeliveryEvent {
            at: push.accepted_at.plus(std::time::Duration::from_millis(record.after.into())),
            state: record.state,
            attempts: record.attempts,
            reason: reasons.get(&record.reason).cloned(),
            sent_before_stop: record.sent_before_stop,
        })
    };
    Ok(shown
        .into_iter()
        .map(|(batch, slot, device)| DeviceRecord {
            device,
            test_token: push.test_token.clone(),
            registered: names.get(&device).cloned(),
            certificate: batch.certificate,
            events: events(batch.position, slot).collect(),
        })
        .collect())
}
