//! Push certificates: kept, tried at the simulated vendors, used for a test, and never shown.

mod canaries;
mod checking;
mod ending;
pub mod form;
mod keeping;
mod sending;
mod swapped;
mod transfer;

use console::{Actor, Console, Error, SavedCertificate};
use domain::application::sdkappid::Sdkappid;
use domain::certificate::{AccessSetting, Certificate, CertificateId, Health};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::common::*;
use crate::vendors::Vendors;
pub use form::Form;

/// An application with somebody who looks after its certificates.
pub struct Desk<'a> {
    pub world: World<'a>,
    pub owner: Actor,
    pub app: Sdkappid,
}

/// A server that delivers until this is dropped.
pub struct Delivering(JoinHandle<()>);

impl Delivering {
    pub fn start(console: &Console) -> Self {
        let console = console.clone();
        Self(tokio::spawn(async move {
            let (_running, stop) = watch::channel(false);
            console.deliver(stop).await;
        }))
    }
}

impl Drop for Delivering {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl<'a> Desk<'a> {
    pub async fn of(vendors: &Vendors, fresh: &'a Fresh) -> Self {
        let world = vendors.world(fresh, 1).await;
        let owner = always_verified(&world.owner().await);
        let app = world.create(&owner, "Orbit").await;
        Self { world, owner, app }
    }

    pub fn certificates(&self) -> console::Certificates<'_> {
        self.world.console.acting_as(&self.owner).certificates()
    }

    pub async fn add(&self, form: &Form) -> CertificateId {
        self.certificates().add(self.app, form.added()).await.unwrap().id
    }

    /// Saves over what is there now.
    pub async fn edit(&self, id: CertificateId, form: &Form) -> Result<SavedCertificate, Error> {
        let seen = self.one(id).await.version;
        self.certificates().edit(self.app, id, form.edited(), seen).await
    }

    async fn list(&self) -> AccessSetting {
        self.certificates().list(self.app).await.unwrap()
    }

    pub async fn one(&self, id: CertificateId) -> Certificate {
        self.list().await.certificate(id).unwrap().clone()
    }

    /// Asks the vendor; what is answered is what the list shows then.
    async fn check(&self, id: CertificateId) -> Health {
        let health = self.certificates().check(self.app, id).await.unwrap();
        assert_eq!(self.one(id).await.health, health);
        health
    }
}
