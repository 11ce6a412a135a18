//! What the page does, as calls of the API.

use domain::account::language::Language;
use domain::application::Application;
use domain::key::KeyFacts;

use crate::i18n::text::as_code;
use crate::ui::ApiCall;

/// Each with its name; `key` is the current one.
pub(super) fn calls(
    language: Language,
    application: &Application,
    key: &KeyFacts,
) -> Vec<(&'static str, ApiCall)> {
    let path = format!("/applications/{}", application.sdkappid);
    let edit = ApiCall::new("PATCH", path.clone())
        .based_on(application.version)
        .with_body(r#"{"description": "Production"}"#);
    let rotation = format!("{{\"replaces\": {}, \"overlap_days\": 7}}", key.version);
    vec![
        (as_code::edit_application(language), edit),
        (as_code::disable_application(language), ApiCall::new("POST", format!("{path}/disable"))),
        (as_code::enable_application(language), ApiCall::new("POST", format!("{path}/enable"))),
        (as_code::delete_application(language), ApiCall::new("DELETE", path.clone())),
        (as_code::rotate_key(language), ApiCall::new("POST", format!("{path}/keys")).with_body(rotation)),
    ]
}
