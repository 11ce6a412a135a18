//! An application's back end: what it signs with, and what it is answered.

use console::{AcceptedPush, Actor, ServiceCall};
use domain::application::sdkappid::Sdkappid;
use domain::key::Key;
use domain::usersig::service_code::ServiceCode;
use domain::usersig::{self, Verified};
use serde_json::Value;

use crate::common::*;

pub struct BackEnd {
    pub sdkappid: Sdkappid,
    pub key: Key,
}

impl BackEnd {
    /// Of a new application.
    pub async fn of(world: &World<'_>, owner: &Actor, name: &str) -> Self {
        let sdkappid = world.create(owner, name).await;
        Self::with_current_key(world, owner, sdkappid).await
    }

    /// With the key that the page shows.
    pub async fn with_current_key(world: &World<'_>, owner: &Actor, sdkappid: Sdkappid) -> Self {
        let acting = world.console.acting_as(owner);
        let (token, _) = acting.keys().unlock(sdkappid, &password(PASSWORD)).await.unwrap();
        let detail = acting.applications().detail(sdkappid, Some(&token)).await.unwrap();
        Self { sdkappid, key: Key::parse_any(&detail.revealed.unwrap()).unwrap() }
    }

    pub fn sign(&self, world: &World<'_>, user: &str) -> String {
        self.sign_for(world, user, 3_600)
    }

    /// Valid for so many seconds.
    pub fn sign_for(&self, world: &World<'_>, user: &str, expire: u64) -> String {
        let user = user.parse().unwrap();
        usersig::sign_with(self.sdkappid, &self.key, &user, world.console.now(), expire, None).unwrap()
    }

    /// A right call with this body.
    pub async fn post(&self, world: &World<'_>, body: &[u8]) -> Result<Verified, ServiceCode> {
        let caller = self.sign(world, "administrator");
        call(world, &self.sdkappid.to_string(), "administrator", &caller, body).await
    }

    /// A right call about this user.
    pub async fn verify(&self, world: &World<'_>, user: &str, sig: &str) -> Result<Verified, ServiceCode> {
        self.post(world, &body(user, sig)).await
    }

    /// Sends a push.
    pub async fn push(
        &self,
        world: &World<'_>,
        body: &Value,
        idempotency_key: Option<&str>,
    ) -> Result<AcceptedPush, ServiceCode> {
        let (sdkappid, usersig) = (self.sdkappid.to_string(), self.sign(world, "administrator"));
        let call = ServiceCall { sdkappid: &sdkappid, identifier: "administrator", usersig: &usersig };
        let (actor, body) = (stranger(HOME), body.to_string());
        world.console.acting_as(&actor).service().accept_push(call, body.as_bytes(), idempotency_key).await
    }

    /// Registers a device. Returns its `RegistrationID`.
    pub async fn set_device(&self, world: &World<'_>, body: &Value) -> Result<String, ServiceCode> {
        let (sdkappid, usersig) = (self.sdkappid.to_string(), self.sign(world, "administrator"));
        let call = ServiceCall { sdkappid: &sdkappid, identifier: "administrator", usersig: &usersig };
        let (actor, body) = (stranger(HOME), body.to_string());
        let name = world.console.acting_as(&actor).service().set_device(call, body.as_bytes()).await?;
        Ok(name.to_string())
    }

    /// Removes devices. Returns how many there were.
    pub async fn delete_devices(&self, world: &World<'_>, body: &Value) -> Result<u64, ServiceCode> {
        let (sdkappid, usersig) = (self.sdkappid.to_string(), self.sign(world, "administrator"));
        let call = ServiceCall { sdkappid: &sdkappid, identifier: "administrator", usersig: &usersig };
        let (actor, body) = (stranger(HOME), body.to_string());
        world.console.acting_as(&actor).service().delete_devices(call, body.as_bytes()).await
    }

    /// Whether `sig` is taken, and by which key. The back end itself calls with its own.
    pub async fn version(&self, world: &World<'_>, user: &str, sig: &str) -> Result<i64, ServiceCode> {
        self.verify(world, user, sig).await.map(|verified| verified.key_version)
    }
}

pub fn body(user: &str, sig: &str) -> Vec<u8> {
    serde_json::json!({ "UserID": user, "UserSig": sig }).to_string().into_bytes()
}

pub async fn call(
    world: &World<'_>,
    sdkappid: &str,
    identifier: &str,
    usersig: &str,
    body: &[u8],
) -> Result<Verified, ServiceCode> {
    let actor = stranger(HOME);
    let service = world.console.acting_as(&actor).service();
    service.verify_usersig(ServiceCall { sdkappid, identifier, usersig }, body).await
}
