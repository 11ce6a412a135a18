//! **Test push**: one push to one token through the queue of the certificate, and what the vendor says.

use std::time::Duration;

use domain::account::AccountId;
use domain::account::permission::Permission;
use domain::application::lifecycle::Status;
use domain::application::sdkappid::Sdkappid;
use domain::audit::{Action, Change};
use domain::certificate::{CertificateId, TestOutcome, TestResult};
use domain::delivery::info::OfflinePushInfo;
use domain::field::{Checklist, Field, InvalidField, Problem};
use tokio::time::{Instant, sleep};

use super::open;
use crate::delivery::new_pushes::NewTestPush;
use crate::forms::flash;
use crate::{Certificates, Context, Error};

/// How long the vendor's answer is waited for.
const PATIENCE: Duration = Duration::from_secs(10);
/// Interval at which the answer is looked for: another server may have sent it.
const POLL_INTERVAL: Duration = Duration::from_millis(20);

/// Input of the test push form.
#[derive(Debug, Clone)]
pub struct TestPush {
    /// Headline of the notification.
    pub title: String,
    /// Text of the notification, below the headline.
    pub body: String,
    /// The device's token, registration id or push id.
    pub token: String,
}

impl TestPush {
    /// Maximum length of each text, in characters.
    const MAX_LENGTH: u32 = 4_000;

    /// Parses the form of a test push; returns every invalid field.
    pub fn parse(title: &str, body: &str, token: &str) -> Result<Self, Vec<InvalidField>> {
        let mut checklist = Checklist::new();
        let text = |text: &str| match text.trim() {
            "" => Err(Problem::Missing),
            text if text.chars().count() > Self::MAX_LENGTH as usize => {
                Err(Problem::TooLong(Self::MAX_LENGTH))
            }
            text => Ok(text.to_owned()),
        };
        let title = checklist.check(Field::PushTitle, text(title));
        let body = checklist.check(Field::PushBody, text(body));
        let token = checklist.check(Field::DeviceToken, text(token));
        checklist.finish(title.zip(body).zip(token).map(|((title, body), token)| Self { title, body, token }))
    }
}

impl Certificates<'_> {
    /// Sends one push and waits for what the vendor says, up to ten seconds. [`Error::OutOfService`] where the
    /// application is; nothing leaves then. A token for [`Certificates::test_result`].
    pub async fn test(&self, sdkappid: Sdkappid, id: CertificateId, test: TestPush) -> Result<String, Error> {
        let Self(context) = self;
        let (_, result) = self.sent(sdkappid, id, test).await?;
        let changes = changes(&result);
        flash::save(context, context.person()?, sdkappid, &result, Action::TestPushSent, changes).await
    }

    /// The same for a caller that takes the result at once.
    pub async fn send_test(
        &self,
        sdkappid: Sdkappid,
        id: CertificateId,
        test: TestPush,
    ) -> Result<TestResult, Error> {
        let Self(context) = self;
        let (account, result) = self.sent(sdkappid, id, test).await?;
        let mut tx = context.deps.store.begin().await?;
        let changes = changes(&result).into_iter().flatten();
        context.audit(&mut tx, Some(account), Some(sdkappid), Action::TestPushSent, changes).await?;
        tx.commit().await?;
        Ok(result)
    }

    async fn sent(
        &self,
        sdkappid: Sdkappid,
        id: CertificateId,
        test: TestPush,
    ) -> Result<(AccountId, TestResult), Error> {
        let Self(context) = self;
        let account = context.permitted_on(Permission::SendPushes, sdkappid)?;
        let (deps, store) = (context.deps, &context.deps.store);
        let application = store.application(account, sdkappid).await?.ok_or(Error::NotFound)?;
        let at = context.moment(store.account_balance(account).await?);
        if application.status(at) != Status::Enabled {
            return Err(Error::OutOfService);
        }
        let row = store.certificate(account, sdkappid, id).await?.ok_or(Error::NotFound)?;
        // A credential that cannot be decrypted is an error here, and not something to wait for.
        open(deps, &row)?;
        context.claim_alone(sdkappid).await?;
        let push = NewTestPush {
            sdkappid,
            certificate: id,
            info: OfflinePushInfo::of_text(&test.title, &test.body),
            token: test.token.clone(),
        };
        let (number, task_id) = deps.acceptor.accept_test(&push).await?;
        let outcome = answer(context, number).await?;
        let result =
            TestResult { id, title: test.title, body: test.body, token: test.token, task_id, outcome };
        Ok((account, result))
    }

    /// Result of the test push of that token, if this browser sent it.
    pub async fn test_result(&self, sdkappid: Sdkappid, token: &str) -> Result<Option<TestResult>, Error> {
        let Self(context) = self;
        context.permitted_on(Permission::ViewCertificates, sdkappid)?;
        let person = context.person()?;
        flash::find(context, person, sdkappid, token).await
    }
}

/// What the audit trail says of a test push.
fn changes(result: &TestResult) -> [Option<Change>; 3] {
    let outcome = result.outcome.as_ref().map_or("waiting", |outcome| &outcome.class);
    [
        Change::between("certificate", "", &result.id.to_string()),
        Change::between("task_id", "", &result.task_id),
        Change::between("outcome", "", outcome),
    ]
}

/// What the vendor answers to the test push with that number; none if it has not been sent after [`PATIENCE`].
async fn answer(context: &Context<'_>, push: i64) -> Result<Option<TestOutcome>, Error> {
    let until = Instant::now() + PATIENCE;
    loop {
        if let Some(outcome) = context.deps.store.test_outcome(push).await? {
            let outcome = serde_json::from_str(&outcome);
            return Ok(Some(outcome.map_err(|error| Error::Internal(error.to_string()))?));
        }
        if Instant::now() >= until {
            return Ok(None);
        }
        sleep(POLL_INTERVAL).await;
    }
}
