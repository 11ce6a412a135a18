//! `/resources`: how-tos that work as they are typed.

use domain::language::Language;
use leptos::prelude::*;

use crate::frame::Bare;
use crate::preferences::language;
use crate::text::{frame, site};
use crate::ui::PageHead;

const NODE: &str = r#"// npm install tls-sig-api-v2
const { Api } = require("tls-sig-api-v2");
const api = new Api(Number(process.env.SDKAPPID), process.env.SDK_SECRET_KEY);
console.log(api.genUserSig("jiwoo", 86400));"#;

const PYTHON: &str = r#"# pip install tls-sig-api-v2
import os, TLSSigAPIv2
api = TLSSigAPIv2.TLSSigAPIv2(int(os.environ["SDKAPPID"]), os.environ["SDK_SECRET_KEY"])
print(api.gen_sig("jiwoo", 86400))"#;

const GO: &str = r#"// go get github.com/tencentyun/tls-sig-api-v2-golang
sdkappid, _ := strconv.Atoi(os.Getenv("SDKAPPID"))
sig, err := tencentyun.GenUserSig(sdkappid, os.Getenv("SDK_SECRET_KEY"), "jiwoo", 86400)"#;

const VERIFY: &str = r#"curl "$CONSOLE/v4/usersig/verify?sdkappid=$SDKAPPID&identifier=administrator&usersig=$ADMIN_SIG&random=1&contenttype=json" \
  --data "{\"UserID\": \"jiwoo\", \"UserSig\": \"$USER_SIG\"}""#;

const ANSWER: &str =
    r#"{"ActionStatus":"OK","ErrorCode":0,"ErrorInfo":"","Time":1795420800,"Expire":86400,"KeyVersion":1}"#;

const SQLITE: &str = r#"mkdir -p backup && sqlite3 data/chat-console.db ".backup 'backup/chat-console.db'"
cp data/master.key /somewhere/else/"#;

const POSTGRES: &str = r#"pg_dump --format=custom --file=backup/chat-console.dump "$DATABASE_URL""#;

/// A meaning, in every language.
type Meaning = fn(Language) -> &'static str;

const CODES: [(&str, Meaning); 8] = [
    ("0", site::code_0),
    ("60016", site::code_60016),
    ("70001", site::code_70001),
    ("70003", site::code_70003),
    ("70009", site::code_70009),
    ("70013", site::code_70013),
    ("70014", site::code_70014),
    ("70050", site::code_70050),
];

/// `/resources`.
#[component]
pub(crate) fn ResourcesPage() -> AnyView {
    let language = language();
    let title = frame::resources(language);
    let codes = CODES.map(|(code, meaning)| {
        view! { <tr><td class="mono">{code}</td><td>{meaning(language)}</td></tr> }
    });
    view! {
        <Bare title>
            <PageHead title lead=site::resources_lead(language)/>
            <div class="stack">
                <Article id="steps" title=site::steps_title(language)>
                    <ol>
                        <li>{site::step_create(language)}</li>
                        <li>{site::step_key(language)}</li>
                        <li>{site::step_sign(language)}</li>
                        <li>{site::step_verify(language)}</li>
                    </ol>
                </Article>
                <Article id="sign" title=site::sign_title(language)>
                    <p>{site::sign_lead(language)}</p>
                    <Code name="Node" text=NODE/>
                    <Code name="Python" text=PYTHON/>
                    <Code name="Go" text=GO/>
                </Article>
                <Article id="verify" title=site::verify_title(language)>
                    <p>{site::verify_lead(language)}</p>
                    <Code name="curl" text=VERIFY/>
                    <Code name="JSON" text=ANSWER/>
                    <table class="table">
                        <thead>
                            <tr><th scope="col">{site::code(language)}</th><th scope="col">{site::meaning(language)}</th></tr>
                        </thead>
                        <tbody>{codes.into_iter().collect_view()}</tbody>
                    </table>
                </Article>
                <Article id="backup" title=site::backup_title(language)>
                    <p>{site::backup_lead(language)}</p>
                    <p>{site::backup_sqlite(language)}</p>
                    <Code name="SQLite" text=SQLITE/>
                    <p>{site::backup_postgres(language)}</p>
                    <Code name="PostgreSQL" text=POSTGRES/>
                </Article>
            </div>
        </Bare>
    }
    .into_any()
}

/// One how-to.
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

/// Something to type. It scrolls by itself, so it can be focused.
#[component]
pub(super) fn Code(name: &'static str, text: &'static str) -> AnyView {
    view! { <pre class="code" tabindex="0" role="region" aria-label=name translate="no">{text}</pre> }.into_any()
}
