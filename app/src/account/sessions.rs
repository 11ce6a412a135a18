//! The list of signed-in browsers.

use domain::session::{AccountPage, SessionFacts};
use domain::time::Timestamp;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::{RevokeOtherSessions, RevokeSession};
use crate::preferences::language;
use crate::text::account;
use crate::ui::{Ago, Day, ErrorSummary, Post, PostForm, SubmitButton};

#[component]
pub(super) fn SessionsCard(page: AccountPage) -> AnyView {
    let language = language();
    let revoke = Post::to(RevokeSession::PATH);
    let revoke_others = Post::to(RevokeOtherSessions::PATH);
    let others = page.sessions.iter().any(|session| !session.current);
    let rows = page.sessions.into_iter().map(|session| row(page.now, session, revoke)).collect_view();
    view! {
        <section class="card" aria-labelledby="sessions">
            <div class="card-head">
                <div>
                    <h2 id="sessions">{account::sessions(language)}</h2>
                    <p>{account::sessions_lead(language)}</p>
                </div>
                {others.then(|| view! {
                    <PostForm post=revoke_others>
                        <SubmitButton label=account::sign_out_others(language) tone="sm" pending=revoke_others.pending/>
                    </PostForm>
                })}
            </div>
            <ErrorSummary failure=revoke.failure/>
            <ErrorSummary failure=revoke_others.failure/>
            <div class="table-scroll" tabindex="0" role="region" aria-labelledby="sessions">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{account::browser(language)}</th>
                            <th scope="col">{account::address(language)}</th>
                            <th scope="col">{account::signed_in(language)}</th>
                            <th scope="col">{account::last_seen(language)}</th>
                            <th scope="col">{account::ends(language)}</th>
                            <th scope="col"><span class="sr">{account::actions(language)}</span></th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn row(now: Timestamp, session: SessionFacts, revoke: Post) -> AnyView {
    let language = language();
    let browser =
        if session.browser.is_empty() { account::unknown_browser(language).into() } else { session.browser };
    let action = if session.current {
        view! { <span class="tag on">{account::this_browser(language)}</span> }.into_any()
    } else {
        view! {
            <PostForm post=revoke>
                <input type="hidden" name="session" value=session.id.to_string()/>
                <SubmitButton label=account::revoke(language) tone="sm" pending=revoke.pending/>
            </PostForm>
        }
        .into_any()
    };
    view! {
        <tr>
            <td>{browser}</td>
            <td class="mono">{session.address}</td>
            <td><Day at=session.created_at/></td>
            <td><Ago now at=session.seen_at/></td>
            <td><Day at=session.ends_at/></td>
            <td class="num">{action}</td>
        </tr>
    }
    .into_any()
}
