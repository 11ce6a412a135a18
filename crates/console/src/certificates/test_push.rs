//! **Test push**: one push to one device, and what the vendor says.

use domain::application::lifecycle::Status;
use domain::application::sdkappid::Sdkappid;
use domain::audit::{Action, Change};
use domain::certificate::{CertificateId, TestResult};
use push::client::Started;
use push::message::Message;
use push::outcome::Class;
use std::time::Duration;

use super::open;
use crate::delivery::engine::click;
use crate::forms::flash;
use crate::{Certificates, Error};

/// Time to live at the vendor while the device is offline.
const LIFETIME: Duration = Duration::from_hours(1);

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

impl Certificates<'_> {
    /// Sends one push. [`Error::OutOfService`] where the application is; nothing leaves then. A token for
    /// [`Certificates::test_result`].
    pub async fn test(&self, sdkappid: Sdkappid, id: CertificateId, test: TestPush) -> Result<String, Error> {
        let Self(context) = self;
        let person = context.person()?;
        let store = &context.deps.store;
        let application = store.application(person.account, sdkappid).await?.ok_or(Error::NotFound)?;
        let at = context.moment(store.standing(person.account).await?);
        if application.status(at) != Status::Enabled {
            return Err(Error::OutOfService);
        }
        let row = store.certificate(person.account, sdkappid, id).await?.ok_or(Error::NotFound)?;
        let credential = open(context.deps, &row)?;
        let settings = &row.certificate.settings;
        let mut id_bytes = [0; 16];
        context.random().fill(&mut id_bytes);
        let message = Message {
            id: id_bytes,
            token: test.token.clone(),
            title: test.title.clone(),
            body: test.body.clone(),
            click: click(row.certificate.click_action.as_ref()),
            lifetime: LIFETIME,
            channel: settings.channel().map(ToOwned::to_owned),
            category: settings.category().map(ToOwned::to_owned),
            badge_class: settings.badge_class().map(ToOwned::to_owned),
            importance: settings.importance(),
            message_class: settings.message_class(),
            message_type: settings.message_type(),
            receipt: settings.receipt().map(ToOwned::to_owned),
            mutable_content: settings.mutable_content(),
            ..Message::default()
        };
        context.claim_alone(sdkappid).await?;
        let outcome = context.deps.gateway.send(&credential, &message, at.now, Started::ignored()).await;
        let message_id = match &outcome.class {
            Class::Accepted { id } => id.clone().unwrap_or_default(),
            _ => String::new(),
        };
        let result = TestResult {
            id,
            title: test.title,
            body: test.body,
            token: test.token,
            accepted: matches!(outcome.class, Class::Accepted { .. }),
            message_id,
            class: outcome.class.code().to_owned(),
            code: outcome.code,
            words: outcome.words,
            remedy: outcome.remedy,
        };
        let changes = [
            Change::between("certificate", "", &id.to_string()),
            Change::between("outcome", "", &result.class),
        ];
        flash::save(context, person, sdkappid, &result, Action::TestPushSent, changes).await
    }

    /// Result of the test push of that token, if this browser sent it.
    pub async fn test_result(&self, sdkappid: Sdkappid, token: &str) -> Result<Option<TestResult>, Error> {
        let Self(context) = self;
        let person = context.person()?;
        flash::find(context, person, sdkappid, token).await
    }
}
