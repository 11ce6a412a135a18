//! The HTML around the console: language and theme from the first byte, hashed assets, and a strict content security
//! policy.

use console::Actor;
use domain::account::language::{Language, Theme};
use domain::account::permission::Role;
use http::HeaderValue;
use http::header::CONTENT_SECURITY_POLICY;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_axum::{AxumRouteListing, ResponseOptions, generate_route_list};
use leptos_meta::MetaTags;

use super::client::Client;
use super::refused::Refused;
use super::watchdog;
use crate::app::App;
use crate::i18n::text::arrears;

/// The routes of all pages. Call it once, before the first page is rendered.
pub fn routes() -> Vec<AxumRouteListing> {
    generate_route_list(App)
}

/// The document around [`App`].
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let viewer = super::viewer();
    let client = Client::of(&options);
    provide_context(client);
    let nonce = use_nonce();
    if let (Some(nonce), Some(response)) = (&nonce, use_context::<ResponseOptions>())
        && let Some(policy) = policy(nonce)
    {
        response.insert_header(CONTENT_SECURITY_POLICY, policy);
    }
    let scheme = match viewer.theme {
        Theme::System => "light dark",
        Theme::Light => "light",
        Theme::Dark => "dark",
    };
    let start = format!(
        "import start,{{hydrate,prepare}} from '{}';start({{module_or_path:'{}'}}).then(prepare)\
         .then(complete=>{{if(chatConsole.mayStart(complete))hydrate()}})",
        client.script, client.wasm
    );
    // The client must start with the form as it is rendered here.
    let refused = super::extension::<Refused>();
    let (refused, failure) = refused
        .map(|refused| (refused.path, String::from_utf8_lossy(&refused.failure.ser()).into_owned()))
        .unzip();
    view! {
        <!DOCTYPE html>
        <html lang=viewer.language.tag() data-theme=viewer.theme.code() data-email=viewer.email
            data-role=viewer.role.map(Role::code) data-limited=viewer.is_limited.then_some("")
            data-provider=viewer.provider
            data-refused=refused data-failure=failure>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content=scheme/>
                <link id="leptos" rel="stylesheet" href=&*client.style/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="modulepreload" href=&*client.script/>
                <link rel="modulepreload" href=&*client.loader/>
                <link rel="preload" href=&*client.wasm r#as="fetch" type="application/wasm" crossorigin="anonymous"/>
                <script type="module" nonce=nonce.clone()>{start}</script>
                <MetaTags/>
            </head>
            <body>
                // A separate element: whatever others insert before or after it does not affect the client.
                <div id="console"><App/></div>
                <script nonce=nonce>{watchdog::script()}</script>
                {super::sign_in_notice::notice(viewer.language)}
                {arrears(viewer.language)}
            </body>
        </html>
    }
}

/// A notice on every page if the account is in arrears. It follows the console in the document, so that the client
/// leaves it alone, and is displayed above it.
fn arrears(language: Language) -> Option<AnyView> {
    let Actor::Person(person) = super::actor() else { return None };
    let at = person.account_balance.at(super::console().now(), super::console().catalogue().policy());
    let notice = crate::pages::application::package::account_notice(person.account_balance, &at, language)?;
    let view = view! { <section class="banner" aria-label=arrears::notices(language)>{notice}</section> };
    Some(view.into_any())
}

/// The content security policy: this origin only, and only the scripts of this render.
fn policy(nonce: &str) -> Option<HeaderValue> {
    HeaderValue::try_from(format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' data:; connect-src 'self'; font-src 'self'; manifest-src 'self'; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'"
    ))
    .ok()
}
