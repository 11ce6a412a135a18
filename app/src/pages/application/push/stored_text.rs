//! The initial values of the **Edit** form.

use domain::certificate::{Certificate, Facts};
use domain::field::Field;

/// The value of a certificate's field that is not secret.
pub(super) fn stored_text(certificate: &Certificate, field: Field) -> String {
    let setting = certificate.platform.settings().iter().find(|setting| setting.field() == field);
    if let Some(setting) = setting {
        return certificate.settings.text(*setting).to_owned();
    }
    match (field, &certificate.facts) {
        (Field::ClickAction, _) => {
            certificate.click_action.as_ref().map_or("", |click| click.kind().code()).to_owned()
        }
        (Field::KeyId, Facts::ApnsKey(facts)) => facts.key_id.to_string(),
        (Field::TeamId, Facts::ApnsKey(facts)) => facts.team_id.to_string(),
        (Field::BundleId, Facts::ApnsKey(facts)) => facts.bundle_id.to_string(),
        (Field::Environment, Facts::ApnsKey(facts)) => facts.environment.code().to_owned(),
        (Field::Environment, Facts::ApnsCertificate(facts)) => facts.environment.code().to_owned(),
        (Field::PushKind, Facts::ApnsCertificate(facts)) => {
            if facts.voip { "voip" } else { "regular" }.to_owned()
        }
        (field, Facts::Plain(facts)) => facts.text(field).to_owned(),
        _ => String::new(),
    }
}
