//! The one connection that writes to SQLite, and how many transactions share one COMMIT.
//!
//! A COMMIT that survives a power cut waits for the disk, which takes longer than everything else that a
//! transaction does; and SQLite has one writer at a time. So transactions take turns inside a shared one:
//!
//! ```text
//! BEGIN IMMEDIATE                      the first turn of a batch
//!   SAVEPOINT turn .. RELEASE turn     kept: its owner waits for the COMMIT
//!   SAVEPOINT turn .. ROLLBACK TO turn given up: leaves nothing behind and hurts nobody
//!   ...                                as long as others are waiting, up to MAX_TURNS
//! COMMIT                               then all owners of kept turns hear of it
//! ```
//!
//! One task owns the connection and lends it out, turn by turn, in the order in which turns were asked
//! for. It never waits for a turn that might come: with nobody in the queue it commits at once, so a lone
//! transaction costs one COMMIT as ever, and an open batch cannot be left behind by somebody who went
//! away. A [`Turn`] returns the connection when it is dropped, at whatever await point that is; only
//! [`Turn::keep`] returns it as kept. The statements that open and end turns run in the task, where nobody
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
const MAX_TURNS: usize = 64;

/// Asks for turns.
#[derive(Clone)]
pub(crate) struct Writer {
    requests: mpsc::UnboundedSender<Request>,
}

/// The right to write, and the connection to do it with, in a savepoint of its own.
pub(crate) struct Turn {
    connection: Option<SqliteConnection>,
    end: Option<oneshot::Sender<End>>,
}

/// How a turn ended.
struct End {
    connection: SqliteConnection,
    /// Whom to tell of the COMMIT; nobody where the turn is to be undone.
    kept: Option<Kept>,
}

type Waiting = oneshot::Sender<Result<Turn, Error>>;
type Kept = oneshot::Sender<Result<(), Error>>;

enum Request {
    Turn(Waiting),
    Close(oneshot::Sender<Result<(), Error>>),
}

impl Writer {
    /// Connects and starts the task, which ends with the last writer or when it is closed.
    pub(crate) async fn start(options: SqliteConnectOptions) -> Result<Self, Error> {
        let mut connection = sqlite::connect(&options).await?;
        sqlite::check_version(&mut connection).await?;
        let (requests, queue) = mpsc::unbounded_channel();
        tokio::spawn(Keeper { queue, options, connection: Some(connection) }.serve());
        Ok(Self { requests })
    }

    /// Waits for a turn.
    pub(crate) async fn turn(&self) -> Result<Turn, Error> {
        let (waiting, turn) = oneshot::channel();
        self.requests.send(Request::Turn(waiting)).map_err(|_| Error::Closed)?;
        turn.await.map_err(|_| Error::Closed)?
    }

    /// Closes the connection after the turns that were asked for before.
    pub(crate) async fn close(self) -> Result<(), Error> {
        let (done, closed) = oneshot::channel();
        self.requests.send(Request::Close(done)).map_err(|_| Error::Closed)?;
        closed.await.map_err(|_| Error::Closed)?
    }
}

impl Turn {
    /// The connection itself.
    pub(crate) fn connection(&mut self) -> Result<&mut SqliteConnection, Error> {
        self.connection.as_mut().ok_or(Error::Closed)
    }

    /// Keeps what was done in it: returns when that is on the disk. Once called, dropping the future does
    /// not undo anything.
    pub(crate) async fn keep(mut self) -> Result<(), Error> {
        let (kept, committed) = oneshot::channel();
        self.end(Some(kept));
        committed.await.map_err(|_| Error::Closed)?
    }

    fn end(&mut self, kept: Option<Kept>) {
        if let (Some(connection), Some(end)) = (self.connection.take(), self.end.take()) {
            // Without a keeper to send it to, the connection closes and everything is undone.
            drop(end.send(End { connection, kept }));
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.end(None);
    }
}

/// Owns the connection.
struct Keeper {
    queue: mpsc::UnboundedReceiver<Request>,
    options: SqliteConnectOptions,
    /// None after a failure: the next batch opens a new one.
    connection: Option<SqliteConnection>,
}

impl Keeper {
    async fn serve(mut self) {
        let mut next = self.queue.recv().await;
        while let Some(request) = next {
            let left = match request {
                Request::Turn(first) => self.batch(first).await,
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
    async fn batch(&mut self, first: Waiting) -> Option<Request> {
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
        if let Err(error) = run(&mut connection, "BEGIN IMMEDIATE; SAVEPOINT turn").await {
            drop(first.send(Err(error.into())));
            return None;
        }

        let mut kept = Vec::new();
        let mut waiting = first;
        for turns in 1.. {
            // Without an answer the connection is gone, and with it the batch.
            let end = lend(connection, waiting).await?;
            connection = end.connection;
            let undone = end.kept.is_none();
            kept.extend(end.kept);

            let next = if turns < MAX_TURNS { self.queue.try_recv().ok() } else { None };
            let result = match (&next, undone) {
                (Some(Request::Turn(_)), true) => run(&mut connection, "ROLLBACK TO turn").await,
                (Some(Request::Turn(_)), false) => run(&mut connection, "RELEASE turn; SAVEPOINT turn").await,
                (_, true) if kept.is_empty() => run(&mut connection, "ROLLBACK").await,
                (_, true) => run(&mut connection, "ROLLBACK TO turn; COMMIT").await,
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
                Some(Request::Turn(next)) => waiting = next,
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
async fn lend(connection: SqliteConnection, waiting: Waiting) -> Option<End> {
    let (end, ended) = oneshot::channel();
    drop(waiting.send(Ok(Turn { connection: Some(connection), end: Some(end) })));
    ended.await.ok()
}

async fn run(connection: &mut SqliteConnection, statements: &'static str) -> Result<(), sqlx::Error> {
    sqlx::query(statements).execute(connection).await.map(|_| ())
}
