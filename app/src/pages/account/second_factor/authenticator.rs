//! The page `/account/authenticator`: sets an authenticator app up.

use domain::account::second_factor::Enrolment;
use domain::field::Field;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::{
    AuthenticatorPageData, BeginAuthenticator, ConfirmAuthenticator, QrCode, read_authenticator,
};
use crate::data::{page_data, show};
use crate::i18n::text::{passkeys, second_factor};
use crate::routes::PagePath;
use crate::shell::frame::Page;
use crate::shell::preferences::language;
use crate::ui::{
    CopyButton, ErrorSummary, Notice, PageHead, Post, PostForm, SubmissionToken, SubmitButton, TextField,
};

/// The light margin around a QR code, in squares (ISO/IEC 18004, 6.3.8).
const QUIET_ZONE: usize = 4;

#[component]
pub(crate) fn AuthenticatorPage() -> AnyView {
    let page = page_data(|| (), |()| read_authenticator());
    show(page, shown)
}

fn shown(AuthenticatorPageData { setup, qr_code }: AuthenticatorPageData) -> AnyView {
    let language = language();
    let title = second_factor::setup_title(language);
    let content = if setup.is_set_up {
        view! {
            <div class="card-body stack">
                <p>{second_factor::already(language)}</p>
                <div><a class="btn" href=PagePath::Account.to_string()>{second_factor::back(language)}</a></div>
            </div>
        }
        .into_any()
    } else if let Some((enrolment, qr_code)) = setup.enrolment.zip(qr_code) {
        view! { <Confirm enrolment qr_code/> }.into_any()
    } else {
        view! { <div class="card-body"><BeginForm label=second_factor::begin(language) tone="primary"/></div> }
            .into_any()
    };
    let must = setup.required && !setup.is_set_up;
    view! {
        <Page title>
            <PageHead title lead=second_factor::setup_lead(language)/>
            <div class="stack">
                {must.then(|| view! {
                    <Notice>
                        <p>{second_factor::setup_required(language)}</p>
                        <a href=PagePath::NewPasskey.to_string()>{passkeys::add_instead(language)}</a>
                    </Notice>
                })}
                <div class="card">{content}</div>
            </div>
        </Page>
    }
    .into_any()
}

/// Makes a new secret.
#[component]
fn BeginForm(label: &'static str, tone: &'static str) -> AnyView {
    let begin = Post::to(BeginAuthenticator::PATH);
    view! {
        <PostForm post=begin class="form">
            <ErrorSummary failure=begin.failure/>
            <div><SubmitButton label tone pending=begin.pending/></div>
        </PostForm>
    }
    .into_any()
}

/// The secret as a QR code and as text, and the form for the first code.
#[component]
fn Confirm(enrolment: Enrolment, qr_code: QrCode) -> AnyView {
    let language = language();
    let confirm = Post::to(ConfirmAuthenticator::PATH);
    let failure = confirm.failure;
    let side = qr_code.size + 2 * QUIET_ZONE;
    view! {
        <div class="card-body stack">
            <h2>{second_factor::scan(language)}</h2>
            <svg class="qr" viewBox=format!("-{QUIET_ZONE} -{QUIET_ZONE} {side} {side}") role="img"
                aria-label=second_factor::qr_code(language)>
                <path d=qr_code.path></path>
            </svg>
            <p>{second_factor::type_instead(language)}</p>
            <div class="command">
                <pre class="code" translate="no">{enrolment.secret.clone()}</pre>
                <CopyButton label=second_factor::copy_key(language) text=enrolment.secret/>
            </div>
            <h2>{second_factor::then_enter(language)}</h2>
            <PostForm post=confirm class="form short">
                <SubmissionToken/>
                <ErrorSummary failure/>
                <TextField field=Field::AuthenticationCode label=second_factor::code(language) mono=true
                    autocomplete="one-time-code" failure first=true/>
                <div><SubmitButton label=second_factor::confirm(language) pending=confirm.pending/></div>
            </PostForm>
            <BeginForm label=second_factor::start_over(language) tone="sm"/>
        </div>
    }
    .into_any()
}
