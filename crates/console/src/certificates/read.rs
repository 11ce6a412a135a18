//! What a file says about itself, before anything is saved.

use domain::certificate::{Facts, NewCertificate, Warning, Wrong};
use domain::field::Invalid;
use push::understand::{Understood, understand};

use crate::{Certificates, Error};

impl Certificates<'_> {
    /// What the credential of `new` says about itself; [`Error::Invalid`] where it is none, or not for this use.
    /// Nothing is kept.
    pub fn inspect(&self, new: &NewCertificate) -> Result<(Facts, Vec<Warning>), Error> {
        self.0.person()?;
        let Understood { facts, warnings, .. } = understand(&new.account, self.0.now()).map_err(wrong)?;
        Ok((facts, warnings))
    }
}

/// Each reason beside the field that it is about.
pub(super) fn wrong(reasons: Vec<Wrong>) -> Error {
    Error::Invalid(reasons.into_iter().map(Invalid::from).collect())
}
