//! What is chosen in the form, and the price that is shown beside it.

use domain::billing::catalogue::Code;
use domain::billing::order::Choice;
use leptos::html;
use leptos::prelude::*;

use super::api::{OrderData, PricedChoice, price_order};
use crate::ui::Post;

/// The state of the form.
#[derive(Clone, Copy)]
pub(super) struct OrderForm {
    /// How it is sent.
    pub post: Post,
    /// What is chosen now.
    pub choice: RwSignal<Choice>,
    /// The price that is shown, and what it is for.
    pub priced: RwSignal<PricedChoice>,
    /// Whether the price is that of another choice: it cannot be confirmed.
    pub is_stale: Memo<bool>,
    /// The box that accepts the terms.
    pub accept: NodeRef<html::Input>,
    offered: StoredValue<Vec<Code>>,
    price: Action<Choice, ()>,
}

impl OrderForm {
    /// The form as the page shows it first.
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
                // A price that cannot be asked for stays out of date.
                let Ok(answer) = price_order(sdkappid, edition, months, add_ons, auto_renew).await else {
                    return;
                };
                // Something else may have been chosen meanwhile, or the page is gone.
                let is_awaited = is_stale.try_get_untracked() == Some(true)
                    && choice.try_with_untracked(|choice| choice.is_same(&answer.choice)) == Some(true);
                if is_awaited {
                    // What was refused or accepted was another price.
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

    /// Changes what is chosen, and asks for its price.
    pub(super) fn change(self, change: impl FnOnce(&mut Choice)) {
        let changed = self.choice.try_update(|choice| {
            change(choice);
            // In the order of the catalogue, as the form sends them.
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
