//! The list of tokens.

use domain::account::token::{TokenFacts, TokensPage};
use domain::time::Timestamp;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::RevokeToken;
use crate::i18n::text::{account, tokens};
use crate::shell::preferences::language;
use crate::ui::{Ago, Day, ErrorSummary, Post, PostForm, SubmissionToken, SubmitButton};

#[component]
pub(super) fn TokensCard(page: TokensPage) -> AnyView {
    let language = language();
    let revoke = Post::to(RevokeToken::PATH);
    let TokensPage { now, tokens: list, .. } = page;
    let contents = if list.is_empty() {
        view! { <div class="card-body"><p class="soft">{tokens::none(language)}</p></div> }.into_any()
    } else {
        let rows = list.into_iter().map(|token| row(now, token, revoke)).collect_view();
        view! {
            <div class="table-scroll" tabindex="0" role="group" aria-labelledby="tokens">
                <table class="table stacks">
                    <thead>
                        <tr>
                            <th scope="col">{tokens::name(language)}</th>
                            <th scope="col">{tokens::scopes(language)}</th>
                            <th scope="col">{tokens::applications(language)}</th>
                            <th scope="col">{tokens::last_used(language)}</th>
                            <th scope="col">{tokens::expires(language)}</th>
                            <th scope="col"><span class="sr">{account::actions(language)}</span></th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="card" aria-labelledby="tokens">
            <div class="card-head"><h2 id="tokens">{tokens::yours(language)}</h2></div>
            <ErrorSummary failure=revoke.failure/>
            {contents}
        </section>
    }
    .into_any()
}

fn row(now: Timestamp, token: TokenFacts, revoke: Post) -> AnyView {
    let language = language();
    let revoke = revoke.another();
    let scopes: Vec<&str> = token.scopes.iter().map(|scope| scope.code()).collect();
    let applications = match &token.applications {
        None => tokens::all_applications(language).to_owned(),
        Some(chosen) => chosen.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
    };
    let used = match token.used {
        None => tokens::never_used(language).into_any(),
        Some((at, address)) => {
            view! { <Ago now at/>" "<span class="mono address">{address}</span> }.into_any()
        }
    };
    let ends = if token.ends_at <= now {
        view! { <span class="tag">{tokens::expired(language)}</span> }.into_any()
    } else {
        view! { <Day at=token.ends_at/> }.into_any()
    };
    let name = tokens::revoke_named(language, token.name.as_str());
    view! {
        <tr>
            <td>{token.name.as_str().to_owned()}</td>
            <td class="mono" data-label=tokens::scopes(language)>{scopes.join(", ")}</td>
            <td class="mono" data-label=tokens::applications(language)>{applications}</td>
            <td data-label=tokens::last_used(language)>{used}</td>
            <td data-label=tokens::expires(language)>{ends}</td>
            <td class="num">
                <PostForm post=revoke>
                    <SubmissionToken/>
                    <input type="hidden" name="token" value=token.id.to_string()/>
                    <SubmitButton label=tokens::revoke(language) name tone="sm" pending=revoke.pending/>
                </PostForm>
            </td>
        </tr>
    }
    .into_any()
}
