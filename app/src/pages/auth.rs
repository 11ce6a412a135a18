//! Set-up on the first start, and sign-in. Signing in always loads the next page in full.

mod api;
mod code;
mod join;
mod passkey;
mod provider;
mod setup;
mod sign_in;

pub(crate) use code::CodePage;
pub(crate) use join::JoinPage;
use passkey::PasskeySignIn;
pub(crate) use provider::{ProviderForm, ProviderNotice};
pub(crate) use setup::SetupPage;
pub(crate) use sign_in::SignInPage;

use leptos::prelude::*;

use crate::shell::frame::{Frame, Page};
use crate::ui::symbol;

/// A centred card with a heading, a lead and a form.
#[component]
fn AuthPage(#[prop(into)] title: String, #[prop(into)] lead: String, children: Children) -> AnyView {
    view! {
        <Frame signed_out=true>
            <Page title=title.clone() centred=true>
            <div class="gate">
                <div class="card">
                    <div class="card-body">
                        <div class="gate-head">
                            <svg class="brand-mark" aria-hidden="true"><use href=symbol("brand")></use></svg>
                            <h1>{title}</h1>
                            <p class="soft">{lead}</p>
                        </div>
                        {children()}
                    </div>
                </div>
            </div>
            </Page>
        </Frame>
    }
    .into_any()
}
