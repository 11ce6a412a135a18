//! The list of signed-in browsers.

use domain::account::session::{AccountPage, SessionFacts};
use domain::time::Timestamp;
use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::api::{RevokeOtherSessions, RevokeSession};
use crate::i18n::text::account;
use crate::shell::preferences::language;
use crate::ui::{Ago, Day, ErrorSummary, Post, PostForm, SubmissionToken, SubmitButton};

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
                        <SubmissionToken/>
                        <SubmitButton label=account::sign_out_others(language) tone="sm" pending=revoke_others.pending/>
                    </PostForm>
                })}
            </div>
            <ErrorSummary failure=revoke.failure/>
            <ErrorSummary failure=revoke_others.failure/>
            <div class="table-scroll" tabindex="0" role="group" aria-labelledby="sessions">
                <table class="table stacks">
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
    let browser = browser_name(&session.browser).unwrap_or_else(|| account::unknown_browser(language).into());
    let action = if session.current {
        view! { <span class="tag on">{account::this_browser(language)}</span> }.into_any()
    } else {
        view! {
            <PostForm post=revoke>
                <SubmissionToken/>
                <input type="hidden" name="session" value=session.id.to_string()/>
                <SubmitButton label=account::revoke(language) tone="sm" pending=revoke.pending/>
            </PostForm>
        }
        .into_any()
    };
    view! {
        <tr>
            <td title=session.browser>{browser}</td>
            <td class="mono address">{session.address}</td>
            <td data-label=account::signed_in(language)><Day at=session.created_at/></td>
            <td data-label=account::last_seen(language)><Ago now at=session.seen_at/></td>
            <td data-label=account::ends(language)><Day at=session.ends_at/></td>
            <td class="num">{action}</td>
        </tr>
    }
    .into_any()
}

/// A readable name for a user agent, e.g. "Firefox 152, Linux". Every browser also claims the names of those it is
/// compatible with, so the order matters.
pub(crate) fn browser_name(agent: &str) -> Option<String> {
    const BROWSERS: [(&str, &str); 6] = [
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Version/", "Safari"),
        ("curl/", "curl"),
    ];
    const SYSTEMS: [(&str, &str); 7] = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];
    let (version, browser) =
        BROWSERS.iter().find_map(|(mark, name)| agent.split_once(mark).map(|(_, rest)| (rest, name)))?;
    let version: String = version.chars().take_while(char::is_ascii_digit).collect();
    let system = SYSTEMS.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| name);
    Some(
        system.map_or_else(
            || format!("{browser} {version}"),
            |system| format!("{browser} {version}, {system}"),
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::browser_name;

    #[test]
    fn calls_browsers_by_their_names() {
        for (agent, name) in [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:152.0) Gecko/20100101 Firefox/152.0", "Firefox 152, Linux"),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/151.0.0.0 Safari/537.36 Edg/151.0.0.0",
                "Edge 151, Windows",
            ),
            (
                "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/151.0.0.0 Mobile Safari/537.36",
                "Chrome 151, Android",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15",
                "Safari 26, macOS",
            ),
            ("curl/8.14.1", "curl 8"),
        ] {
            assert_eq!(browser_name(agent).as_deref(), Some(name));
        }
        assert_eq!(browser_name("Chro"), None);
    }
}
