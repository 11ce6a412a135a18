//! The page `/account/passkey`: adds a passkey.

use domain::account::second_factor::PasskeysOff;
use domain::field::Field;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::{AddPasskey, begin_passkey, read_new_passkey};
use crate::data::{page_data, show};
use crate::i18n::text::{passkeys, second_factor};
use crate::routes::PagePath;
use crate::shell::frame::Page;
use crate::shell::preferences::language;
use crate::ui::{Ceremony, Notice, PageHead, PasskeyForm, Post, SubmissionToken, TextField};

#[component]
pub(crate) fn NewPasskeyPage() -> AnyView {
    let off = page_data(|| (), |()| read_new_passkey());
    show(off, shown)
}

fn shown(off: Option<PasskeysOff>) -> AnyView {
    let language = language();
    let title = passkeys::new_title(language);
    let content = match off {
        Some(off) => view! {
            <Notice><p>{passkeys::off_text(language, off)}</p></Notice>
            <div><a class="btn" href=PagePath::Account.to_string()>{second_factor::back(language)}</a></div>
        }
        .into_any(),
        None => view! { <div class="card narrow"><div class="card-body"><AddForm/></div></div> }.into_any(),
    };
    view! {
        <Page title>
            <PageHead title lead=passkeys::new_lead(language)/>
            <div class="stack">{content}</div>
        </Page>
    }
    .into_any()
}

#[component]
fn AddForm() -> AnyView {
    let language = language();
    let post = Post::to(AddPasskey::PATH);
    let failure = post.failure;
    view! {
        <PasskeyForm post ceremony=Ceremony::Create begin=|name| Box::pin(begin_passkey(name)) label=passkeys::add(language) tone="primary">
            <SubmissionToken/>
            <TextField field=Field::PasskeyName label=passkeys::name(language) failure first=true
                hint=passkeys::name_hint(language)/>
            <p class="hint">{passkeys::second_step(language)}</p>
        </PasskeyForm>
    }
    .into_any()
}
