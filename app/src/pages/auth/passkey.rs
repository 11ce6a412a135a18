//! Signing in with a passkey: alone on `/sign-in`, as the second step on `/sign-in/code`.

use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::{
    CompleteSignInWithPasskey, SignInWithPasskey, begin_second_step, begin_sign_in, passkeys_are_on,
};
use crate::data::{once_ready, page_data};
use crate::i18n::text::passkeys;
use crate::shell::preferences::language;
use crate::ui::{Ceremony, PasskeyForm, Post};

/// Nothing where passkeys are switched off: `/account` says why, to people who can change it.
#[component]
pub(super) fn PasskeySignIn(
    /// Where to go afterwards.
    next: String,
    /// Whether the password was given already.
    #[prop(optional)]
    second_step: bool,
) -> AnyView {
    let are_on = page_data(|| (), |()| passkeys_are_on());
    once_ready(move || {
        let next = next.clone();
        async move {
            match (are_on.await, second_step) {
                (Ok(true), false) => view! { <Alone next/> }.into_any(),
                (Ok(true), true) => view! { <SecondStep next/> }.into_any(),
                _ => ().into_any(),
            }
        }
    })
}

#[component]
fn Alone(next: String) -> AnyView {
    let post = Post::to(SignInWithPasskey::PATH).fresh();
    view! {
        <div class="gate-other">
            <PasskeyForm post ceremony=Ceremony::Get begin=|_| Box::pin(begin_sign_in())
                label=passkeys::sign_in(language()) tone="wide">
                <input type="hidden" name="next" value=next/>
            </PasskeyForm>
        </div>
    }
    .into_any()
}

#[component]
fn SecondStep(next: String) -> AnyView {
    let post = Post::to(CompleteSignInWithPasskey::PATH).fresh();
    view! {
        <div class="gate-other">
            <PasskeyForm post ceremony=Ceremony::Get begin=|_| Box::pin(begin_second_step())
                label=passkeys::use_one(language()) tone="wide">
                <input type="hidden" name="next" value=next/>
            </PasskeyForm>
        </div>
    }
    .into_any()
}
