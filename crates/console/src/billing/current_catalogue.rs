//! The current price catalogue, which can be replaced at run time.

use std::sync::{Arc, PoisonError, RwLock};

use domain::billing::catalogue::Catalogue;

/// The current price catalogue: the default until another one is set.
#[derive(Default)]
pub(crate) struct CurrentCatalogue(RwLock<Arc<Catalogue>>);

impl CurrentCatalogue {
    /// A snapshot: a later [`CurrentCatalogue::set`] does not change it.
    pub(crate) fn get(&self) -> Arc<Catalogue> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn set(&self, catalogue: Catalogue) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(catalogue);
    }
}
