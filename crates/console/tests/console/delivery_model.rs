//! Histories of accepted pushes, beside a reference: pushes, devices, certificates and answers of vendors change in any
//! order, the application is stopped and goes on, the clock jumps, and servers stop, are killed and start again. Whatever
//! the reference says is possible must be what is recorded, and in the end what the vendors have seen.

mod checks;
mod reference;
mod stage;

use std::collections::BTreeSet;
use std::time::Duration;

use domain::delivery::outcome::DeliveryState;
use store::Location;
use tokio::task::JoinSet;

use self::reference::{Answers, LONGEST_PAUSE, Token};
use self::stage::Stage;
use crate::common::{self, *};
use crate::on_both;
use crate::vendors::Vendors;
use crate::world::TestRng;

/// On each database; more with `DELIVERY_HISTORIES=...`
const HISTORIES: u64 = 16;
/// Histories at the same time, each on a database of its own: they wait more than they compute.
const AT_ONCE: usize = 8;
const DOINGS: u64 = 16;
const USERS: u64 = 3;
const DEVICES: u64 = 6;
/// Something that happens.
#[derive(Debug, Clone, Copy)]
enum Doing {
    Push {
        first: u64,
        users: u64,
    },
    /// A user signs in on a device, or its token is renewed.
    SetDevice {
        name: u64,
        user: u64,
        token: Token,
    },
    RemoveDevice {
        name: u64,
    },
    /// Disable, or Enable where it is disabled.
    Switch,
    /// The trial lasts a month longer.
    Extend,
    Answer {
        platform: usize,
        answers: Answers,
    },
    /// The same credential is saved anew.
    Edit {
        platform: usize,
    },
    /// Deletes the certificate, or adds another one.
    Exchange {
        platform: usize,
    },
    Wait(Duration),
    /// The server stops in good order or is killed, or starts.
    Server {
        is_killed: bool,
    },
    /// Everything is left to come to rest.
    Rest,
}

/// One of several.
fn one_of<T: Copy>(rng: &mut TestRng, several: &[T]) -> T {
    several[usize::try_from(rng.below(several.len() as u64)).unwrap()]
}

impl Doing {
    fn any(rng: &mut TestRng) -> Self {
        const HOURS: Duration = Duration::from_hours(2);
        const WAITS: [Duration; 5] =
            [Duration::from_secs(2), LONGEST_PAUSE, HOURS, HOURS, Duration::from_hours(25)];
        let platform = usize::from(rng.below(2) == 1);
        match rng.below(24) {
            0..=5 => Self::Push { first: rng.below(USERS), users: 1 + rng.below(USERS) },
            6..=7 => {
                let token = one_of(rng, &[Token::Good, Token::Good, Token::Dead, Token::Doubtful]);
                Self::SetDevice { name: rng.below(DEVICES), user: rng.below(USERS), token }
            }
            8 => Self::RemoveDevice { name: rng.below(DEVICES) },
            9..=10 => Self::Switch,
            11 => Self::Extend,
            12..=14 => {
                let answers =
                    [Answers::Well, Answers::Fails, Answers::Fails, Answers::Silent, Answers::Refuses];
                Self::Answer { platform, answers: one_of(rng, &answers) }
            }
            15 => Self::Edit { platform },
            16 => Self::Exchange { platform },
            17..=19 => Self::Wait(one_of(rng, &WAITS)),
            20..=21 => Self::Server { is_killed: rng.below(2) == 0 },
            _ => Self::Rest,
        }
    }
}

on_both!(every_delivery_goes_as_the_reference_says, |fresh| {
    let histories = std::env::var("DELIVERY_HISTORIES").ok().and_then(|text| text.parse().ok());
    let is_sqlite = matches!(fresh.location, Location::Sqlite(_));
    let (mut running, mut met) = (JoinSet::new(), BTreeSet::new());
    for seed in 0..histories.unwrap_or(HISTORIES) {
        if running.len() == AT_ONCE {
            met.extend(running.join_next().await.unwrap().unwrap());
        }
        running.spawn(async move {
            let fresh = if is_sqlite {
                common::empty_sqlite().await
            } else {
                common::empty_postgres().await.unwrap()
            };
            history(seed, &fresh.migrated().await).await
        });
    }
    while let Some(states) = running.join_next().await {
        met.extend(states.unwrap());
    }
    assert!(met.len() >= 6, "these ends alone were come to: {met:?}");
});

/// Plays a history to its end. Returns the states in which something has ended.
async fn history(seed: u64, fresh: &Fresh) -> BTreeSet<DeliveryState> {
    let vendors = Vendors::start(NOW).await;
    let mut rng = TestRng::new(seed);
    let mut stage = Stage::of(&vendors, fresh, seed).await;
    if rng.below(2) == 0 {
        // It is soon suspended.
        let rest = stage.reference.term_end.since(NOW.plus(Duration::from_hours(1)));
        stage.carry_out(Doing::Wait(rest)).await;
        if rng.below(2) == 0 {
            // What is accepted until then is to be tried again.
            stage.carry_out(Doing::Answer { platform: 0, answers: Answers::Fails }).await;
        }
    }
    for name in 0..DEVICES {
        stage.carry_out(Doing::SetDevice { name, user: name % USERS, token: Token::Good }).await;
    }
    for _ in 0..DOINGS {
        stage.carry_out(Doing::any(&mut rng)).await;
        if rng.below(3) == 0 {
            stage.rest().await;
        }
    }
    stage.end(rng.below(4) == 0).await
}
