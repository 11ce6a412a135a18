//! The catalogue that is in force.

use std::sync::{Arc, PoisonError, RwLock};

use domain::billing::catalogue::Catalogue;

/// The catalogue that is in force: the default until another one is set.
#[derive(Default)]
pub(crate) struct CurrentCatalogue(RwLock<Arc<Catalogue>>);

impl CurrentCatalogue {
    /// It stays the same for whoever asked, whatever is set meanwhile.
    pub(crate) fn get(&self) -> Arc<Catalogue> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn set(&self, catalogue: Catalogue) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(catalogue);
    }
}
