//! Tells when a send begins to have an effect, and prevents one that was given up before from having any.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use tokio::sync::oneshot;

/// Given to [`Gateway::send`](super::Gateway::send), which reports to the [`Starting`] of the same channel.
#[derive(Debug)]
pub struct Started(Arc<Signal>);

/// Resolves to `true` as soon as the first bytes of the request are handed to the connection: from then on the vendor
/// may act on it. Resolves to `false` if the send ended before that, or was dropped; the vendor never acts on it then.
/// Fetching an access token does not count.
#[derive(Debug)]
pub struct Starting {
    started: oneshot::Receiver<()>,
    signal: Arc<Signal>,
}

/// Whether a request may still be withheld. Shared by all attempts of one send.
#[derive(Debug)]
pub(super) struct Signal(Mutex<State>);

#[derive(Debug)]
enum State {
    /// The sender is missing if nobody listens.
    Waiting(Option<oneshot::Sender<()>>),
    Started,
    Withheld,
}

/// The request was withheld because its send ended before it started.
#[derive(Debug, thiserror::Error)]
#[error("the request was withheld")]
pub(super) struct Withheld;

impl Started {
    /// A pair for one send.
    pub fn channel() -> (Self, Starting) {
        let (sender, receiver) = oneshot::channel();
        let started = Self::reporting_to(Some(sender));
        let signal = started.signal();
        (started, Starting { started: receiver, signal })
    }

    /// For callers that do not need to know.
    pub fn ignored() -> Self {
        Self::reporting_to(None)
    }

    fn reporting_to(sender: Option<oneshot::Sender<()>>) -> Self {
        Self(Arc::new(Signal(Mutex::new(State::Waiting(sender)))))
    }

    pub(super) fn signal(&self) -> Arc<Signal> {
        Arc::clone(&self.0)
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        self.0.withhold();
    }
}

impl Starting {
    /// Gives the send up if it has not started: nothing is delivered, and its outcome
    /// [is withheld](crate::outcome::Outcome::is_withheld). `false` if it is too late for that.
    pub fn withhold(&self) -> bool {
        self.signal.withhold()
    }
}

impl Future for Starting {
    type Output = bool;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<bool> {
        Pin::new(&mut self.started).poll(context).map(|received| received.is_ok())
    }
}

impl Signal {
    /// Reports the start, once. `Err` if the request must not be sent any more.
    fn start(&self) -> Result<(), Withheld> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &mut *state {
            State::Waiting(sender) => {
                if let Some(sender) = sender.take() {
                    // Nobody may be listening any more.
                    let _ = sender.send(());
                }
                *state = State::Started;
                Ok(())
            }
            State::Started => Ok(()),
            State::Withheld => Err(Withheld),
        }
    }

    /// Prevents the start. `false` if it is too late for that.
    pub(super) fn withhold(&self) -> bool {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(*state, State::Started) {
            return false;
        }
        *state = State::Withheld;
        true
    }
}

/// The body of a request in one piece, which is asked for when the connection is ready to write it.
#[derive(Debug)]
pub(super) struct RequestBody {
    bytes: Option<Bytes>,
    signal: Option<Arc<Signal>>,
}

impl RequestBody {
    pub(super) fn new(bytes: Bytes, signal: Option<Arc<Signal>>) -> Self {
        Self { bytes: Some(bytes).filter(|bytes| !bytes.is_empty()), signal }
    }
}

impl Body for RequestBody {
    type Data = Bytes;
    type Error = Withheld;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Withheld>>> {
        let Some(bytes) = self.bytes.take() else { return Poll::Ready(None) };
        let started = self.signal.as_ref().map_or(Ok(()), |signal| signal.start());
        Poll::Ready(Some(started.map(|()| Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.bytes.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.bytes.as_ref().map_or(0, |bytes| bytes.len() as u64))
    }
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt as _;

    use super::*;

    fn body(started: &Started) -> RequestBody {
        RequestBody::new(Bytes::from_static(b"push"), Some(started.signal()))
    }

    #[tokio::test]
    async fn the_first_of_several_attempts_is_reported() {
        let (started, starting) = Started::channel();
        for _ in 0..2 {
            assert_eq!(body(&started).collect().await.unwrap().to_bytes(), "push");
        }
        drop(started);
        assert!(starting.await);
    }

    #[tokio::test]
    async fn a_send_that_ended_withholds_its_request() {
        let (started, starting) = Started::channel();
        let body = body(&started);
        drop(started);
        assert!(!starting.await);
        assert!(body.collect().await.is_err());
    }

    #[tokio::test]
    async fn who_waits_for_the_start_can_give_up() {
        let (started, starting) = Started::channel();
        assert!(starting.withhold());
        assert!(body(&started).collect().await.is_err());
        let (started, starting) = Started::channel();
        assert!(body(&started).collect().await.is_ok());
        assert!(!starting.withhold());
    }

    #[tokio::test]
    async fn nobody_needs_to_listen() {
        let started = Started::ignored();
        assert!(body(&started).collect().await.is_ok());
        assert!(!started.signal().withhold());
        let (started, starting) = Started::channel();
        drop(starting);
        assert!(body(&started).collect().await.is_ok());
    }
}
