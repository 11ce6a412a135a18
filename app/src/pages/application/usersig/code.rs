//! Code that signs the same UserSig on one's own server, in common languages.

use domain::account::language::Language;
use domain::application::sdkappid::Sdkappid;
use domain::key::Algorithm;
use leptos::prelude::*;

use crate::i18n::text::usersig_tool;
use crate::ui::{Icon, snippet};

const NODE: &str = r#"// npm install tls-sig-api-v2
const { Api } = require("tls-sig-api-v2");
const api = new Api(SDKAPPID, process.env.SDK_SECRET_KEY);
const userSig = api.genUserSig(USER, EXPIRE);"#;

const PYTHON: &str = r#"# pip install tls-sig-api-v2
import os, TLSSigAPIv2
api = TLSSigAPIv2.TLSSigAPIv2(SDKAPPID, os.environ["SDK_SECRET_KEY"])
user_sig = api.gen_sig(USER, EXPIRE)"#;

const GO: &str = r#"// go get github.com/tencentyun/tls-sig-api-v2-golang
userSig, err := tencentyun.GenUserSig(SDKAPPID, os.Getenv("SDK_SECRET_KEY"), USER, EXPIRE)"#;

const JAVA: &str = r#"// com.github.tencentyun:tls-sig-api-v2
TLSSigAPIv2 api = new TLSSigAPIv2(SDKAPPIDL, System.getenv("SDK_SECRET_KEY"));
String userSig = api.genUserSig(USER, EXPIRE);"#;

const PHP: &str = r#"// composer require tencent/tls-sig-api-v2
$api = new \Tencent\TLSSigAPIv2(SDKAPPID, getenv("SDK_SECRET_KEY"));
$userSig = $api->genUserSig(USER, EXPIRE);"#;

/// The code for every language, collapsed. Only for the current scheme: libraries for the legacy one no longer exist.
pub(super) fn snippets(
    sdkappid: Sdkappid,
    user: &str,
    expire: u64,
    algorithm: Algorithm,
    language: Language,
) -> Option<AnyView> {
    if algorithm != Algorithm::HmacSha256 {
        return None;
    }
    let snippets: Vec<AnyView> =
        [("Node.js", NODE), ("Python", PYTHON), ("Go", GO), ("Java", JAVA), ("PHP", PHP)]
            .into_iter()
            .map(|(name, template)| snippet(name, fill(template, sdkappid, user, expire), language))
            .collect();
    let view = view! {
        <details class="fold">
            <summary><Icon name="right" small=true/>{usersig_tool::own_server(language)}</summary>
            <div class="form">{snippets}</div>
        </details>
    };
    Some(view.into_any())
}

fn fill(template: &str, sdkappid: Sdkappid, user: &str, expire: u64) -> String {
    template
        .replace("SDKAPPID", &sdkappid.to_string())
        .replace("EXPIRE", &expire.to_string())
        .replace("USER", &quoted(user))
}

/// A string literal with double quotes, as in all of these languages. `$` starts a variable in PHP.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for char in text.chars() {
        if matches!(char, '"' | '\\' | '$') {
            quoted.push('\\');
        }
        quoted.push(char);
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_id_does_not_break_out_of_its_quotes() {
        let code = fill(NODE, Sdkappid::from_random(7), "a\"b\\c", 60);
        assert!(code.contains(r#"genUserSig("a\"b\\c", 60)"#), "{code}");
        assert!(code.contains("new Api(1400000007,"), "{code}");
    }
}
