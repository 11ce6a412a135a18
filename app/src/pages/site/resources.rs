//! The page `/resources`: how-to guides whose examples work as shown.
//!
//! The URL of this console is filled in, and so is the SDKAppID of the signed-in person's newest application.

use domain::account::language::Language;
use domain::application::sdkappid::Sdkappid;
use leptos::prelude::*;

use super::api::{ResourcesData, read_resources};
use crate::data::{page_data, show};
use crate::i18n::text::{frame, guide};
use crate::shell::frame::Page;
use crate::shell::preferences::language;
use crate::ui::{PageHead, snippet};

const NODE: &str = r#"// npm install tls-sig-api-v2
const { Api } = require("tls-sig-api-v2");
const api = new Api($SDKAPPID, process.env.SDK_SECRET_KEY);
console.log(api.genUserSig("jiwoo", 86400));"#;

const PYTHON: &str = r#"# pip install tls-sig-api-v2
import os, TLSSigAPIv2
api = TLSSigAPIv2.TLSSigAPIv2($SDKAPPID, os.environ["SDK_SECRET_KEY"])
print(api.gen_sig("jiwoo", 86400))"#;

const GO: &str = r#"// go get github.com/tencentyun/tls-sig-api-v2-golang
sig, err := tencentyun.GenUserSig($SDKAPPID, os.Getenv("SDK_SECRET_KEY"), "jiwoo", 86400)"#;

const VERIFY: &str = r#"curl "$CONSOLE/v4/usersig/verify?sdkappid=$SDKAPPID&identifier=administrator&usersig=$ADMIN_SIG&random=1&contenttype=json" \
  --data "{\"UserID\": \"jiwoo\", \"UserSig\": \"$USER_SIG\"}""#;

const ANSWER: &str =
    r#"{"ActionStatus":"OK","ErrorCode":0,"ErrorInfo":"","Time":1795420800,"Expire":86400,"KeyVersion":1}"#;

const SQLITE: &str = r#"mkdir -p backup && sqlite3 data/chat-console.db ".backup 'backup/chat-console.db'"
cp data/master.key /somewhere/else/"#;

const POSTGRES: &str = r#"pg_dump --format=custom --file=backup/chat-console.dump "$DATABASE_URL""#;

/// The meaning of an error code, in every language.
type Meaning = fn(Language) -> &'static str;

const CODES: [(&str, Meaning); 8] = [
    ("0", guide::code_0),
    ("60016", guide::code_60016),
    ("70001", guide::code_70001),
    ("70003", guide::code_70003),
    ("70009", guide::code_70009),
    ("70013", guide::code_70013),
    ("70014", guide::code_70014),
    ("70050", guide::code_70050),
];

/// The page **Resources**.
#[component]
pub(crate) fn ResourcesPage() -> AnyView {
    let resources = page_data(|| (), |()| read_resources());
    show(resources, page)
}

/// The guides; without an SDKAppID a placeholder is shown.
fn page(resources: ResourcesData) -> AnyView {
    let language = language();
    let ResourcesData { address, sdkappid } = resources;
    let code = |name: &'static str, text: &str| snippet(name, filled(text, &address, sdkappid), language);
    let libraries = [code("Node", NODE), code("Python", PYTHON), code("Go", GO)];
    let [verify, sqlite, postgres] =
        [("curl", VERIFY), ("SQLite", SQLITE), ("PostgreSQL", POSTGRES)].map(|(name, text)| code(name, text));
    let codes = CODES.map(|(code, meaning)| {
        view! { <tr><td class="mono">{code}</td><td>{meaning(language)}</td></tr> }.into_any()
    });
    view! {
        <Page title=frame::resources(language)>
            <PageHead title=frame::resources(language) lead=guide::resources_lead(language)/>
            <div class="stack">
                <Article id="steps" title=guide::steps_title(language)>
                    <ol>
                        <li>{guide::step_create(language)}</li>
                        <li>{guide::step_key(language)}</li>
                        <li>{guide::step_sign(language)}</li>
                        <li>{guide::step_verify(language)}</li>
                    </ol>
                </Article>
                <Article id="sign" title=guide::sign_title(language)>
                    <p>{guide::sign_lead(language)}</p>
                    {Vec::from(libraries)}
                </Article>
                <Article id="verify" title=guide::verify_title(language)>
                    <p>{guide::verify_lead(language)}</p>
                    {verify}
                    <Code name="JSON" text=ANSWER/>
                    <table class="table">
                        <thead>
                            <tr><th scope="col">{guide::code(language)}</th><th scope="col">{guide::meaning(language)}</th></tr>
                        </thead>
                        <tbody>{Vec::from(codes)}</tbody>
                    </table>
                </Article>
                <Article id="backup" title=guide::backup_title(language)>
                    <p>{guide::backup_lead(language)}</p>
                    <p>{guide::backup_sqlite(language)}</p>
                    {sqlite}
                    <p>{guide::backup_postgres(language)}</p>
                    {postgres}
                </Article>
            </div>
        </Page>
    }
    .into_any()
}

/// One how-to guide.
#[component]
pub(super) fn Article(id: &'static str, title: &'static str, children: Children) -> AnyView {
    view! {
        <section class="card" aria-labelledby=id>
            <div class="card-head"><h2 id=id>{title}</h2></div>
            <div class="card-body article">{children()}</div>
        </section>
    }
    .into_any()
}

/// Fills the URL and the SDKAppID into `text`.
fn filled(text: &str, address: &str, sdkappid: Option<Sdkappid>) -> String {
    let text = text.replace("$CONSOLE", address);
    match sdkappid {
        Some(sdkappid) => text.replace("$SDKAPPID", &sdkappid.to_string()),
        None => text.replace("$SDKAPPID", "SDKAPPID"),
    }
}

/// Machine text: a response or a command.
#[component]
pub(super) fn Code(name: &'static str, text: &'static str) -> AnyView {
    view! { <pre class="code" tabindex="0" role="region" aria-label=name translate="no">{text}</pre> }
        .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_filled_in() {
        let sdkappid: Sdkappid = "1400000007".parse().unwrap();
        for text in [NODE, PYTHON, GO, VERIFY] {
            let known = filled(text, "https://chat.example", Some(sdkappid));
            assert!(known.contains("1400000007") && !known.contains("SDKAPPID"), "{known}");
            assert!(!known.contains("$CONSOLE"), "{known}");
        }
        let verify = filled(VERIFY, "https://chat.example", None);
        assert!(
            verify.starts_with("curl \"https://chat.example/v4/usersig/verify?sdkappid=SDKAPPID&"),
            "{verify}"
        );
    }
}
