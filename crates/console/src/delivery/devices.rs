//! `/v4/push/device_*`: an application's back end registers the devices of its users.

use domain::delivery::device::{Device, DeviceList, DeviceRegistration, DeviceRemoval, RegistrationId};
use domain::usersig::service_code::ServiceCode;
use sha2::{Digest as _, Sha256};
use store::{DeviceFilter, NewDevice};

use crate::secrets::tokens;
use crate::usersig::service::{AuthorizedCall, internal};
use crate::{Error, Service, ServiceCall};

impl Service<'_> {
    /// `POST /v4/push/device_set`: registers a device, or renews its token. Returns its `RegistrationID`.
    ///
    /// [`ServiceCode::BadParameter`] where the application has no such certificate, or it is one of another platform.
    pub async fn set_device(
        &self,
        call: ServiceCall<'_>,
        body: &[u8],
    ) -> Result<RegistrationId, ServiceCode> {
        let Self(context) = self;
        let AuthorizedCall { account, sdkappid, .. } = self.authorize(call).await?;
        let new = DeviceRegistration::parse(body)?;
        let store = &context.deps.store;
        let certificate = store.certificate(account, sdkappid, new.certificate).await.map_err(internal)?;
        if certificate.is_none_or(|row| row.certificate.platform != new.platform) {
            return Err(ServiceCode::BadParameter);
        }
        let name = tokens::random_hex::<16>(context.random());
        let device = NewDevice {
            sdkappid,
            registration_id: new.registration_id,
            new_registration_id: name.parse().map_err(|error| {
                internal(Error::Internal(format!("a new RegistrationID is not valid: {error}")))
            })?,
            user: new.user,
            certificate: new.certificate,
            token: new.token.as_str().to_owned(),
            token_digest: token_digest(new.token.as_str()),
            environment: new.environment,
            language: new.language,
            app_version: new.app_version,
        };
        let written = async {
            let mut tx = store.begin().await?;
            let name = tx.register_device(&device, context.now()).await?;
            tx.commit().await?;
            Ok::<_, store::Error>(name)
        };
        written.await.map_err(internal)
    }

    /// `POST /v4/push/device_delete`: nothing is sent to these devices any more. Returns how many there were.
    pub async fn delete_devices(&self, call: ServiceCall<'_>, body: &[u8]) -> Result<u64, ServiceCode> {
        let Self(context) = self;
        let AuthorizedCall { sdkappid, .. } = self.authorize(call).await?;
        let removal = DeviceRemoval::parse(body)?;
        let filter = DeviceFilter {
            user: removal.user.as_ref(),
            registration_id: removal.registration_id.as_ref(),
            certificate: removal.certificate,
            token_digest: removal.token.as_deref().map(token_digest),
        };
        let removed = async {
            let mut tx = context.deps.store.begin().await?;
            let removed = tx.delete_devices(sdkappid, &filter).await?;
            tx.commit().await?;
            Ok::<_, store::Error>(removed)
        };
        removed.await.map_err(internal)
    }

    /// `POST /v4/push/device_list`: devices of a user, and the number to ask for more with, if there are more.
    pub async fn list_devices(
        &self,
        call: ServiceCall<'_>,
        body: &[u8],
    ) -> Result<(Vec<Device>, Option<i64>), ServiceCode> {
        let Self(context) = self;
        let AuthorizedCall { sdkappid, .. } = self.authorize(call).await?;
        let DeviceList { user, after, limit } = DeviceList::parse(body)?;
        let store = &context.deps.store;
        let mut devices =
            store.devices_of_user(sdkappid, &user, after, limit.saturating_add(1)).await.map_err(internal)?;
        let page = usize::try_from(limit).unwrap_or(usize::MAX);
        let has_more = devices.len() > page;
        devices.truncate(page);
        let next = devices.last().map(|device| device.id).filter(|_| has_more);
        Ok((devices, next))
    }
}

/// The first half of the SHA-256 of a token.
fn token_digest(token: &str) -> [u8; 16] {
    let digest = Sha256::digest(token.as_bytes());
    std::array::from_fn(|index| digest[index])
}
