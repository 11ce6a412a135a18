//! Data for other programs: the configuration of a client, and the calendar of expiries.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::account::permission::Permission;
use domain::account::{AccountId, PersonId};
use domain::application::sdkappid::Sdkappid;
use domain::certificate::{Certificate, CertificateId, CertificateName, Platform};
use domain::time::Timestamp;
use serde_json::{Map, Value, json};
use vault::Binding;

use crate::{Certificates, Console, Error, Person, secrets};

/// Expiry of a certificate.
pub struct Expiry {
    /// Certificate ID, as the vendors' SDKs call it (`businessID`).
    pub id: CertificateId,
    /// Name that people gave it.
    pub name: CertificateName,
    /// Vendor that it is for.
    pub platform: Platform,
    /// Instant at which the certificate expires.
    pub at: Timestamp,
}

impl Certificates<'_> {
    /// `timpush-configs.json` for a client build: the numbers of the default certificates and what the vendors'
    /// SDKs need to know (docs/facts/push-credentials.md#client-configuration), with the spelling that clients expect.
    pub async fn client_configuration(&self, sdkappid: Sdkappid) -> Result<Value, Error> {
        let setting = self.list(sdkappid).await?;
        let mut configuration = Map::new();
        for certificate in setting.certificates.iter().filter(|certificate| certificate.is_default) {
            describe(certificate, &mut configuration);
        }
        Ok(Value::Object(configuration))
    }

    /// Expiries of the certificates of an application, the next one first.
    pub async fn expiries(&self, sdkappid: Sdkappid) -> Result<Vec<Expiry>, Error> {
        Ok(sorted(self.list(sdkappid).await?.certificates))
    }

    /// Secret part of the calendar's URL. Grants read access to the expiries for as long as the person has access to
    /// the application.
    pub async fn calendar_key(&self, sdkappid: Sdkappid) -> Result<String, Error> {
        let Self(context) = self;
        context.permitted_on(Permission::ViewCertificates, sdkappid)?;
        let Person { account, person, .. } = *context.person()?;
        context.deps.store.application(account, sdkappid).await?.ok_or(Error::NotFound)?;
        let binding = Binding::Calendar { account, person, sdkappid };
        let sealed = secrets::seal_bytes(context.deps, &binding, &[])?;
        Ok(format!("{}.{}.{}", account.0, person.0, URL_SAFE_NO_PAD.encode(sealed)))
    }
}

impl Console {
    /// [`Certificates::expiries`], authorised by [`Certificates::calendar_key`]. A wrong key is [`Error::NotFound`], and so
    /// is that of somebody who lacks a second factor that the account requires.
    pub async fn calendar(&self, sdkappid: Sdkappid, key: &str) -> Result<Vec<Expiry>, Error> {
        let (deps, store) = (self.deps(), &self.deps().store);
        let (account, person, sealed) = read_key(key).ok_or(Error::NotFound)?;
        let binding = Binding::Calendar { account, person, sdkappid };
        secrets::open_bytes(deps, &binding, sealed).map_err(|_| Error::NotFound)?;
        let reader = store.person(account, person).await?.ok_or(Error::NotFound)?;
        if !reader.access.includes(sdkappid) || store.must_enrol(account, person).await? {
            return Err(Error::NotFound);
        }
        store.application(account, sdkappid).await?.ok_or(Error::NotFound)?;
        let rows = store.certificates(account, sdkappid).await?;
        Ok(sorted(rows.into_iter().map(|row| row.certificate)))
    }
}

fn read_key(key: &str) -> Option<(AccountId, PersonId, Vec<u8>)> {
    let mut fields = key.splitn(3, '.');
    let (account, person) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    Some((AccountId(account), PersonId(person), URL_SAFE_NO_PAD.decode(fields.next()?).ok()?))
}

fn sorted(certificates: impl IntoIterator<Item = Certificate>) -> Vec<Expiry> {
    let expiry = |certificate: Certificate| {
        let at = certificate.facts.expires_at()?;
        Some(Expiry { id: certificate.id, name: certificate.name, platform: certificate.platform, at })
    };
    let mut expiries: Vec<_> = certificates.into_iter().filter_map(expiry).collect();
    expiries.sort_by_key(|expiry| expiry.at);
    expiries
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
