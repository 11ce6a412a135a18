//! The current choice of the form, and the price shown beside it.

use domain::billing::catalogue::AddOnCode;
use domain::billing::order::Choice;
use leptos::html;
use leptos::prelude::*;

use super::api::{OrderData, PricedChoice, price_order};
use crate::ui::Post;

/// The state of the form.
#[derive(Clone, Copy)]
pub(super) struct OrderForm {
    /// The submission of the form.
    pub post: Post,
    /// The current choice.
    pub choice: RwSignal<Choice>,
    /// The price shown, with its choice.
    pub priced: RwSignal<PricedChoice>,
    /// Whether the price belongs to another choice and so cannot be confirmed.
    pub is_stale: Memo<bool>,
    /// The checkbox that accepts the terms.
    pub accept: NodeRef<html::Input>,
    offered: StoredValue<Vec<AddOnCode>>,
    price: Action<Choice, ()>,
}

impl OrderForm {
    /// The initial state of the form.
    pub(super) fn new(data: &OrderData, post: Post) -> Self {
        let sdkappid = data.sdkappid;
        let choice = RwSignal::new(data.priced.choice.clone());
        let priced = RwSignal::new(data.priced.clone());
        let is_stale =
            Memo::new(move |_| choice.with(|choice| priced.with(|priced| !choice.is_same(&priced.choice))));
        let accept = NodeRef::<html::Input>::new();
        let price = Action::new(move |asked: &Choice| {
            let Choice { edition, months, add_ons, auto_renew } = asked.clone();
            async move {
                // If the request fails, the price stays marked as outdated.
                let Ok(answer) = price_order(sdkappid, edition, months, add_ons, auto_renew).await else {
                    return;
                };
                // The choice may have changed during the request, or the page may be gone.
                let is_awaited = is_stale.try_get_untracked() == Some(true)
                    && choice.try_with_untracked(|choice| choice.is_same(&answer.choice)) == Some(true);
                if is_awaited {
                    // The earlier refusal or acceptance applied to another price.
                    post.failure.set(None);
                    if let Some(accept) = accept.get_untracked() {
                        accept.set_checked(false);
                    }
                    priced.set(answer);
                }
            }
        });
        let offered = data.catalogue.add_ons().iter().map(|add_on| add_on.code.clone()).collect();
        Self { post, choice, priced, is_stale, accept, offered: StoredValue::new(offered), price }
    }

    /// Changes the choice, and requests its price.
    pub(super) fn change(self, change: impl FnOnce(&mut Choice)) {
        let changed = self.choice.try_update(|choice| {
            change(choice);
            // In the order of the catalogue, as the form submits them.
            let mut add_ons = self.offered.get_value();
            add_ons.retain(|code| choice.add_ons.contains(code));
            choice.add_ons = add_ons;
            choice.clone()
        });
        if let Some(choice) = changed.filter(|_| self.is_stale.get_untracked()) {
            self.price.dispatch(choice);
        }
    }
}
