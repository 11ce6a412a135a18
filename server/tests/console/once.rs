//! Every form that creates or changes something, sent twice at the same time and once more later: one effect, one
//! audit entry, one answer.

use std::collections::BTreeSet;
use std::time::Duration;

use axum::http::Method;
use leptos::server_fn::axum::server_fn_paths;
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpListener;

use crate::phone::{AUTHENTICATOR, Phone};
use crate::software_authenticator::SoftwareAuthenticator;
use crate::support::{Answer, Browser, CODE, Database, EMAIL, PASSWORD, TestConsole};
use crate::{on_both_databases, passkeys};

/// Server functions that are posted to and need no token, and why.
const WITHOUT: [(&str, &str); 24] = [
    ("create_owner", "the second one signs in as the owner that the first one created"),
    ("sign_in", "changes nothing but who uses this browser"),
    ("join_account", "the link works once"),
    ("leave_account", "whoever has left is signed out"),
    ("sign_in_with_code", "changes nothing but who uses this browser"),
    ("verify_password", "proves each time who uses this browser"),
    ("verify_code", "proves each time who uses this browser"),
    ("sign_in_with_passkey", "changes nothing but who uses this browser"),
    ("complete_sign_in_with_passkey", "changes nothing but who uses this browser"),
    ("verify_passkey", "proves each time who uses this browser"),
    ("begin_passkey", "makes another challenge each time; an answer counts once"),
    ("begin_passkey_sign_in", "makes another challenge each time; an answer counts once"),
    ("begin_passkey_second_step", "makes another challenge each time; an answer counts once"),
    ("begin_passkey_verification", "makes another challenge each time; an answer counts once"),
    ("begin_authenticator", "makes another secret each time; the one that is confirmed counts"),
    ("sign_out", "a browser that is signed out already is signed out"),
    ("show_key", "shows it each time"),
    ("unlock_key", "shows it each time"),
    ("inspect_certificate", "reads a file"),
    ("open_certificates", "reads a file"),
    ("export_certificates", "reads"),
    ("generate_usersig", "makes one each time and keeps none"),
    ("verify_usersig", "reads"),
    ("price_order", "reads"),
];

pub const CATALOGUE: &str = "
[edition.standard]
prices = { USD = \"399.00\", KRW = \"550000\" }
[edition.pro]
prices = { USD = \"699.00\" }
";

/// Where somebody who has signed in is led.
const ENTERED: &str = "/signed-in?next=%2Fapplications";

const NEW_PASSWORD: &str = "another horse, another battery";

struct Sweep {
    test_console: TestConsole,
    browser: Browser,
    done: BTreeSet<String>,
}

impl Sweep {
    async fn begin(database: Database) -> Self {
        // A vendor that never speaks TLS: asking it takes its time and then fails.
        let vendor = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = vendor.local_addr().unwrap();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = vendor.accept().await {
                tokio::spawn(async move {
                    let _ = stream.read(&mut [0; 64]).await;
                    tokio::time::sleep(Duration::from_millis(700)).await;
                });
            }
        });
        let toml = format!("push_xiaomi_europe = 'https://{address}'\n{}", passkeys::PUBLIC_URL);
        let test_console = TestConsole::open_on(database, &toml, CATALOGUE).await;
        test_console.deliver();
        let mut browser = test_console.browser();
        let fields = [("setup_code", CODE), ("email", EMAIL), ("password", PASSWORD)];
        let answer = browser.submit("/setup", "/rpc/create_owner", &fields).await;
        assert_eq!(answer.location(), ENTERED);
        Self { test_console, browser, done: BTreeSet::new() }
    }

    /// Sends the form of `page` for that server function with what is `typed` into it. Where the answers lead.
    async fn once(&mut self, page: &str, function: &str, typed: &[(&str, &str)]) -> String {
        self.send(page, function, typed, 1).await
    }

    async fn send(&mut self, page: &str, function: &str, typed: &[(&str, &str)], entries: i64) -> String {
        let path = format!("/rpc/{function}");
        let shown = self.browser.get(page).await;
        let mut fields = shown.hidden(&path);
        assert!(
            fields.iter().any(|(name, _)| name == "submission"),
            "{page}: no token for {function}: {fields:?}"
        );
        fields.retain(|(name, _)| typed.iter().all(|(other, _)| other != name));
        fields.extend(typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let before = self.test_console.count("audit").await;
        let is_multipart = shown.body.contains(&format!("action=\"{path}\" enctype=\"multipart/form-data\""));
        let post = async |mut browser: Browser, boundary: &str| {
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            let answer = if is_multipart {
                browser.submit_parts(page, &path, &fields, boundary).await
            } else {
                browser.submit(page, &path, &fields).await
            };
            (answer, browser)
        };
        let browser = self.browser.clone();
        let both = tokio::join!(post(browser.clone(), "one"), post(browser.clone(), "two"));
        let ((first, one), (second, two)) = both;
        // The cookies of the one that made the change: a renewed session has another.
        self.browser = if one.cookies == browser.cookies { two } else { one };
        let (later, _) = post(self.browser.clone(), "three").await;
        let place = first.location().to_owned();
        assert!(first.status.is_redirection() && !place.contains("__err"), "{function}: {first:?}");
        for answer in [&second, &later] {
            assert!(answer.status.is_redirection(), "{function}: {answer:?}");
            assert_eq!(answer.location(), place, "{function} answers another request differently");
        }
        assert_eq!(self.test_console.count("audit").await - before, entries, "{function} happened not once");
        self.done.insert(function.to_owned());
        place
    }

    fn id(place: &str) -> String {
        let rest = place.strip_prefix("/applications/").or_else(|| place.strip_prefix("/support/"));
        rest.unwrap_or_else(|| panic!("{place}")).split(['?', '/', '#']).next().unwrap().to_owned()
    }
}

on_both_databases!(every_form_takes_effect_once, |database| {
    let mut sweep = Sweep::begin(database).await;
    applications(&mut sweep).await;
    certificates(&mut sweep).await;
    money(&mut sweep).await;
    support(&mut sweep).await;
    members(&mut sweep).await;
    webhooks(&mut sweep).await;
    account(&mut sweep).await;

    let without: BTreeSet<_> = WITHOUT.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert!(sweep.done.is_disjoint(&without));
    let posted = server_fn_paths().filter(|(_, method)| *method == Method::POST);
    let missing: Vec<_> = posted
        .map(|(path, _)| path.trim_start_matches("/rpc/").to_owned())
        .filter(|name| !sweep.done.contains(name) && !without.contains(name))
        .collect();
    assert_eq!(
        missing, [""; 0],
        "a server function changes something, and nobody knows whether it does so once"
    );
});

async fn applications(sweep: &mut Sweep) {
    let create = [("name", "Orbit"), ("description", ""), ("region", "kr")];
    let app = Sweep::id(&sweep.once("/applications?dialog=create", "create_application", &create).await);
    let page = format!("/applications/{app}");
    let key = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
    let import =
        [("sdkappid", "1400000007"), ("name", "Comet"), ("description", ""), ("region", "kr"), ("key", key)];
    sweep.once("/applications/import", "import_application", &import).await;
    let edit = [("name", "Orbit 2"), ("description", "")];
    sweep.once(&format!("{page}?edit=1"), "save_application", &edit).await;
    sweep.once(&format!("{page}?dialog=extend"), "extend_trial", &[]).await;
    sweep.once(&page, "add_administrator", &[("user_id", "alice")]).await;
    sweep.once(&page, "remove_administrator", &[]).await;
    sweep
        .once(&format!("{page}?dialog=rotate"), "rotate_key", &[("overlap", "7"), ("confirmation", "")])
        .await;
    sweep.once(&format!("{page}?dialog=undo"), "undo_rotation", &[]).await;
    sweep
        .once(&format!("{page}?dialog=rotate"), "rotate_key", &[("overlap", "7"), ("confirmation", "")])
        .await;
    let retire = sweep.browser.get(&page).await.body;
    let (_, version) = retire.split_once("dialog=retire-").unwrap_or_else(|| panic!("{retire}"));
    let version: String = version.chars().take_while(char::is_ascii_digit).collect();
    sweep.once(&format!("{page}?dialog=retire-{version}"), "retire_key", &[("confirmation", &app)]).await;
    sweep.once(&format!("{page}?dialog=disable"), "change_application", &[]).await;
    sweep.once(&format!("{page}?dialog=enable"), "change_application", &[]).await;
    sweep.once(&format!("{page}?dialog=disable"), "change_application", &[]).await;
    sweep.once(&format!("{page}?dialog=delete"), "change_application", &[]).await;
    sweep.once("/applications/deleted", "restore_application", &[]).await;
}

async fn webhooks(sweep: &mut Sweep) {
    let settings = [("url", "https://hooks.example/"), ("description", ""), ("events[]", "key.rotated")];
    let place = sweep.once("/webhooks/new", "create_webhook", &settings).await;
    let page = place.split('?').next().unwrap().to_owned();
    assert!(page.starts_with("/webhooks/"), "{place}");
    sweep.once(&page, "save_webhook", &settings).await;
    sweep.once(&page, "test_webhook", &[]).await;
    sweep.once(&page, "replay_webhook", &[]).await;
    assert_eq!(sweep.test_console.count("webhook_message").await, 1);
    sweep.once(&page, "switch_webhook", &[]).await;
    sweep.once(&page, "switch_webhook", &[]).await;
    sweep.once(&format!("{page}?dialog=rotate"), "rotate_webhook_secret", &[]).await;
    assert_eq!(sweep.test_console.count("webhook_secret").await, 2);
    sweep.once(&format!("{page}?dialog=delete"), "delete_webhook", &[]).await;
}

async fn certificates(sweep: &mut Sweep) {
    let app = sweep.browser.create("Pushes").await;
    let page = format!("/applications/{app}/push/access?platform=android");
    let typed = |name: &'static str, check: &'static str| {
        [
            ("certificate_name", name),
            ("package_name", "com.example.messenger"),
            ("app_id", "fake-xiaomi-app"),
            ("region", "europe"),
            ("app_secret", "secret-of-com.example.messenger"),
            ("click_action", "application"),
            ("platform", "xiaomi"),
            ("check", check),
        ]
    };
    let add = format!("{page}&vendor=xiaomi&dialog=add");
    let place = sweep.once(&add, "save_certificate", &typed("First", "")).await;
    let first = place.rsplit_once("#c-").unwrap().1.to_owned();
    // The vendor takes its time, and what it says is written down as well.
    let place = sweep.send(&add, "save_certificate", &typed("Second", "on"), 2).await;
    let second = place.rsplit_once("#c-").unwrap().1.to_owned();
    assert_eq!(sweep.test_console.count("certificate").await, 2);
    sweep.once(&page, "check_certificate", &[]).await;
    let default = format!("{page}&vendor=xiaomi");
    sweep.once(&default, "make_default_certificate", &[("id", &second)]).await;
    let test = [("title", "Hello"), ("body", "Is it there?"), ("token", "a-device")];
    sweep.once(&format!("{page}&dialog=test-{first}"), "send_test_push", &test).await;

    let export = [
        ("sdkappid", app.as_str()),
        ("platform", "android"),
        ("password", PASSWORD),
        ("passphrase", PASSWORD),
    ];
    let exported = sweep.browser.submit(&page, "/rpc/export_certificates", &export).await;
    let answer = exported.location().rsplit_once("answer=").unwrap().1.to_owned();
    let file =
        sweep.browser.get(&format!("/applications/{app}/push/certificates.json?answer={answer}")).await.body;
    sweep.once(&format!("{page}&dialog=delete-{first}"), "delete_certificate", &[]).await;
    let open = [
        ("sdkappid", app.as_str()),
        ("platform", "android"),
        ("passphrase", PASSWORD),
        ("file", file.as_str()),
    ];
    let opened = sweep.browser.submit_parts(&page, "/rpc/open_certificates", &open, "open").await;
    let changes = opened.location().to_owned();
    assert!(changes.contains("answer="), "{opened:?}");
    sweep.once(&changes, "import_certificates", &[]).await;
    assert_eq!(sweep.test_console.count("certificate").await, 2);
}

async fn money(sweep: &mut Sweep) {
    sweep.once("/billing", "choose_currency", &[("currency", "KRW")]).await;
    sweep.once("/billing", "choose_currency", &[("currency", "USD")]).await;
    let post = [("kind", "top_up"), ("amount", "5000"), ("note", "Bank transfer")];
    sweep.once("/billing", "post_entry", &post).await;
    assert_eq!(sweep.test_console.count("ledger").await, 1);
    let app = sweep.browser.create("Paid").await;
    let page = format!("/applications/{app}");
    let order = [("edition", "standard"), ("months", "1"), ("accept", "on")];
    sweep.once(&format!("{page}/upgrade"), "place_order", &order).await;
    assert_eq!(sweep.test_console.count("ledger").await, 2);
    sweep.once(&page, "switch_renewal", &[]).await;
    let ask = [("subject", "Delete it"), ("message", "We no longer need it.")];
    sweep.once(&format!("{page}?dialog=request-deletion"), "ask_for_deletion", &ask).await;
    sweep.once(&format!("{page}?dialog=refund"), "refund_package", &[]).await;
    assert_eq!(sweep.test_console.count("ledger").await, 3);
}

async fn support(sweep: &mut Sweep) {
    let ask = [("subject", "How?"), ("message", "How does it work?"), ("sdkappid", "")];
    let id = Sweep::id(&sweep.once("/support/new", "file_request", &ask).await);
    let page = format!("/support/{id}");
    sweep.once(&page, "answer_request", &[("message", "Like this.")]).await;
    sweep.once(&page, "settle_request", &[]).await;
    let id = Sweep::id(&sweep.once("/support/new", "file_request", &ask).await);
    sweep.once(&format!("/support/{id}"), "withdraw_request", &[]).await;
}

async fn members(sweep: &mut Sweep) {
    let invite = [("email", "guest@example.com"), ("role", "developer")];
    let page = "/members?dialog=invite";
    sweep.once(page, "invite_member", &invite).await;
    sweep.once("/members", "revoke_invitation", &[]).await;
    let link = sweep.once(page, "invite_member", &invite).await;
    let shown = sweep.browser.get(&link).await.body;
    let (_, token) = shown.split_once("/join?token=").unwrap_or_else(|| panic!("{link}: {shown}"));
    let token = token.split('"').next().unwrap();
    let join = [("token", token), ("password", PASSWORD)];
    let joined = sweep.test_console.browser().submit("/join", "/rpc/join_account", &join).await;
    assert_eq!(joined.location(), ENTERED);
    let access = sweep.browser.get("/members").await.body;
    let (_, guest) = access.split_once("dialog=access-").unwrap_or_else(|| panic!("{access}"));
    let guest = guest.split('"').next().unwrap();
    sweep.once(&format!("/members?dialog=access-{guest}"), "change_member", &[("role", "billing")]).await;
    sweep.once(&format!("/members?dialog=remove-{guest}"), "remove_member", &[]).await;
}

async fn account(sweep: &mut Sweep) {
    let sign_in = async |sweep: &Sweep| {
        let mut browser = sweep.test_console.browser();
        let fields = [("email", EMAIL), ("password", PASSWORD)];
        assert_eq!(browser.submit("/sign-in", "/rpc/sign_in", &fields).await.location(), ENTERED);
    };
    sign_in(sweep).await;
    sweep.once("/account", "revoke_session", &[]).await;
    sign_in(sweep).await;
    sweep.once("/account", "revoke_other_sessions", &[]).await;
    let change = [("password", PASSWORD), ("new_password", NEW_PASSWORD)];
    sweep.once("/account", "change_password", &change).await;
    let token = [("token_name", "deploy"), ("scopes[]", "applications:read"), ("days", "30")];
    let place = sweep.once("/tokens", "create_token", &token).await;
    // Showing it makes it.
    sweep.browser.get(place.split('#').next().unwrap()).await;
    sweep.once("/tokens", "revoke_token", &[]).await;

    let phone = Phone::begin(&mut sweep.browser).await;
    let code = phone.shows(sweep.test_console.now(), 0);
    sweep.once(AUTHENTICATOR, "confirm_authenticator", &[("code", &code)]).await;
    sweep.once("/account", "replace_recovery_codes", &[]).await;
    sweep.once("/account", "require_second_factor", &[]).await;
    sweep.once("/account", "require_second_factor", &[]).await;
    sweep.once("/account?dialog=remove-authenticator", "remove_authenticator", &[]).await;

    let name = ("passkey_name", "Phone");
    let (token, options) = passkeys::challenge(&mut sweep.browser, "begin_passkey", &[name]).await;
    let credential = SoftwareAuthenticator::new(passkeys::ORIGIN, 1).create(&options);
    let answer = [name, ("challenge", &token), ("credential", &credential)];
    sweep.once("/account/passkey", "add_passkey", &answer).await;
    let page = sweep.browser.get("/account").await.body;
    let (_, number) = page.split_once("dialog=rename-passkey-").unwrap_or_else(|| panic!("{page}"));
    let number = number.split('"').next().unwrap();
    let rename = format!("/account?dialog=rename-passkey-{number}");
    sweep.once(&rename, "rename_passkey", &[("passkey_name", "Laptop")]).await;
    sweep.once(&format!("/account?dialog=remove-passkey-{number}"), "remove_passkey", &[]).await;
}

on_both_databases!(what_differs_is_another_form, |database| {
    let mut sweep = Sweep::begin(database).await;
    let shown = sweep.browser.get("/applications?dialog=create").await;
    let hidden = shown.hidden("/rpc/create_application");
    for name in ["Orbit", "Comet", "Orbit"] {
        let mut fields: Vec<(&str, &str)> =
            hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        fields.extend([("name", name), ("description", ""), ("region", "kr")]);
        let answer =
            sweep.browser.submit("/applications?dialog=create", "/rpc/create_application", &fields).await;
        assert!(answer.location().starts_with("/applications/14"), "{answer:?}");
    }
    // Going back and typing another name is another application; the same name again is the one that is there.
    assert_eq!(sweep.test_console.count("application").await, 2);
    // Set up twice, by a double click: the second answer lets the owner in as well.
    let fields = [("setup_code", CODE), ("email", EMAIL), ("password", PASSWORD)];
    let again = sweep.test_console.browser().submit("/setup", "/rpc/create_owner", &fields).await;
    assert_eq!(again.location(), ENTERED);
    let wrong = [("setup_code", CODE), ("email", EMAIL), ("password", "not the password")];
    let refused: Answer = sweep.test_console.browser().submit("/setup", "/rpc/create_owner", &wrong).await;
    let cookie = refused.headers.get("set-cookie").map(|cookie| cookie.to_str().unwrap());
    assert!(cookie.is_none_or(|cookie| cookie.contains("-draft=")), "{refused:?}");
});

on_both_databases!(what_is_chosen_is_what_is_bought, |database| {
    let mut sweep = Sweep::begin(database).await;
    let app = sweep.browser.create("Paid").await;
    let post = [("kind", "top_up"), ("amount", "5000"), ("note", "Bank transfer")];
    sweep.once("/billing", "post_entry", &post).await;
    let page = format!("/applications/{app}/upgrade");
    let order = async |sweep: &mut Sweep, page: &str, typed: &[(&str, &str)]| {
        let hidden = sweep.browser.get(page).await.hidden("/rpc/place_order");
        let mut fields: Vec<(&str, &str)> =
            hidden.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        fields.extend_from_slice(typed);
        sweep.browser.submit(page, "/rpc/place_order", &fields).await.location().to_owned()
    };
    // The page shows the price of Standard; Pro is chosen.
    let pro = [("edition", "pro"), ("months", "1"), ("accept", "on")];
    let review = order(&mut sweep, &page, &pro).await;
    assert_eq!(review, format!("{page}?edition=pro&months=1&review=choice"));
    assert_eq!(
        sweep.test_console.count("ledger").await,
        1,
        "nothing is bought at a price that was not shown"
    );
    let shown = sweep.browser.get(&review).await.body;
    assert!(shown.contains("USD 699.00") && shown.contains("nothing has been ordered"), "{shown}");
    // Without acceptance what was chosen is still there.
    let accepted = order(&mut sweep, &review, &pro[..2]).await;
    assert_eq!(accepted, format!("{page}?edition=pro&months=1&review=accept"));
    let updated = order(&mut sweep, &page, &[("edition", "pro"), ("months", "2"), ("act", "price")]).await;
    assert_eq!(updated, format!("{page}?edition=pro&months=2"));
    assert_eq!(sweep.test_console.count("ledger").await, 1);
    let ordered = order(&mut sweep, &review, &pro).await;
    assert!(ordered.starts_with(&format!("/applications/{app}?done=ordered.pro.")), "{ordered}");
    assert_eq!(sweep.test_console.count("ledger").await, 2);
    assert!(sweep.browser.get("/billing").await.body.contains("4,301.00"), "5,000.00 less 699.00");
});
