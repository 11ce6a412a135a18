//! Routes each request to the vendor named by its path, and injects faults.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::time::Timestamp;
use push::hosts::Host;

use crate::chaos::Fault;
use crate::env::path;
use crate::fixtures::{Fixtures, FixturesError};
use crate::request::Request;
use crate::response::Response;
use crate::state::State;
use crate::{Clock, Options, Random, apns, control, fcm, honor, huawei, meizu, oppo, vivo, xiaomi};

pub(crate) struct Simulator {
    options: Options,
    clock: Arc<dyn Clock>,
    /// The certificate of the authority, PEM.
    authority: String,
    state: Mutex<State>,
}

impl Simulator {
    pub(crate) fn new(
        options: Options,
        fixtures: &Fixtures,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
    ) -> Result<Self, FixturesError> {
        let state = Mutex::new(State::new(random, options.token_lifetime)?);
        Ok(Self { options, clock, authority: fixtures.authority().to_owned(), state })
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) fn respond(&self, request: Request) -> Response {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(response) = control::respond(&mut state, &request, &self.authority) {
            return response;
        }
        state.requests += 1;
        let fault = self.options.chaos.and_then(|chaos| chaos.fault(state.requests));
        if let Some(Fault::Replace(response)) = fault {
            return response.with_delay(self.options.latency);
        }
        let response = route(&mut state, request);
        let fault_delay = if let Some(Fault::Delay(delay)) = fault { delay } else { Duration::ZERO };
        let delay = response.delay + self.options.latency + fault_delay;
        response.with_delay(delay)
    }
}

fn route(state: &mut State, mut request: Request) -> Response {
    let prefix = |host: &Host| {
        let prefix = path(*host);
        if prefix.is_empty() {
            return None;
        }
        let rest = request.path.strip_prefix(&prefix)?;
        rest.chars().next().is_none_or(|next| next == '/').then_some(prefix)
    };
    let found = Host::ALL.into_iter().find_map(|host| Some((host, prefix(&host)?)));
    // Apple has no prefix: its clients accept no path in the address.
    let Some((host, prefix)) = found else { return apns::respond(state, &request) };
    request.base = request.path.drain(..prefix.len()).collect();
    match host {
        Host::ApnsProduction | Host::ApnsSandbox => apns::respond(state, &request),
        Host::Fcm => fcm::send(state, &request),
        Host::FcmToken => fcm::token(state, &request),
        Host::Huawei => huawei::android(state, &request),
        Host::HuaweiToken => huawei::token(state, &request),
        Host::Harmony => huawei::harmony(state, &request),
        Host::Honor => honor::send(state, &request),
        Host::HonorToken => honor::token(state, &request),
        Host::XiaomiChina
        | Host::XiaomiSingapore
        | Host::XiaomiEurope
        | Host::XiaomiIndia
        | Host::XiaomiRussia => xiaomi::respond(state, &request),
        Host::Oppo => oppo::respond(state, &request),
        Host::Vivo => vivo::respond(state, &request),
        Host::Meizu => meizu::respond(state, &request),
    }
}
