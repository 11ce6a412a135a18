//! The list without pushes: how to send the first one, or that nothing matches.

use domain::account::language::Language;
use domain::application::sdkappid::Sdkappid;
use leptos::prelude::*;

use crate::i18n::text::records;
use crate::routes::PagePath;
use crate::ui::snippet;

const BATCH: &str = r#"curl "$CONSOLE/v4/timpush/batch?sdkappid=$SDKAPPID&identifier=administrator&usersig=$ADMIN_SIG&random=1&contenttype=json" \
  --data '{"To_Account": ["jiwoo"], "MsgRandom": '$RANDOM', "OfflinePushInfo": {"Title": "Hello", "Desc": "A first push"}}'"#;

/// Shown before the first push; `address` is the URL of this console.
pub(super) fn no_pushes(language: Language, address: &str, sdkappid: Sdkappid) -> AnyView {
    view! {
        <section class="card card-body article" aria-labelledby="first-push">
            <h2 id="first-push">{records::empty_title(language)}</h2>
            <p class="soft">{records::empty_text(language)}</p>
            {snippet("curl", filled(address, sdkappid), language)}
        </section>
    }
    .into_any()
}

/// Shown if no push matches.
pub(super) fn none_match(language: Language, sdkappid: Sdkappid) -> AnyView {
    view! {
        <div class="card empty" role="status">
            <h2>{records::none_title(language)}</h2>
            <p>{records::none_text(language)}</p>
            <a class="btn" href=PagePath::Records(sdkappid).to_string()>{records::clear(language)}</a>
        </div>
    }
    .into_any()
}

/// The call with the URL of this console and the SDKAppID.
fn filled(address: &str, sdkappid: Sdkappid) -> String {
    BATCH.replace("$CONSOLE", address).replace("$SDKAPPID", &sdkappid.to_string())
}

#[cfg(test)]
mod tests {
    use domain::delivery::batch_call::BatchCall;

    use super::*;

    #[test]
    fn the_example_can_be_sent() {
        let call = filled("https://chat.example", "1400000007".parse().unwrap());
        let start = "curl \"https://chat.example/v4/timpush/batch?sdkappid=1400000007&identifier=administrator&usersig=";
        assert!(call.starts_with(start), "{call}");
        let (_, body) = call.split_once("--data ").unwrap();
        let body = body.replace("'$RANDOM'", "7").replace('\'', "");
        let parsed = BatchCall::parse(body.as_bytes()).unwrap();
        assert_eq!((parsed.info().title(), parsed.msg_random()), ("Hello", 7));
    }
}
