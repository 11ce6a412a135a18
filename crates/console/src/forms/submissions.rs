//! Forms that are sent more than once: by a double click, by two requests at once, or again after going back.
//!
//! A form that creates or changes something carries a token. The change and a row for the form are written in one
//! transaction (see [`Context::audit`]), so only one of several requests with the same form makes the change. The
//! others are answered as that one was, once it has been.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::account::{AccountId, PersonId, TokenId};
use domain::application::sdkappid::Sdkappid;
use domain::billing::ledger::OrderToken;
use sha2::{Digest as _, Sha256};
use store::{SubmissionRow, Tx};

use crate::secrets::tokens;
use crate::{Actor, Console, Context, Error};

/// Bytes of the token of a form.
const TOKEN_BYTES: usize = 16;
/// Bytes of the name of a request.
const ATTEMPT_BYTES: usize = 8;
/// Maximum wait of a duplicate for the answer to the first request, which may be calling a vendor.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(20);
/// Interval at which a duplicate looks for that answer.
const POLL_INTERVAL: Duration = Duration::from_millis(50);

/// One request with a form that is to take effect once. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Submission(Arc<Request>);

#[derive(Debug)]
struct Request {
    digest: [u8; 32],
    attempt: String,
    /// Redirect target of the answer, once the change is made.
    location: Mutex<Option<String>>,
}

/// What separates the name of a request from the digest of its content.
const CONTENT: char = '.';

/// The digest of the content of a request, for calls that name it apart from their key.
fn content(attempt: &str) -> Option<&str> {
    attempt.split_once(CONTENT).map(|(_, content)| content)
}

impl Submission {
    /// Records that the change is made, and the redirect target of the answer.
    pub fn answered(&self, location: &str) {
        *self.0.location.lock().unwrap_or_else(PoisonError::into_inner) = Some(location.to_owned());
    }

    /// Idempotency key for the ledger: equal for the same form, different for another.
    pub fn order_token(&self) -> Result<OrderToken, Error> {
        base16ct::lower::encode_string(&self.0.digest)
            .parse()
            .map_err(|_| Error::Internal("a digest is no token of an order".to_owned()))
    }

    /// Whether [`Submission::answered`] was called.
    pub fn is_answered(&self) -> bool {
        self.location().is_some()
    }

    fn location(&self) -> Option<String> {
        self.0.location.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Console {
    pub fn form_token(&self) -> String {
        tokens::random_hex::<TOKEN_BYTES>(&*self.deps().random)
    }

    /// A request with the form of that token. `fields` are what the form says: another text is another form, even
    /// with the same token. None for a token that was not made by a console.
    pub fn submission<'a>(
        &self,
        token: &str,
        fields: impl IntoIterator<Item = &'a [u8]>,
    ) -> Option<Submission> {
        if !tokens::is_hex::<TOKEN_BYTES>(token) {
            return None;
        }
        let mut digest = Sha256::new();
        digest.update(token);
        for field in fields {
            digest.update(field.len().to_be_bytes());
            digest.update(field);
        }
        let attempt = tokens::random_hex::<ATTEMPT_BYTES>(&*self.deps().random);
        Some(Submission(Arc::new(Request {
            digest: digest.finalize().into(),
            attempt,
            location: Mutex::new(None),
        })))
    }

    /// A call with an `Idempotency-Key`, by an API token. Of calls of the same method and path with the same key one
    /// takes effect; for one with another `body`, [`Context::earlier_answer`] fails with [`Error::KeyReused`].
    pub fn idempotent_call(&self, token: TokenId, key: &str, path: &str, body: &[u8]) -> Submission {
        let mut digest = Sha256::new();
        digest.update(token.0.to_be_bytes());
        for part in [path, key] {
            digest.update(part.len().to_be_bytes());
            digest.update(part);
        }
        let attempt = tokens::random_hex::<ATTEMPT_BYTES>(&*self.deps().random);
        let body = base16ct::lower::encode_string(&Sha256::digest(body));
        Submission(Arc::new(Request {
            digest: digest.finalize().into(),
            attempt: format!("{attempt}{CONTENT}{body}"),
            location: Mutex::new(None),
        }))
    }

    /// Idempotency key for the ledger: that of this request's form or call, or a new one if it has none.
    pub fn order_token(&self) -> Result<OrderToken, Error> {
        if let Some(submission) = &self.submission {
            return submission.order_token();
        }
        let token = self.form_token().parse();
        token.map_err(|_| Error::Internal("a form's token is no token of an order".to_owned()))
    }

    /// The same console for the use cases of that request.
    #[must_use]
    pub fn with_submission(&self, submission: &Submission) -> Self {
        let mut console = self.clone();
        console.submission = Some(submission.clone());
        console
    }
}

impl Context<'_> {
    /// Whose requests are compared: also those of a person who has to set a second factor up.
    fn submitter(&self) -> Result<(AccountId, PersonId), Error> {
        match self.actor {
            Actor::Token(token) => Ok((token.account, token.person)),
            _ => self.signed_in().map(|person| (person.account, person.person)),
        }
    }

    /// Redirect target of an earlier request with the same form, if one has made the change. Waits for its answer.
    pub async fn earlier_answer(&self, submission: &Submission) -> Result<Option<String>, Error> {
        let (account, person) = self.submitter()?;
        let mut waited = Duration::ZERO;
        loop {
            let mut tx = self.deps.store.begin().await?;
            let found = tx.submission(account, person, &submission.0.digest).await?;
            // Its commit may be on its way still.
            tx.commit().await?;
            match found.filter(|row| row.attempt != submission.0.attempt) {
                None => return Ok(None),
                Some(row) if content(&row.attempt) != content(&submission.0.attempt) => {
                    return Err(Error::KeyReused);
                }
                Some(row) if row.answered || waited >= ANSWER_TIMEOUT => return Ok(Some(row.location)),
                Some(_) => {}
            }
            tokio::time::sleep(POLL_INTERVAL).await;
            waited += POLL_INTERVAL;
        }
    }

    /// Stores the redirect target for duplicates of the request.
    pub async fn keep_answer(&self, submission: &Submission) -> Result<(), Error> {
        let ((account, person), Some(location)) = (self.submitter()?, submission.location()) else {
            return Ok(());
        };
        let Request { digest, attempt, .. } = &*submission.0;
        let mut tx = self.deps.store.begin().await?;
        tx.answer_submission(account, person, digest, attempt, &location).await?;
        Ok(tx.commit().await?)
    }

    /// Claims the form of this request before something that no transaction can take back.
    pub(crate) async fn claim_alone(&self, sdkappid: Sdkappid) -> Result<(), Error> {
        let mut tx = self.deps.store.begin().await?;
        self.claim(&mut tx, Some(sdkappid)).await?;
        Ok(tx.commit().await?)
    }

    /// Claims the form of this request in the transaction that makes the change. [`Error::DoneAlready`] where another
    /// request has.
    pub(crate) async fn claim(&self, tx: &mut Tx, sdkappid: Option<Sdkappid>) -> Result<(), Error> {
        let (Some(submission), Ok((account, person))) = (self.submission, self.submitter()) else {
            return Ok(());
        };
        let Request { digest, attempt, .. } = &*submission.0;
        // Fallback for duplicates, should this process end before it has answered.
        let location = sdkappid.map_or_else(|| "/".to_owned(), |id| format!("/applications/{id}"));
        let row = SubmissionRow { attempt: attempt.clone(), location, answered: false };
        if tx.insert_submission(account, person, digest, &row, self.now()).await? {
            return Ok(());
        }
        // A request may change several things.
        let first = tx.submission(account, person, digest).await?;
        if first.is_some_and(|first| first.attempt == *attempt) { Ok(()) } else { Err(Error::DoneAlready) }
    }
}
