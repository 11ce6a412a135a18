//! The one connection that writes to SQLite, and how many transactions share one COMMIT.
//!
//! A COMMIT that survives a power cut waits for the disk, which takes longer than everything else that a
//! transaction does; and SQLite has one writer at a time. So transactions take turns inside a shared one:
//!
//! ```text
//! BEGIN IMMEDIATE                      the first turn of a batch
//!   SAVEPOINT permit .. RELEASE permit     kept: its owner waits for the COMMIT
//!   SAVEPOINT permit .. ROLLBACK TO permit given up: leaves nothing behind and hurts nobody
//!   ...                                as long as others are waiting, up to MAX_PERMITS
//! COMMIT                               then all owners of kept turns hear of it
//! ```
//!
//! One task owns the connection and lends it out, turn by turn, in the order in which turns were asked
//! for. It never waits for a turn that might come: with nobody in the queue it commits at once, so a lone
//! transaction costs one COMMIT as ever, and an open batch cannot be left behind by somebody who went
//! away. A [`WritePermit`] returns the connection when it is dropped, at whatever await point that is; only
//! [`WritePermit::commit`] returns it as kept. The statements that open and end turns run in the task, where nobody
//! can cancel them half-way.
//!
//! If COMMIT (or anything else of the task's own) fails, the connection is closed, which undoes the whole
//! batch; every owner of a kept turn gets the error, and the next turn starts on a new connection.

use std::sync::Arc;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection as _, SqliteConnection};
use tokio::sync::{mpsc, oneshot};

use crate::Error;
use crate::db::sqlite;

/// The most turns of a batch, so that the first one does not wait for ever.
const MAX_PERMITS: usize = 64;

/// Asks for turns.
#[derive(Clone)]
pub(crate) struct Writer {
    requests: mpsc::UnboundedSender<Request>,
}

/// The right to write, and the connection to do it with, in a savepoint of its own.
pub(crate) struct WritePermit {
    connection: Option<SqliteConnection>,
    end: Option<oneshot::Sender<Release>>,
}

/// How a turn ended.
struct Release {
    connection: SqliteConnection,
    /// Whom to tell of the COMMIT; nobody where the turn is to be undone.
    kept: Option<CommitSender>,
}

type PermitSender = oneshot::Sender<Result<WritePermit, Error>>;
type CommitSender = oneshot::Sender<Result<(), Error>>;

enum Request {
    Acquire(PermitSender),
    Close(oneshot::Sender<Result<(), Error>>),
}

impl Writer {
    /// Connects and starts the task, which ends with the last writer or when it is closed.
    pub(crate) async fn start(options: SqliteConnectOptions) -> Result<Self, Error> {
        let mut connection = sqlite::connect(&options).await?;
        sqlite::check_version(&mut connection).await?;
        let (requests, queue) = mpsc::unbounded_channel();
        tokio::spawn(WriterTask { queue, options, connection: Some(connection) }.serve());
        Ok(Self { requests })
    }

    /// Waits for a turn.
    pub(crate) async fn acquire(&self) -> Result<WritePermit, Error> {
        let (sender, permit) = oneshot::channel();
        self.requests.send(Request::Acquire(sender)).map_err(|_| Error::Closed)?;
        permit.await.map_err(|_| Error::Closed)?
    }

    /// Closes the connection after the turns that were asked for before.
    pub(crate) async fn close(self) -> Result<(), Error> {
        let (done, closed) = oneshot::channel();
        self.requests.send(Request::Close(done)).map_err(|_| Error::Closed)?;
        closed.await.map_err(|_| Error::Closed)?
    }
}

impl WritePermit {
    /// The connection itself.
    pub(crate) fn connection(&mut self) -> Result<&mut SqliteConnection, Error> {
        self.connection.as_mut().ok_or(Error::Closed)
    }

    /// Keeps what was done in it: returns when that is on the disk. Once called, dropping the future does
    /// not undo anything.
    pub(crate) async fn commit(mut self) -> Result<(), Error> {
        let (kept, committed) = oneshot::channel();
        self.end(Some(kept));
        committed.await.map_err(|_| Error::Closed)?
    }

    fn end(&mut self, kept: Option<CommitSender>) {
        if let (Some(connection), Some(end)) = (self.connection.take(), self.end.take()) {
            // Without a keeper to send it to, the connection closes and everything is undone.
            drop(end.send(Release { connection, kept }));
        }
    }
}

impl Drop for WritePermit {
    fn drop(&mut self) {
        self.end(None);
    }
}

/// Owns the connection.
struct WriterTask {
    queue: mpsc::UnboundedReceiver<Request>,
    options: SqliteConnectOptions,
    /// None after a failure: the next batch opens a new one.
    connection: Option<SqliteConnection>,
}

impl WriterTask {
    async fn serve(mut self) {
        let mut next = self.queue.recv().await;
        while let Some(request) = next {
            let left = match request {
                Request::Acquire(first) => self.batch(first).await,
                Request::Close(done) => {
                    drop(done.send(self.close().await));
                    return;
                }
            };
            next = match left {
                Some(request) => Some(request),
                None => self.queue.recv().await,
            };
        }
        if let Err(error) = self.close().await {
            tracing::warn!(%error, "the database was not closed cleanly");
        }
    }

    async fn close(&mut self) -> Result<(), Error> {
        match self.connection.take() {
            Some(connection) => Ok(connection.close().await?),
            None => Ok(()),
        }
    }

    /// Lends the connection out until nobody waits for it, and commits. Returns the request that it did
    /// not get to.
    async fn batch(&mut self, first: PermitSender) -> Option<Request> {
        let connection = match self.connection.take() {
            Some(connection) => Ok(connection),
            None => sqlite::connect(&self.options).await,
        };
        let mut connection = match connection {
            Ok(connection) => connection,
            Err(error) => {
                drop(first.send(Err(error)));
                return None;
            }
        };
        if let Err(error) = run(&mut connection, "BEGIN IMMEDIATE; SAVEPOINT permit").await {
            drop(first.send(Err(error.into())));
            return None;
        }

        let mut kept = Vec::new();
        let mut waiting = first;
        for permits in 1.. {
            // Without an answer the connection is gone, and with it the batch.
            let end = grant(connection, waiting).await?;
            connection = end.connection;
            let undone = end.kept.is_none();
            kept.extend(end.kept);

            let next = if permits < MAX_PERMITS { self.queue.try_recv().ok() } else { None };
            let result = match (&next, undone) {
                (Some(Request::Acquire(_)), true) => run(&mut connection, "ROLLBACK TO permit").await,
                (Some(Request::Acquire(_)), false) => {
                    run(&mut connection, "RELEASE permit; SAVEPOINT permit").await
                }
                (_, true) if kept.is_empty() => run(&mut connection, "ROLLBACK").await,
                (_, true) => run(&mut connection, "ROLLBACK TO permit; COMMIT").await,
                (_, false) => run(&mut connection, "COMMIT").await,
            };
            if let Err(error) = result {
                let error = Arc::new(error);
                tracing::error!(%error, changes = kept.len(), "nothing of a batch was saved");
                drop(connection);
                for owner in kept {
                    drop(owner.send(Err(Error::Commit(Arc::clone(&error)))));
                }
                return next;
            }
            match next {
                Some(Request::Acquire(next)) => waiting = next,
                left => {
                    self.connection = Some(connection);
                    for owner in kept {
                        drop(owner.send(Ok(())));
                    }
                    return left;
                }
            }
        }
        None
    }
}

/// Lends the connection to whoever waits, until they are done with it. Somebody who has gone away already
/// is done at once.
async fn grant(connection: SqliteConnection, waiting: PermitSender) -> Option<Release> {
    let (end, ended) = oneshot::channel();
    drop(waiting.send(Ok(WritePermit { connection: Some(connection), end: Some(end) })));
    ended.await.ok()
}

async fn run(connection: &mut SqliteConnection, statements: &'static str) -> Result<(), sqlx::Error> {
    sqlx::query(statements).execute(connection).await.map(|_| ())
}
