//! The devices of an application's users: its back end registers them by `/v4/push/device_*`, programs by the API.

use domain::account::AccountId;
use domain::account::permission::Permission;
use domain::application::sdkappid::Sdkappid;
use domain::delivery::device::{Device, DeviceList, DeviceRegistration, DeviceRemoval, RegistrationId};
use domain::usersig::service_code::ServiceCode;
use sha2::{Digest as _, Sha256};
use store::{DeviceFilter, NewDevice};

use crate::secrets::tokens;
use crate::usersig::service::{AuthorizedCall, internal};
use crate::{Context, Error, Service, ServiceCall};

/// The devices of the account's applications.
#[derive(Clone, Copy)]
pub struct Devices<'a>(pub(crate) Context<'a>);

impl Devices<'_> {
    /// A page of a user's devices, and the number to ask for more with, if there are more.
    pub async fn list(
        &self,
        sdkappid: Sdkappid,
        list: &DeviceList,
    ) -> Result<(Vec<Device>, Option<i64>), Error> {
        self.check(Permission::ViewPushes, sdkappid).await?;
        page(&self.0, sdkappid, list).await
    }

    /// Registers a device, or renews its token. `None` where the application has no such certificate, or it is one of
    /// another platform.
    pub async fn register(
        &self,
        sdkappid: Sdkappid,
        new: DeviceRegistration,
    ) -> Result<Option<RegistrationId>, Error> {
        let account = self.check(Permission::SendPushes, sdkappid).await?;
        register(&self.0, account, sdkappid, new).await
    }

    /// Nothing is sent to the device any more. [`Error::NotFound`] if there is none of that name.
    pub async fn delete(&self, sdkappid: Sdkappid, name: &RegistrationId) -> Result<(), Error> {
        self.check(Permission::SendPushes, sdkappid).await?;
        let filter =
            DeviceFilter { user: None, registration_id: Some(name), certificate: None, token_digest: None };
        match delete(&self.0, sdkappid, &filter).await? {
            0 => Err(Error::NotFound),
            _ => Ok(()),
        }
    }

    /// The application is one of the account's.
    async fn check(&self, permission: Permission, sdkappid: Sdkappid) -> Result<AccountId, Error> {
        let account = self.0.permitted_on(permission, sdkappid)?;
        self.0.deps.store.application(account, sdkappid).await?.ok_or(Error::NotFound)?;
        Ok(account)
    }
}

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
        let name = register(context, account, sdkappid, new).await.map_err(internal)?;
        name.ok_or(ServiceCode::BadParameter)
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
        delete(context, sdkappid, &filter).await.map_err(internal)
    }

    /// `POST /v4/push/device_list`: devices of a user, and the number to ask for more with, if there are more.
    pub async fn list_devices(
        &self,
        call: ServiceCall<'_>,
        body: &[u8],
    ) -> Result<(Vec<Device>, Option<i64>), ServiceCode> {
        let Self(context) = self;
        let AuthorizedCall { sdkappid, .. } = self.authorize(call).await?;
        let list = DeviceList::parse(body)?;
        page(context, sdkappid, &list).await.map_err(internal)
    }
}

/// `None` where the application has no such certificate, or it is one of another platform.
async fn register(
    context: &Context<'_>,
    account: AccountId,
    sdkappid: Sdkappid,
    new: DeviceRegistration,
) -> Result<Option<RegistrationId>, Error> {
    let store = &context.deps.store;
    let certificate = store.certificate(account, sdkappid, new.certificate).await?;
    if certificate.is_none_or(|row| row.certificate.platform != new.platform) {
        return Ok(None);
    }
    let name = tokens::random_hex::<16>(context.random()).parse();
    let name =
        name.map_err(|error| Error::Internal(format!("a new RegistrationID is not valid: {error}")))?;
    let device = NewDevice {
        sdkappid,
        registration_id: new.registration_id,
        new_registration_id: name,
        user: new.user,
        certificate: new.certificate,
        token: new.token.as_str().to_owned(),
        token_digest: token_digest(new.token.as_str()),
        environment: new.environment,
        language: new.language,
        app_version: new.app_version,
    };
    let mut tx = store.begin().await?;
    let name = tx.register_device(&device, context.now()).await?;
    tx.commit().await?;
    Ok(Some(name))
}

/// The number of deleted devices.
async fn delete(context: &Context<'_>, sdkappid: Sdkappid, filter: &DeviceFilter<'_>) -> Result<u64, Error> {
    let mut tx = context.deps.store.begin().await?;
    let deleted = tx.delete_devices(sdkappid, filter).await?;
    tx.commit().await?;
    Ok(deleted)
}

/// A page of devices, and the number to ask for more with, if there are more.
async fn page(
    context: &Context<'_>,
    sdkappid: Sdkappid,
    list: &DeviceList,
) -> Result<(Vec<Device>, Option<i64>), Error> {
    let DeviceList { user, after, limit } = list;
    let store = &context.deps.store;
    let mut devices = store.devices_of_user(sdkappid, user, *after, limit.saturating_add(1)).await?;
    let page = usize::try_from(*limit).unwrap_or(usize::MAX);
    let has_more = devices.len() > page;
    devices.truncate(page);
    let next = devices.last().map(|device| device.id).filter(|_| has_more);
    Ok((devices, next))
}

/// The first half of the SHA-256 of a token.
fn token_digest(token: &str) -> [u8; 16] {
    let digest = Sha256::digest(token.as_bytes());
    std::array::from_fn(|index| digest[index])
}
