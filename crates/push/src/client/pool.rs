//! Connections over HTTP/2, kept open and shared by the requests of one credential. One connection carries as many
//! requests as its server allows at a time; the HTTP library queues the others. So that they do not wait, a credential
//! gets further connections when all of its own are busy.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rustls::ClientConfig;

use super::connector::{Protocol, TlsConfigError};
use super::transport::{self, Transport};
use crate::credential::Fingerprint;

/// Number of requests on a connection from which another one is opened. Servers allow at least 100, as RFC 9113 (6.5.2)
/// recommends; APNs allows 1,000.
const BUSY: usize = 100;
/// Maximum number of connections of a credential.
const MAX_CONNECTIONS: usize = 8;
/// Maximum number of credentials whose connections are kept open while no request is on them.
const MAX_POOLS: usize = 1024;

/// The connections of all credentials in use.
pub(super) struct Pools {
    pools: Mutex<HashMap<Fingerprint, Arc<Pool>>>,
    connect_timeout: Duration,
}

/// The connections of one credential.
pub(super) struct Pool {
    tls: ClientConfig,
    connect_timeout: Duration,
    connections: Mutex<Vec<Arc<Connection>>>,
}

/// A client of the HTTP library, which keeps one connection to a server and reopens it if it closes.
struct Connection {
    transport: Transport,
    /// Number of requests on it.
    load: AtomicUsize,
}

/// A connection for one request, which counts as load until it is dropped.
pub(super) struct Lease(Arc<Connection>);

impl Pools {
    pub(super) fn new(connect_timeout: Duration) -> Self {
        Self { pools: Mutex::default(), connect_timeout }
    }

    /// The connections of a credential; `tls` configures those of a new one.
    pub(super) fn of(
        &self,
        fingerprint: &Fingerprint,
        tls: impl FnOnce() -> Result<ClientConfig, TlsConfigError>,
    ) -> Result<Arc<Pool>, TlsConfigError> {
        let mut pools = self.pools.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pool) = pools.get(fingerprint) {
            return Ok(Arc::clone(pool));
        }
        if pools.len() >= MAX_POOLS {
            pools.retain(|_, pool| pool.load() > 0);
        }
        let (tls, connect_timeout) = (tls()?, self.connect_timeout);
        let pool = Arc::new(Pool { tls, connect_timeout, connections: Mutex::default() });
        pools.insert(*fingerprint, Arc::clone(&pool));
        Ok(pool)
    }
}

impl Pool {
    /// The connection with the least load, or a new one if all are busy.
    pub(super) fn lease(&self) -> Lease {
        let mut connections = self.connections.lock().unwrap_or_else(PoisonError::into_inner);
        let load = |connection: &&Arc<Connection>| connection.load.load(Ordering::Relaxed);
        let idlest = connections.iter().min_by_key(load);
        let is_enough =
            |connection: &&Arc<Connection>| load(connection) < BUSY || connections.len() >= MAX_CONNECTIONS;
        let connection = if let Some(connection) = idlest.filter(is_enough) {
            Arc::clone(connection)
        } else {
            let transport = transport::open(self.tls.clone(), Protocol::Http2, self.connect_timeout);
            let opened = Arc::new(Connection { transport, load: AtomicUsize::new(0) });
            connections.push(Arc::clone(&opened));
            opened
        };
        connection.load.fetch_add(1, Ordering::Relaxed);
        Lease(connection)
    }

    fn load(&self) -> usize {
        let connections = self.connections.lock().unwrap_or_else(PoisonError::into_inner);
        connections.iter().map(|connection| connection.load.load(Ordering::Relaxed)).sum()
    }
}

impl Lease {
    pub(super) fn transport(&self) -> &Transport {
        &self.0.transport
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        self.0.load.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::super::connector;
    use super::*;

    fn pool() -> Arc<Pool> {
        Pools::new(Duration::from_secs(1)).of(&[0; 32], || connector::tls(&[], None)).unwrap()
    }

    fn loads(pool: &Pool) -> Vec<usize> {
        let connections = pool.connections.lock().unwrap();
        connections.iter().map(|connection| connection.load.load(Ordering::Relaxed)).collect()
    }

    #[tokio::test]
    async fn another_connection_is_opened_when_all_are_busy() {
        let pool = pool();
        let mut leases: Vec<_> = (0..BUSY).map(|_| pool.lease()).collect();
        assert_eq!(loads(&pool), [BUSY]);
        leases.push(pool.lease());
        assert_eq!(loads(&pool), [BUSY, 1]);
        leases.extend((0..BUSY * MAX_CONNECTIONS).map(|_| pool.lease()));
        assert_eq!(loads(&pool).len(), MAX_CONNECTIONS);
        assert!(loads(&pool).iter().all(|load| (BUSY..=BUSY + 13).contains(load)), "{:?}", loads(&pool));
        drop(leases);
        assert_eq!(pool.load(), 0);
        let _lease = pool.lease();
        assert_eq!(loads(&pool).len(), MAX_CONNECTIONS);
    }

    #[tokio::test]
    async fn connections_belong_to_one_credential() {
        let pools = Pools::new(Duration::from_secs(1));
        let of = |first: u8| {
            let mut fingerprint = [0; 32];
            fingerprint[0] = first;
            pools.of(&fingerprint, || connector::tls(&[], None)).unwrap()
        };
        assert!(Arc::ptr_eq(&of(1), &of(1)) && !Arc::ptr_eq(&of(1), &of(2)));
        assert!(pools.of(&[9; 32], || Err(TlsConfigError)).is_err());
    }
}
