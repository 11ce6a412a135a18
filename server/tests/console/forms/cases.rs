//! Every form with text, and reasons to refuse it.

use super::SECRET;

/// A form, and a reason to refuse it.
pub struct Case {
    /// The server function.
    pub path: &'static str,
    /// What is typed and chosen.
    pub fields: Vec<(&'static str, String)>,
    /// The id or the class of the element that says why.
    pub reason: &'static str,
}

fn case(path: &'static str, reason: &'static str, fields: &[(&'static str, &str)]) -> Case {
    Case { path, reason, fields: fields.iter().map(|(name, text)| (*name, (*text).to_owned())).collect() }
}

/// What the forms are about.
pub struct Subjects {
    /// A trial.
    pub app: String,
    /// An application with a package.
    pub paid: String,
    /// A certificate of `app`, at Xiaomi.
    pub certificate: String,
    /// A request to technical support.
    pub request: String,
    /// A webhook endpoint.
    pub webhook: String,
}

/// Server functions that are posted to and take neither text nor a choice, or are tried elsewhere, and where.
pub const ELSEWHERE: [(&str, &str); 55] = [
    ("change_application", "buttons alone"),
    ("check_certificate", "buttons alone"),
    ("delete_certificate", "buttons alone"),
    ("delete_webhook", "buttons alone"),
    ("extend_trial", "buttons alone"),
    ("import_certificates", "buttons alone"),
    ("leave_account", "buttons alone"),
    ("make_default_certificate", "buttons alone"),
    ("refund_package", "buttons alone"),
    ("remove_administrator", "buttons alone"),
    ("remove_member", "buttons alone"),
    ("replay_webhook", "buttons alone"),
    ("restore_application", "buttons alone"),
    ("revoke_invitation", "buttons alone"),
    ("revoke_other_sessions", "buttons alone"),
    ("revoke_session", "buttons alone"),
    ("rotate_webhook_secret", "buttons alone"),
    ("revoke_token", "buttons alone"),
    ("settle_request", "buttons alone"),
    ("show_key", "buttons alone"),
    ("sign_out", "buttons alone"),
    ("switch_renewal", "buttons alone"),
    ("switch_webhook", "buttons alone"),
    ("test_webhook", "buttons alone"),
    ("undo_rotation", "buttons alone"),
    ("withdraw_request", "buttons alone"),
    ("choose_currency", "a choice that is refused to nobody"),
    ("create_owner", "before_sign_in_too"),
    ("sign_in", "before_sign_in_too"),
    ("begin_authenticator", "buttons alone"),
    ("remove_authenticator", "buttons alone"),
    ("replace_recovery_codes", "buttons alone"),
    ("require_second_factor", "buttons alone"),
    ("invite_member", "outlines: members-invite-errors"),
    ("change_member", "the fields of invite_member"),
    ("join_account", "outlines: join-errors"),
    ("confirm_authenticator", "second_factors.rs"),
    ("sign_in_with_code", "second_factors.rs"),
    ("verify_code", "second_factors.rs"),
    ("verify_password", "second_factors.rs"),
    ("remove_passkey", "buttons alone"),
    ("add_passkey", "passkeys.rs"),
    ("rename_passkey", "passkeys.rs"),
    ("sign_in_with_passkey", "passkeys.rs"),
    ("complete_sign_in_with_passkey", "passkeys.rs"),
    ("verify_passkey", "passkeys.rs"),
    ("begin_passkey", "no form of its own"),
    ("begin_passkey_sign_in", "no form of its own"),
    ("begin_passkey_second_step", "no form of its own"),
    ("begin_passkey_verification", "no form of its own"),
    ("inspect_certificate", "no form of its own"),
    ("price_order", "no form of its own"),
    ("place_order", "a_refused_order_keeps_what_was_chosen"),
    ("retire_key", "a key has to be in use: end2end/journeys/rotation.spec.mjs"),
    ("verify_usersig", "the_tool_keeps_what_was_pasted"),
];

#[expect(clippy::too_many_lines, reason = "a table")]
pub fn cases(Subjects { app, paid, certificate, request, webhook }: &Subjects) -> Vec<Case> {
    let korean = "가나다라마바사아자차".repeat(90);
    let long = "All of it, \"quoted\" & <marked>. ".repeat(100);
    let message = "한국어 <b>메시지</b> & \"인용\" ".repeat(400);
    let name = "오빗 \"&\" <b>".repeat(5);
    let description = "설명 <i>&</i> ".repeat(25);
    let sdkappid = ("sdkappid", app.as_str());
    let long_password = "p".repeat(2_000);
    vec![
        case(
            "create_application",
            "e-description",
            &[("name", &korean), ("description", &long), ("region", "kr"), ("submission", &"1".repeat(32))],
        ),
        case(
            "create_application",
            "e-name",
            &[("name", ""), ("description", &description), ("region", "de"), ("submission", &"1".repeat(32))],
        ),
        case(
            "create_application",
            "e-region",
            &[
                ("name", &name),
                ("description", &description),
                ("region", "moon"),
                ("submission", &"1".repeat(32)),
            ],
        ),
        case(
            "save_application",
            "e-name",
            &[sdkappid, ("version", "1"), ("name", &korean), ("description", &long)],
        ),
        case(
            "save_application",
            "notice warn",
            &[sdkappid, ("version", "77"), ("name", "Comet"), ("description", &description)],
        ),
        case(
            "import_application",
            "e-sdkappid",
            &[
                ("sdkappid", &korean),
                ("name", &korean),
                ("description", &long),
                ("region", "de"),
                ("key", SECRET),
            ],
        ),
        case("add_administrator", "e-user_id", &[sdkappid, ("user_id", &korean)]),
        case(
            "rotate_key",
            "e-overlap",
            &[sdkappid, ("version", "1"), ("overlap", &korean), ("confirmation", &long)],
        ),
        case(
            "change_password",
            "e-password",
            &[("password", SECRET), ("new_password", &long_password[..60])],
        ),
        case(
            "create_token",
            "e-applications",
            &[("token_name", &name), ("scopes[]", "keys:read"), ("applications", &korean), ("days", &long)],
        ),
        case("unlock_key", "e-password", &[sdkappid, ("password", SECRET)]),
        case("answer_request", "e-message", &[("request", request), ("message", &message)]),
        case(
            "ask_for_deletion",
            "e-subject",
            &[("sdkappid", paid), ("subject", &korean), ("message", &message[..900])],
        ),
        case(
            "send_test_push",
            "e-token",
            &[sdkappid, ("id", certificate), ("title", &name), ("body", &description), ("token", "")],
        ),
        case(
            "file_request",
            "e-subject",
            &[("subject", &korean), ("sdkappid", &korean), ("message", &message)],
        ),
        case(
            "file_request",
            "e-sdkappid",
            &[
                ("subject", "A subject that is as long as a subject may be"),
                ("sdkappid", "1400000999"),
                ("message", &message[..900]),
            ],
        ),
        case(
            "create_webhook",
            "e-url",
            &[
                ("url", &long),
                ("description", &message),
                ("sdkappid", &korean),
                ("events[]", "key.rotated"),
                ("events[]", "application.created"),
            ],
        ),
        case(
            "save_webhook",
            "e-events",
            &[
                ("endpoint", webhook),
                ("url", "https://hooks.example/a?b=\"c\""),
                ("description", &name),
                ("sdkappid", "moon"),
            ],
        ),
        case(
            "post_entry",
            "e-amount",
            &[("kind", "correction"), ("amount", &korean), ("note", &long), ("currency", "USD")],
        ),
        case(
            "generate_usersig",
            "e-user_id",
            &[
                sdkappid,
                ("user_id", &korean),
                ("expire", &long),
                ("unit", "hours"),
                ("room_kind", "name"),
                ("room", &korean),
                ("privileges[]", "enter_room"),
            ],
        ),
        case(
            "export_certificates",
            "e-password",
            &[
                sdkappid,
                ("platform", "ios"),
                ("password", SECRET),
                ("passphrase", "a long enough passphrase"),
            ],
        ),
        case("open_certificates", "e-file", &[sdkappid, ("platform", "ios"), ("passphrase", SECRET)]),
        case(
            "save_certificate",
            "e-certificate_name",
            &[
                sdkappid,
                ("platform", "xiaomi"),
                ("certificate_name", &korean),
                ("package_name", &long),
                ("app_id", &long),
                ("app_secret", SECRET),
                ("region", "europe"),
                ("click_action", "web_page"),
                ("click_target", &long),
                ("channel_id", &korean),
                ("notes", &message),
            ],
        ),
        case(
            "save_certificate",
            "e-certificate_name",
            &[
                sdkappid,
                ("platform", "apns"),
                ("credential_kind", "p12"),
                ("certificate_name", ""),
                ("file_password", SECRET),
                ("environment", "development"),
                ("push_kind", "voip"),
                ("notes", &message[..3_000]),
            ],
        ),
    ]
}
