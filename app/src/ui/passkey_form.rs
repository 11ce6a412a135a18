//! A form that the browser fills in with a passkey. It needs scripts; where they are missing, its button says so.

use std::pin::Pin;

use domain::account::second_factor::{PasskeyChallenge, PasskeyRefusal};
use leptos::prelude::*;

use super::{ErrorSummary, Icon, Post, PostForm, Reason};
use crate::browser;
use crate::failure::{Failure, FailureKind};
use crate::i18n::text::passkeys;
use crate::shell::preferences::language;

/// What the browser is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ceremony {
    /// A new passkey.
    Create,
    /// A proof with one that exists.
    Get,
}

/// A challenge that the server is asked for.
pub(crate) type Challenge = Pin<Box<dyn Future<Output = Result<PasskeyChallenge, Failure>>>>;

/// Asks the server for a challenge when the button is pressed, lets the browser answer it with a passkey, and posts the
/// answer with the other fields.
#[component]
pub(crate) fn PasskeyForm(
    post: Post,
    ceremony: Ceremony,
    /// Asks for the challenge; its argument is the value of the first text field, empty if there is none.
    begin: fn(String) -> Challenge,
    #[prop(into)] label: String,
    /// Additional classes of the button.
    #[prop(default = "")]
    tone: &'static str,
    /// The other fields.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    let language = language();
    let (is_supported, busy) = (RwSignal::new(None::<bool>), RwSignal::new(false));
    Effect::new(move |_| is_supported.set(Some(browser::has_passkeys())));
    let is_usable = move || is_supported.get() == Some(true);
    let reason_id = match ceremony {
        Ceremony::Create => "passkey-new-reason",
        Ceremony::Get => "passkey-reason",
    };
    let on_click = move |event: leptos::ev::MouseEvent| {
        let is_free = is_supported.get_untracked() == Some(true) && !busy.get_untracked();
        let Some(form) = browser::FormAround::of(&event).filter(|_| is_free) else { return };
        busy.set(true);
        leptos::task::spawn_local(async move {
            let answer = match begin(form.first_text()).await {
                Ok(challenge) => {
                    let credential = browser::passkey(ceremony, &challenge.options).await;
                    credential.map(|credential| (challenge.token, credential)).map_err(refused)
                }
                Err(failure) => Err(failure),
            };
            busy.try_set(false);
            match answer {
                Ok((token, credential)) => {
                    form.submit_with(&[("challenge", &token), ("credential", &credential)]);
                }
                Err(failure) => {
                    post.failure.try_set(Some(failure));
                }
            }
        });
    };
    let reason = move || {
        (is_supported.get() == Some(false))
            .then(|| view! { <Reason id=reason_id>{passkeys::unsupported(language)}</Reason> })
    };
    // A browser with scripts parses what is in `noscript` as text, so it must not be hydrated.
    let needs_scripts = format!("<p class=\"reason\">{}</p>", passkeys::needs_scripts(language));
    view! {
        <PostForm post class="form">
            <ErrorSummary failure=post.failure/>
            {children.map(|children| children())}
            <input type="hidden" name="challenge" value=""/>
            <input type="hidden" name="credential" value=""/>
            <div class="form">
                <button
                    type="button" class=format!("btn {tone}")
                    aria-disabled=move || (!is_usable()).then_some("true")
                    aria-describedby=move || (is_supported.get() == Some(false)).then_some(reason_id)
                    aria-busy=move || (busy.get() || post.pending.get()).then_some("true")
                    title=move || is_supported.get().is_none().then(|| passkeys::not_ready(language))
                    on:click=on_click
                >
                    <Icon name="key"/>{label}
                </button>
                {reason}
                <noscript inner_html=needs_scripts></noscript>
            </div>
        </PostForm>
    }
    .into_any()
}

fn refused(refusal: PasskeyRefusal) -> Failure {
    Failure::new(FailureKind::PasskeyRefused(refusal))
}
