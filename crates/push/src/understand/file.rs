//! What a file says about itself, while the rest of its form is still being filled in.

use domain::certificate::{ApnsCertificateFacts, FileFacts, FileUse, Upload, Warning, Wrong};
use domain::time::Timestamp;

use super::identity::{Identity, Wanted};
use super::{checked, google, huawei, one, signing_key};

/// Understands a file at `now`, as [`understand`](super::understand) will when all of its form is there. The reasons
/// are never none.
pub fn understand_file(
    file: &Upload,
    wanted: &FileUse,
    now: Timestamp,
) -> Result<(FileFacts, Vec<Warning>), Vec<Wrong>> {
    let file = checked(file).map_err(one)?;
    match wanted {
        FileUse::Fcm => {
            let (_, facts) = google::read(file).map_err(one)?;
            Ok((FileFacts::GoogleAccount(facts), Vec::new()))
        }
        FileUse::Harmony => {
            let (_, facts) = huawei::read(file).map_err(one)?;
            Ok((FileFacts::HuaweiAccount(facts), Vec::new()))
        }
        FileUse::ApnsCertificate { password, environment, voip } => {
            let (environment, voip) = (*environment, *voip);
            let identity = Identity::read(file, password.as_ref(), Wanted { environment, voip, now });
            let facts = ApnsCertificateFacts { environment, voip, ..identity.map_err(one)?.facts };
            let refusals = facts.refusals(environment, voip, now);
            if !refusals.is_empty() {
                return Err(refusals);
            }
            let warnings = facts.warnings(now);
            Ok((FileFacts::ApnsCertificate(facts), warnings))
        }
        FileUse::ApnsKey { key_id } => {
            signing_key::read(file).map_err(one)?;
            let named = signing_key::key_id(file.name());
            let warnings = signing_key::differs(key_id.as_ref(), named.as_ref());
            let (key_id, curve) = (key_id.clone().or(named), signing_key::CURVE.to_owned());
            Ok((FileFacts::ApnsKey { key_id, curve }, warnings))
        }
    }
}
