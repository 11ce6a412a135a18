//! Sign-in with the OpenID Connect provider, on `/sign-in` and `/account/verify`.

use domain::account::language::Language;
use domain::account::provider::ProviderProblem;
use leptos::prelude::*;

use crate::address::{parameter, use_page_url};
use crate::i18n::text::{common, provider};
use crate::shell::preferences::language;
use crate::ui::Icon;

/// A plain form: it leads away from the console, so the browser submits it itself.
#[component]
pub(crate) fn ProviderForm(
    #[prop(into)] label: String,
    next: String,
    #[prop(optional)] tone: &'static str,
) -> impl IntoView {
    view! {
        <form class="gate-more" method="post" action="/sign-in/oidc">
            <input type="hidden" name="next" value=next/>
            <button class=format!("btn {tone}") type="submit">{label}</button>
        </form>
    }
}

/// Why signing in with the provider failed, if the address says so.
#[component]
pub(crate) fn ProviderNotice() -> AnyView {
    let url = use_page_url();
    let problem = Memo::new(move |_| {
        url.with(|url| {
            let problem = ProviderProblem::from_code(&parameter(&url.search, "problem"))?;
            // Nobody else's words: whoever sent the link may have written it.
            let request = parameter(&url.search, "request");
            let is_id = request.len() == 16 && request.bytes().all(|byte| byte.is_ascii_hexdigit());
            Some((problem, is_id.then_some(request)))
        })
    });
    let language = language();
    (move || {
        problem.get().map(|(problem, request)| {
            let request = request.map(|request| common::request_id(language, &request));
            view! {
                <div class="summary-errors" role="alert">
                    <p class="summary-title"><Icon name="fail"/><span>{problem_text(language, problem)}</span></p>
                    {request.map(|request| view! { <p class="mono tiny">{request}</p> })}
                </div>
            }
        })
    })
    .into_any()
}

const fn problem_text(language: Language, problem: ProviderProblem) -> &'static str {
    match problem {
        ProviderProblem::Unavailable => provider::unavailable(language),
        ProviderProblem::Denied => provider::denied(language),
        ProviderProblem::Expired => provider::expired(language),
        ProviderProblem::Untrusted => provider::untrusted(language),
        ProviderProblem::NoAccount => provider::no_account(language),
        ProviderProblem::NoRole => provider::no_role(language),
        ProviderProblem::EmailNotVerified => provider::email_not_verified(language),
        ProviderProblem::OtherPerson => provider::other_person(language),
        ProviderProblem::NotFresh => provider::not_fresh(language),
        ProviderProblem::TooMany => provider::too_many(language),
    }
}
