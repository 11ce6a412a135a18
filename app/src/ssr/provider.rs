//! The way to the OpenID Connect provider, and the page that says why it failed.

use domain::account::language::Language;
use domain::account::provider::ProviderProblem;
use leptos::prelude::*;

use crate::address::escape;
use crate::i18n::text::provider;
use crate::routes::PagePath;

/// A page that leads to `address`. It is no redirect: browsers apply the `form-action` of the page with the form to
/// redirects, too, and it names this console alone.
pub fn redirect_page(language: Language, name: &str, address: &str) -> String {
    let text = provider::go_to(language, name);
    let refresh = format!("0;url={address}");
    let page = view! {
        <html lang=language.tag()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width"/>
                <meta name="color-scheme" content="light dark"/>
                <meta http-equiv="refresh" content=refresh/>
                <title>{text.clone()}</title>
            </head>
            <body><main><p><a href=address.to_owned()>{text}</a></p></main></body>
        </html>
    };
    format!("<!DOCTYPE html>\n{}\n", page.to_html())
}

/// The address of the page that says why signing in failed, or proving who somebody `is_signed_in` is.
pub fn problem_page(is_signed_in: bool, problem: ProviderProblem, request: &str, next: &str) -> String {
    let page = if is_signed_in { PagePath::Verify } else { PagePath::SignIn };
    format!("{page}?problem={}&request={}&next={}", problem.code(), escape(request), escape(next))
}
