use axum::http::StatusCode;

use crate::support::{CODE, EMAIL, PASSWORD, TestConsole};

#[tokio::test(flavor = "multi_thread")]
async fn everything_leads_to_set_up_until_there_is_an_owner() {
    let test_console = TestConsole::open().await;
    let mut browser = test_console.browser();
    for page in ["/", "/applications", "/applications/1400000000", "/sign-in", "/account"] {
        let answer = browser.get(page).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/setup"), "{page}");
    }
    let page = browser.get("/setup").await;
    assert_eq!(page.status, StatusCode::OK);
    for label in ["Setup code", "Email", "Password", "Create owner"] {
        assert!(page.body.contains(label), "{label}");
    }
    let wrong = [("setup_code", "WRONG"), ("email", EMAIL), ("password", PASSWORD)];
    let answer = browser.submit("/setup", "/rpc/create_owner", &wrong).await;
    assert_eq!(answer.status, StatusCode::FOUND);
    assert!(
        answer.location().starts_with("/setup?draft=") && !answer.location().contains("horse"),
        "{}",
        answer.location()
    );
    assert!(!browser.has_session());

    let right = [("setup_code", CODE), ("email", EMAIL), ("password", PASSWORD)];
    let answer = browser.submit("/setup", "/rpc/create_owner", &right).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::FOUND, "/signed-in?next=%2Fapplications"));
    assert_eq!(browser.get(answer.location()).await.location(), "/applications");
    let cookie = answer.header("set-cookie");
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"),
        "{cookie}"
    );

    assert_eq!(browser.get("/setup").await.location(), "/applications");
    assert_eq!(test_console.browser().get("/setup").await.location(), "/sign-in");
    // Whoever knows the code is not the owner yet.
    let other = [("setup_code", CODE), ("email", EMAIL), ("password", "not the password of the owner")];
    let again = test_console.browser().submit("/setup", "/rpc/create_owner", &other).await;
    assert!(again.header("set-cookie").split('=').next().unwrap().ends_with("-draft"), "{again:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn people_sign_in_get_where_they_wanted_and_out_again() {
    let (test_console, mut first) = TestConsole::with_owner().await;
    let mut browser = test_console.browser();
    let wanted = browser.get("/applications?q=orbit&sort=name").await;
    assert_eq!(wanted.status, StatusCode::SEE_OTHER);
    assert_eq!(wanted.location(), "/sign-in?next=/applications%3Fq%3Dorbit%26sort%3Dname");
    assert_eq!(browser.get(wanted.location()).await.status, StatusCode::OK);

    let wrong = [("email", EMAIL), ("password", "not that one"), ("next", "/account")];
    let answer = browser.submit("/sign-in", "/rpc/sign_in", &wrong).await;
    assert!(answer.location().contains("draft=") && !browser.has_session(), "{answer:?}");
    let page = browser.get(answer.location()).await;
    assert!(page.body.contains(EMAIL) && !page.body.contains("not that one"), "{}", page.body);

    // Failing again from there leads to an address that is no longer.
    let there = answer.location().to_owned();
    let again = browser.submit(&there, "/rpc/sign_in", &wrong).await;
    assert_eq!(again.location().len(), there.len());

    let right = [("email", EMAIL), ("password", PASSWORD), ("next", "/account")];
    let answer = browser.submit("/sign-in", "/rpc/sign_in", &right).await;
    assert_eq!(browser.get(answer.location()).await.location(), "/account");
    let page = browser.get("/account").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains(EMAIL));

    let answer = browser.submit("/account", "/rpc/sign_out", &[]).await;
    assert_eq!(answer.location(), "/sign-in");
    assert!(!browser.has_session());
    assert_eq!(browser.get("/account").await.location(), "/sign-in?next=/account");
    assert_eq!(first.get("/account").await.status, StatusCode::OK, "the other browser stays");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redirect_never_leads_to_another_site() {
    let (test_console, _) = TestConsole::with_owner().await;
    for next in [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/\t/evil.example",
    ] {
        let mut browser = test_console.browser();
        let fields = [("email", EMAIL), ("password", PASSWORD), ("next", next)];
        let answer = browser.submit("/sign-in", "/rpc/sign_in", &fields).await;
        assert_eq!(answer.location(), "/signed-in?next=%2Fapplications", "{next}");
        let escaped = next.bytes().fold(String::new(), |text, byte| text + &format!("%{byte:02X}"));
        let arrived = browser.get(&format!("/signed-in?next={escaped}")).await;
        assert_eq!(arrived.location(), "/applications", "{next}");
        let fields = [("language", "ko"), ("next", next)];
        assert_eq!(browser.submit("/account", "/preferences", &fields).await.location(), "/", "{next}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_application_is_created_changed_and_deleted_by_plain_forms() {
    let (_test_console, mut browser) = TestConsole::with_owner().await;
    let sdkappid = browser.create("Orbit 한글").await;
    let page = format!("/applications/{sdkappid}");
    assert!(browser.get(&page).await.body.contains("Orbit 한글"));

    let change = |event: &'static str| [("sdkappid", sdkappid.clone()), ("event", event.to_owned())];
    let refused = browser.submit(&page, "/rpc/change_application", &pairs(&change("delete"))).await;
    assert!(refused.location().contains("draft="), "an enabled application is not deleted: {refused:?}");
    for (event, location) in [
        ("disable", format!("{page}?done=disabled")),
        ("enable", format!("{page}?done=enabled")),
        ("disable", format!("{page}?done=disabled")),
        ("delete", "/applications?done=deleted".to_owned()),
    ] {
        let answer = browser.submit(&page, "/rpc/change_application", &pairs(&change(event))).await;
        assert_eq!(answer.location(), location, "{event}");
    }
    assert_eq!(browser.get(&page).await.status, StatusCode::NOT_FOUND);
}

fn pairs<'a>(fields: &'a [(&'a str, String)]) -> Vec<(&'a str, &'a str)> {
    fields.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn passwords_are_hidden_and_may_be_filled_in_by_programs() {
    let test_console = TestConsole::open().await;
    let mut pages = vec![("/setup", test_console.get("/setup").await.body)];
    let (test_console, mut owner) = TestConsole::with_owner().await;
    pages.push(("/sign-in", test_console.get("/sign-in").await.body));
    for page in ["/account", "/account/verify"] {
        pages.push((page, owner.get(page).await.body));
    }
    let invite = [("email", "guest@example.com"), ("role", "developer")];
    let link = owner.submit("/members?dialog=invite", "/rpc/invite_member", &invite).await;
    let shown = owner.get(link.location()).await.body;
    let (_, token) = shown.split_once("/join?token=").unwrap_or_else(|| panic!("{shown}"));
    let join = format!("/join?token={}", token.split('"').next().unwrap());
    pages.push(("/join", test_console.get(&join).await.body));
    for (page, html) in pages {
        let inputs = html.split("<input ").skip(1).filter_map(|rest| rest.split('>').next());
        let passwords: Vec<&str> = inputs.filter(|tag| tag.contains("password\"")).collect();
        assert!(!passwords.is_empty(), "{page}: {html}");
        for tag in passwords {
            assert!(tag.contains("type=\"password\""), "{page}: {tag}");
            assert!(
                tag.contains("autocomplete=\"current-password\"")
                    || tag.contains("autocomplete=\"new-password\""),
                "{page}: {tag}"
            );
        }
        assert!(!html.contains("onpaste") && !html.contains("maxlength"), "{page}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_offers_to_sign_out() {
    let (_test_console, mut owner) = TestConsole::with_owner().await;
    let app = format!("/applications/{}", owner.create("Orbit").await);
    let of_app = ["", "/upgrade", "/usersig", "/push/access", "/push/records"];
    let of_app = of_app.map(|rest| format!("{app}{rest}"));
    let others = [
        "/applications",
        "/applications/deleted",
        "/billing",
        "/members",
        "/audit",
        "/webhooks",
        "/tokens",
        "/account",
        "/account/authenticator",
        "/account/verify",
        "/pricing",
        "/resources",
        "/support",
        "/nowhere",
    ];
    for page in of_app.iter().map(String::as_str).chain(others) {
        let shown = owner.get(page).await;
        assert!(shown.body.contains("action=\"/rpc/sign_out\""), "{page}: {shown:?}");
    }
}
