//! **Push > Access Setting**: an application's credentials at nine vendors. Written by the server alone; only what a
//! file says is asked for while it is chosen.

mod actions;
mod card;
mod dialogs;
mod facts;
mod form;
mod page;
mod test_push;
mod words;

pub(crate) use page::page;
