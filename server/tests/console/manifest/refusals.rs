//! What is refused, by the program or by the console, and what it says then.

use super::*;

const ORBIT: &str = "version = 1\n[[applications]]\nname = \"Orbit\"\nregion = \"kr\"\n";
const STORE: &str = "[[applications.certificates]]\nplatform = \"xiaomi\"\ncertificate_name = \"Store\"\n\
                     package_name = \"com.example.app\"\napp_id = \"1\"\nregion = \"europe\"\n\
                     click_action = \"application\"\n";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_wrong_with_the_command_or_the_file_is_said_and_exits_with_1() {
    let (test_console, mut browser) = TestConsole::with_owner().await;
    let program = Program::new(&test_console, &mut browser, &ALL).await;
    let mut workplace = Workplace::new(&test_console, &program.token).await;
    workplace.run(&["plan", "no-such.toml"]).await.expect(1, &["no-such.toml cannot be read"]);
    workplace.with(ORBIT, &["plan", "--jsn"]).await.expect(1, &["--jsn"]);
    let faulty = workplace.with(&ORBIT.replace("region", "regoin"), &["plan"]).await;
    faulty.expect(1, &["console.toml:4:1: unknown field `regoin`"]);
    let missing = format!("{ORBIT}{STORE}app_secret = {{ env = \"NOT_SET\" }}\n");
    workplace
        .with(&missing, &["plan"])
        .await
        .expect(1, &["console.toml:12:1: `app_secret`: the environment variable NOT_SET is not set"]);
    // A certificate that does not exist yet needs its secret; so does another kind of credential.
    workplace
        .with(&format!("{ORBIT}{STORE}"), &["apply", "--yes"])
        .await
        .expect(1, &["console.toml:5:1: the console has no such certificate: a new one needs `app_secret`"]);
    let unknown = ORBIT.replace("name", "sdkappid = 1400000001\nname");
    workplace.with(&unknown, &["plan"]).await.expect(1, &["there is no application 1400000001"]);
    for name in ["Orbit", "Orbit", "Comet"] {
        let new = json!({ "name": name, "region": "sg" });
        program.post("/applications", &new).await.good(StatusCode::CREATED);
    }
    workplace
        .with(ORBIT, &["plan"])
        .await
        .expect(1, &["the console has \"Orbit\" more than once (", "`sdkappid`"]);
    let moved = ORBIT.replace("Orbit", "Comet");
    workplace.with(&moved, &["plan"]).await.expect(1, &["is \"sg\" and cannot be changed"]);

    // The way to the console.
    workplace.token = "ccat_nonsense".to_owned();
    workplace.with(ORBIT, &["plan"]).await.expect(1, &["chat-console: unauthorized: "]);
    workplace.write("token", &format!("{}\n", program.token));
    let token = workplace.path("token");
    workplace.with(&moved.replace("kr", "sg"), &["plan", "--token-file", &token]).await.expect(0, &[]);
    workplace.token = String::new();
    workplace.with(ORBIT, &["plan"]).await.expect(1, &["--token-file or CHAT_CONSOLE_TOKEN"]);
    workplace.token.clone_from(&program.token);
    workplace.url = "http://127.0.0.1:9".to_owned();
    workplace.with(ORBIT, &["plan"]).await.expect(1, &["http://127.0.0.1:9 cannot be reached: "]);
    workplace.run(&["export"]).await.expect(1, &["http://127.0.0.1:9 cannot be reached: "]);
    workplace.with(ORBIT, &["plan", "--url", "http://192.0.2.1"]).await.expect(1, &["--allow-http"]);
    workplace
        .with(ORBIT, &["plan", "--ca-file", &token])
        .await
        .expect(1, &["contains no certificate in PEM"]);
    assert_eq!(test_console.count("application").await, 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_does_what_its_scopes_allow() {
    let (test_console, mut browser) = TestConsole::with_owner().await;
    browser.create("Orbit").await;
    let reader = Program::new(&test_console, &mut browser, &["applications:read"]).await;
    let workplace = Workplace::new(&test_console, &reader.token).await;
    workplace.with(ORBIT, &["plan"]).await.expect(0, &[]);
    let changed = format!("{ORBIT}description = \"New\"\n");
    workplace.with(&changed, &["plan"]).await.expect(2, &["description: \"\" -> \"New\""]);
    let refused = workplace.with(&changed, &["apply", "--yes"]).await;
    refused.expect(
        1,
        &[
            "stopped after 0 of 1 steps, at application \"Orbit\" (",
            "insufficient_scope (applications:write)",
        ],
    );
    let certificates = format!("{ORBIT}{STORE}");
    workplace.with(&certificates, &["plan"]).await.expect(1, &["insufficient_scope (certificates:read)"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_apply_stops_at_the_first_refusal_and_goes_on_later() {
    let (test_console, mut browser) = TestConsole::with_owner_and("application_limit = 2\n").await;
    browser.create("Comet").await;
    let program = Program::new(&test_console, &mut browser, &ALL).await;
    let workplace = Workplace::new(&test_console, &program.token).await;
    let three = format!("{ORBIT}[[applications]]\nname = \"Nova\"\nregion = \"kr\"\n");
    let stopped = workplace.with(&three, &["apply", "--yes"]).await;
    stopped.expect(
        1,
        &[
            "created application \"Orbit\" (",
            "stopped after 1 of 2 steps, at application \"Nova\"\nlimit_reached: ",
        ],
    );
    // Room is made by hand.
    let comet = program.get("/applications?q=Comet").await.good(StatusCode::OK);
    let path = format!("/applications/{}", comet["applications"][0]["sdkappid"]);
    program.post(&format!("{path}/disable"), &json!({})).await.good(StatusCode::OK);
    program.call(Method::DELETE, &path, &[], None).await;
    let applied = workplace.with(&three, &["apply", "--yes"]).await;
    applied.expect(0, &["created application \"Nova\" (", "Applied: 1 of 1 steps."]);
    workplace.with(&three, &["plan"]).await.expect(0, &[]);
}
