//! Creating and changing endpoints, rotating their secrets, sending tests and sending again.

use std::time::Duration;

use domain::account::AccountId;
use domain::account::permission::Permission;
use domain::application::lifecycle::Refusal;
use domain::audit::{Action, Change};
use domain::field::{Field, InvalidField, Problem};
use domain::webhook::address::{EndpointUrl, Host};
use domain::webhook::event::{EventKind, Payload};
use domain::webhook::secret::WebhookSecret;
use domain::webhook::{Endpoint, EndpointId, EndpointSettings, EndpointState, peer};
use serde_json::json;
use store::{Tx, WebhookReveal};

use super::{Webhooks, emit, secrets};
use crate::{Context, Error};

/// For so long after a rotation, messages are signed with the previous secret as well.
const OVERLAP: Duration = Duration::from_hours(24);

impl Webhooks<'_> {
    /// Creates an endpoint with its first secret. Its number, and the token that lets this browser see the secret once
    /// ([`Webhooks::detail`]). [`Error::LimitReached`] if the account has as many as it may have.
    pub async fn create(&self, settings: &EndpointSettings) -> Result<(EndpointId, String), Error> {
        let Self(context) = self;
        context.permitted(Permission::ManageWebhooks)?;
        let (token, reveal) = secrets::reveal(context, context.person()?);
        let (id, _) = self.insert(settings, Some(&reveal)).await?;
        Ok((id, token))
    }

    /// The same for a program: with the secret itself, which nobody sees later.
    pub async fn create_for_program(
        &self,
        settings: &EndpointSettings,
    ) -> Result<(EndpointId, WebhookSecret), Error> {
        self.insert(settings, None).await
    }

    async fn insert(
        &self,
        settings: &EndpointSettings,
        reveal: Option<&WebhookReveal>,
    ) -> Result<(EndpointId, WebhookSecret), Error> {
        let Self(context) = self;
        let account = context.permitted(Permission::ManageWebhooks)?;
        check_url(context, &settings.url)?;
        let mut tx = context.deps.store.begin().await?;
        // Locks the account: its creations go one after the other.
        tx.account_balance(account).await?;
        if tx.webhook_endpoint_count(account).await? >= Endpoint::MAX_COUNT {
            let problem = Problem::NoMore(Endpoint::MAX_COUNT);
            return Err(Error::Invalid(vec![InvalidField { field: Field::EndpointUrl, problem }]));
        }
        check_application(&mut tx, account, settings).await?;
        let id = tx.insert_webhook_endpoint(account, settings, context.now()).await?;
        let secret = secrets::insert(context, &mut tx, account, id, reveal).await?;
        let changes = [naming(id), Change::between("url", "", settings.url.as_str())];
        let changes = changes.into_iter().flatten();
        context.audit(&mut tx, Some(account), settings.sdkappid, Action::WebhookCreated, changes).await?;
        tx.commit().await?;
        Ok((id, secret))
    }

    /// Saves the settings of an endpoint, which are `seen` if that is given; [`Error::Refused`] if they have changed
    /// meanwhile. What waits for it is sent to the new URL.
    pub async fn edit(
        &self,
        id: EndpointId,
        settings: &EndpointSettings,
        seen: Option<&EndpointSettings>,
    ) -> Result<(), Error> {
        let Self(context) = self;
        check_url(context, &settings.url)?;
        let (mut tx, account, before) = self.begin(id).await?;
        let old = &before.settings;
        if seen.is_some_and(|seen| seen != old) {
            return Err(Error::Refused(Refusal::Meanwhile));
        }
        if settings.sdkappid != old.sdkappid {
            check_application(&mut tx, account, settings).await?;
        }
        tx.update_webhook_endpoint(account, id, settings).await?;
        let application =
            |settings: &EndpointSettings| settings.sdkappid.map(|id| id.to_string()).unwrap_or_default();
        let changes = [
            naming(id),
            Change::between("url", old.url.as_str(), settings.url.as_str()),
            Change::between("description", old.description.as_str(), settings.description.as_str()),
            Change::between("sdkappid", &application(old), &application(settings)),
            Change::between("events", &event_names(old), &event_names(settings)),
        ];
        let (account, changes) = (Some(account), changes.into_iter().flatten());
        context.audit(&mut tx, account, settings.sdkappid, Action::WebhookEdited, changes).await?;
        Ok(tx.commit().await?)
    }

    /// Disables an endpoint, or enables it again. While it is disabled, events are not told to it; what waited before is
    /// sent when it is enabled again.
    pub async fn set_enabled(&self, id: EndpointId, is_enabled: bool) -> Result<(), Error> {
        let (mut tx, account, endpoint) = self.begin(id).await?;
        let (state, action) = if is_enabled {
            (EndpointState::Enabled, Action::WebhookEnabled)
        } else {
            (EndpointState::Disabled, Action::WebhookDisabled)
        };
        tx.set_webhook_endpoint_state(account, id, state).await?;
        self.finish(tx, account, &endpoint, action, None).await
    }

    /// Deletes an endpoint with its messages.
    pub async fn delete(&self, id: EndpointId) -> Result<(), Error> {
        let (mut tx, account, endpoint) = self.begin(id).await?;
        tx.delete_webhook_endpoint(account, id).await?;
        let url = Change::between("url", endpoint.settings.url.as_str(), "");
        self.finish(tx, account, &endpoint, Action::WebhookDeleted, url).await
    }

    /// Makes a new secret. For a day, messages are signed with the previous one as well. The token that lets this
    /// browser see the new one once.
    pub async fn rotate(&self, id: EndpointId) -> Result<String, Error> {
        let Self(context) = self;
        context.permitted(Permission::ManageWebhooks)?;
        let (token, reveal) = secrets::reveal(context, context.person()?);
        self.replace_secret(id, Some(&reveal)).await?;
        Ok(token)
    }

    /// The same for a program: with the secret itself, which nobody sees later.
    pub async fn rotate_for_program(&self, id: EndpointId) -> Result<WebhookSecret, Error> {
        self.replace_secret(id, None).await
    }

    async fn replace_secret(
        &self,
        id: EndpointId,
        reveal: Option<&WebhookReveal>,
    ) -> Result<WebhookSecret, Error> {
        let Self(context) = self;
        let (mut tx, account, endpoint) = self.begin(id).await?;
        tx.end_webhook_secret(id, context.now().plus(OVERLAP)).await?;
        let secret = secrets::insert(context, &mut tx, account, id, reveal).await?;
        self.finish(tx, account, &endpoint, Action::WebhookSecretRotated, None).await?;
        Ok(secret)
    }

    /// Sends the event `webhook.test`. [`Error::NotFound`] if the endpoint is disabled.
    pub async fn send_test(&self, id: EndpointId) -> Result<(), Error> {
        let Self(context) = self;
        let (mut tx, account, endpoint) = self.begin_enabled(id).await?;
        let data = json!({ "endpoint": id, "by": context.actor.to_string() });
        let payload = Payload::new(EventKind::Test, context.now(), data);
        emit::insert(context.deps, &mut tx, account, id, payload).await?;
        self.finish(tx, account, &endpoint, Action::WebhookTested, None).await
    }

    /// Sends a message once more, with the same name, and for as long as a new one. [`Error::NotFound`] if the endpoint is
    /// disabled or has no such message.
    pub async fn replay(&self, id: EndpointId, message: i64) -> Result<(), Error> {
        let Self(context) = self;
        let (mut tx, account, endpoint) = self.begin_enabled(id).await?;
        let replayed = tx.replay_webhook_message(account, id, message, context.now()).await?;
        let name = replayed.ok_or(Error::NotFound)?;
        let change = Change::between("message", "", &name);
        self.finish(tx, account, &endpoint, Action::WebhookReplayed, change).await
    }

    async fn begin(&self, id: EndpointId) -> Result<(Tx, AccountId, Endpoint), Error> {
        let Self(context) = self;
        let account = context.permitted(Permission::ManageWebhooks)?;
        let mut tx = context.deps.store.begin().await?;
        let endpoint = tx.webhook_endpoint(account, id).await?.ok_or(Error::NotFound)?;
        Ok((tx, account, endpoint))
    }

    async fn begin_enabled(&self, id: EndpointId) -> Result<(Tx, AccountId, Endpoint), Error> {
        let begun = self.begin(id).await?;
        if begun.2.state == EndpointState::Enabled { Ok(begun) } else { Err(Error::NotFound) }
    }

    async fn finish(
        &self,
        mut tx: Tx,
        account: AccountId,
        endpoint: &Endpoint,
        action: Action,
        change: Option<Change>,
    ) -> Result<(), Error> {
        let Self(context) = self;
        let changes = naming(endpoint.id).into_iter().chain(change);
        context.audit(&mut tx, Some(account), endpoint.settings.sdkappid, action, changes).await?;
        Ok(tx.commit().await?)
    }
}

/// The change of an audit entry that says which endpoint it is about.
pub(super) fn naming(id: EndpointId) -> Option<Change> {
    Change::between("webhook", "", &id.to_string())
}

fn event_names(settings: &EndpointSettings) -> String {
    settings.events.iter().map(EventKind::name).collect::<Vec<_>>().join(" ")
}

/// Unless the operator allows private addresses, a URL has to be encrypted and must not name one. What a host name
/// stands for is checked whenever something is sent.
fn check_url(context: &Context<'_>, url: &EndpointUrl) -> Result<(), Error> {
    if context.deps.policy.webhooks_allow_private {
        return Ok(());
    }
    let problem = match url.host() {
        _ if !url.is_https() => Problem::NotEncrypted,
        Host::Address(address) if !peer::is_public(*address) => Problem::NotPublic,
        Host::Address(_) | Host::Name(_) => return Ok(()),
    };
    Err(Error::Invalid(vec![InvalidField { field: Field::EndpointUrl, problem }]))
}

/// The application of the settings is the account's own.
async fn check_application(
    tx: &mut Tx,
    account: AccountId,
    settings: &EndpointSettings,
) -> Result<(), Error> {
    let Some(sdkappid) = settings.sdkappid else { return Ok(()) };
    match tx.application(account, sdkappid).await? {
        Some(_) => Ok(()),
        None => Err(Error::Invalid(vec![InvalidField { field: Field::Sdkappid, problem: Problem::Wrong }])),
    }
}
