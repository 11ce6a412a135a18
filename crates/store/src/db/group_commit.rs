//! Group commit on SQLite: one connection writes, and transactions that are waiting share one COMMIT.
//!
//! A COMMIT that survives a power cut waits for the disk, which takes longer than everything else that a
//! transaction does; and SQLite has one writer at a time. So transactions run one after the other in savepoints of a
//! shared one:
//!
//! ```text
//! BEGIN IMMEDIATE                          the first permit of a batch
//!   SAVEPOINT permit .. RELEASE permit     committed by its owner, who waits for the COMMIT
//!   SAVEPOINT permit .. ROLLBACK TO permit rolled back: the rest of the batch is not affected
//!   ...                                    as long as others are waiting, up to MAX_PERMITS
//! COMMIT                                   then the owners that are waiting are told
//! ```
//!
//! A task owns the connection and grants permits in the order of the requests. It never waits for a request that might
//! come: with an empty queue it commits at once, so a lone transaction costs one COMMIT, and no batch stays open because
//! a client went away. A [`WritePermit`] returns the connection when it is dropped, at whatever await point that is; only
//! [`WritePermit::commit`] returns it for the commit. The statements that begin and end savepoints run in the task, where
//! they cannot be cancelled.
//!
//! If COMMIT (or another statement of the task) fails, the connection is closed, which rolls the whole batch back; every
//! owner that is waiting gets the error, and the next permit is for a new connection.

use std::sync::Arc;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection as _, SqliteConnection};
use tokio::sync::{mpsc, oneshot};

use crate::Error;
use crate::db::sqlite;

/// Upper limit of permits in a batch, which bounds the wait of the first one.
const MAX_PERMITS: usize = 64;

/// Handle to the writer task. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Writer {
    requests: mpsc::UnboundedSender<Request>,
}

/// Exclusive use of the writing connection, inside a savepoint.
pub(crate) struct WritePermit {
    connection: Option<SqliteConnection>,
    release: Option<oneshot::Sender<Release>>,
}

/// The connection as a permit returns it.
struct Release {
    connection: SqliteConnection,
    /// Receives the result of the COMMIT; none where the savepoint is to be rolled back.
    committer: Option<CommitSender>,
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

    /// Waits for a permit.
    pub(crate) async fn acquire(&self) -> Result<WritePermit, Error> {
        let (sender, permit) = oneshot::channel();
        self.requests.send(Request::Acquire(sender)).map_err(|_| Error::Closed)?;
        permit.await.map_err(|_| Error::Closed)?
    }

    /// Closes the connection after the permits that were requested before.
    pub(crate) async fn close(self) -> Result<(), Error> {
        let (done, closed) = oneshot::channel();
        self.requests.send(Request::Close(done)).map_err(|_| Error::Closed)?;
        closed.await.map_err(|_| Error::Closed)?
    }
}

impl WritePermit {
    /// The connection to run statements on, inside the savepoint of this permit.
    pub(crate) fn connection(&mut self) -> Result<&mut SqliteConnection, Error> {
        self.connection.as_mut().ok_or(Error::Closed)
    }

    /// Commits: returns once the changes are on the disk. Dropping the future does not roll them back.
    pub(crate) async fn commit(mut self) -> Result<(), Error> {
        let (committer, result) = oneshot::channel();
        self.release(Some(committer));
        result.await.map_err(|_| Error::Closed)?
    }

    fn release(&mut self, committer: Option<CommitSender>) {
        if let (Some(connection), Some(release)) = (self.connection.take(), self.release.take()) {
            // If the task has ended, the connection closes and everything is rolled back.
            drop(release.send(Release { connection, committer }));
        }
    }
}

impl Drop for WritePermit {
    fn drop(&mut self) {
        self.release(None);
    }
}

/// The task that owns the writing connection.
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
            tracing::warn!(%error, "closing the database failed");
        }
    }

    async fn close(&mut self) -> Result<(), Error> {
        match self.connection.take() {
            Some(connection) => Ok(connection.close().await?),
            None => Ok(()),
        }
    }

    /// Grants permits until the queue is empty, and commits. Returns a request that was received but not served.
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

        let mut committers = Vec::new();
        let mut waiting = first;
        for permits in 1.. {
            // Without a release the connection is gone, and with it the batch.
            let release = grant(connection, waiting).await?;
            connection = release.connection;
            let rolled_back = release.committer.is_none();
            committers.extend(release.committer);

            let next = if permits < MAX_PERMITS { self.queue.try_recv().ok() } else { None };
            let result = match (&next, rolled_back) {
                (Some(Request::Acquire(_)), true) => run(&mut connection, "ROLLBACK TO permit").await,
                (Some(Request::Acquire(_)), false) => {
                    run(&mut connection, "RELEASE permit; SAVEPOINT permit").await
                }
                (_, true) if committers.is_empty() => run(&mut connection, "ROLLBACK").await,
                (_, true) => run(&mut connection, "ROLLBACK TO permit; COMMIT").await,
                (_, false) => run(&mut connection, "COMMIT").await,
            };
            if let Err(error) = result {
                let error = Arc::new(error);
                tracing::error!(%error, transactions = committers.len(), "group commit failed; batch rolled back");
                drop(connection);
                for committer in committers {
                    drop(committer.send(Err(Error::Commit(Arc::clone(&error)))));
                }
                return next;
            }
            match next {
                Some(Request::Acquire(next)) => waiting = next,
                left => {
                    self.connection = Some(connection);
                    for committer in committers {
                        drop(committer.send(Ok(())));
                    }
                    return left;
                }
            }
        }
        None
    }
}

/// Hands the connection to a waiting request until it is released, at once where the request was cancelled.
async fn grant(connection: SqliteConnection, waiting: PermitSender) -> Option<Release> {
    let (release, released) = oneshot::channel();
    drop(waiting.send(Ok(WritePermit { connection: Some(connection), release: Some(release) })));
    released.await.ok()
}

async fn run(connection: &mut SqliteConnection, statements: &'static str) -> Result<(), sqlx::Error> {
    sqlx::query(statements).execute(connection).await.map(|_| ())
}
