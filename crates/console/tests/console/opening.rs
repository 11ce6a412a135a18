//! Opening the vault at start.

use console::{Error, Readiness};

use crate::common::{self, *};
use crate::on_both;

on_both!(a_master_key_that_does_not_fit_is_refused, |fresh| {
    let first = world(fresh).await;
    let owner = first.owner().await;
    first.create(&owner, "Orbit").await;
    let Err(Error::Vault(error)) = open(fresh, policy(), 2, master_key(9)).await.map(|_| ()) else {
        panic!("another master key was taken")
    };
    let words = error.to_string();
    assert!(words.contains(&master_key(1).fingerprint().to_string()), "{words}");
    assert!(words.contains(&master_key(9).fingerprint().to_string()), "{words}");
    open(fresh, policy(), 3, master_key(1)).await.map(|_| ()).unwrap();
    assert_eq!(first.count("data_key").await, 1);
});

on_both!(processes_that_start_at_once_share_a_data_key, |fresh| {
    let start = |seed| open(fresh, policy(), seed, master_key(1));
    let started = tokio::join!(start(1), start(2), start(3), start(4));
    let worlds = [started.0, started.1, started.2, started.3]
        .map(|world| world.unwrap_or_else(|error| panic!("{error}")));
    assert_eq!(worlds[0].count("data_key").await, 1);
    // What one seals the others open.
    let owner = worlds[0].owner().await;
    let sdkappid = worlds[1].create(&owner, "Orbit").await;
    let token = worlds[2].console.acting_as(&owner).keys().show(sdkappid).await.unwrap();
    let applications = worlds[3].console.acting_as(&owner).applications();
    assert!(applications.detail(sdkappid, Some(&token)).await.unwrap().revealed.is_some());
});

on_both!(a_console_is_ready_when_its_database_answers, |fresh| {
    let world = world(fresh).await;
    assert_eq!(world.console.readiness().await.unwrap(), Readiness::Ready);
    assert_eq!(world.console.now(), NOW);
    world.fresh.store.clone().close().await.unwrap();
    assert!(world.console.readiness().await.is_err());
});
