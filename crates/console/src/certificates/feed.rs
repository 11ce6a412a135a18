//! What other programs want to know: a client's configuration, and when certificates end.

use domain::certificate::{Certificate, CertificateId, CertificateName, Platform};
use domain::sdkappid::Sdkappid;
use domain::time::Timestamp;
use serde_json::{Map, Value, json};

use crate::{Certificates, Error};

/// The end of a certificate.
pub struct Ending {
    /// Which.
    pub id: CertificateId,
    /// What it is called.
    pub name: CertificateName,
    /// Whose push service it is for.
    pub platform: Platform,
    /// When.
    pub at: Timestamp,
}

impl Certificates<'_> {
    /// `timpush-configs.json` for a client build: the numbers of the default certificates and what the vendors'
    /// SDKs need to know (`facts` 3.3). The key of FCM is spelt as clients expect it.
    pub async fn client_configuration(&self, sdkappid: Sdkappid) -> Result<Value, Error> {
        let setting = self.list(sdkappid).await?;
        let mut configuration = Map::new();
        for certificate in setting.certificates.iter().filter(|certificate| certificate.is_default) {
            describe(certificate, &mut configuration);
        }
        Ok(Value::Object(configuration))
    }

    /// When certificates of an application end, the next one first.
    pub async fn endings(&self, sdkappid: Sdkappid) -> Result<Vec<Ending>, Error> {
        let setting = self.list(sdkappid).await?;
        let ending = |certificate: Certificate| {
            let at = certificate.facts.expires_at()?;
            Some(Ending { id: certificate.id, name: certificate.name, platform: certificate.platform, at })
        };
        let mut endings: Vec<_> = setting.certificates.into_iter().filter_map(ending).collect();
        endings.sort_by_key(|ending| ending.at);
        Ok(endings)
    }
}

fn describe(certificate: &Certificate, configuration: &mut Map<String, Value>) {
    use domain::certificate::Facts;
    use domain::field::Field;
    let prefix = match certificate.platform {
        Platform::Xiaomi => "xiaomi",
        Platform::Huawei => "huawei",
        Platform::Honor => "honor",
        Platform::Oppo => "oppo",
        Platform::Vivo => "vivo",
        Platform::Meizu => "meizu",
        Platform::Fcm => "fcm",
        Platform::Apns => "apns",
        Platform::Harmony => "harmony",
    };
    let number = json!(certificate.id.number());
    configuration.entry(format!("{prefix}PushBussinessId")).or_insert(number);
    let Facts::Plain(facts) = &certificate.facts else { return };
    for (field, name) in [(Field::AppId, "AppId"), (Field::AppKey, "AppKey")] {
        if let text @ 1.. = facts.text(field).len() {
            let value = facts.text(field)[..text].to_owned();
            configuration.entry(format!("{prefix}Push{name}")).or_insert(Value::String(value));
        }
    }
}
