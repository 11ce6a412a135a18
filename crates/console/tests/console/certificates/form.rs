//! What is typed and uploaded for each platform: the credentials of the simulator's fixtures.

use std::fs;
use std::path::Path;

use domain::certificate::{EditedCertificate, FileUse, NewCertificate, Platform, Upload};
use domain::field::Field;
use vendor_simulator::{PASSWORD, secret_of};

pub const PACKAGE: &str = "com.example.messenger";

/// Forms by name: one for every platform, and a second one for APNs.
pub const NAMES: [&str; 10] =
    ["xiaomi", "huawei", "honor", "oppo", "vivo", "meizu", "fcm", "harmony", "p8", "p12"];

/// A form that is being filled in.
#[derive(Clone)]
pub struct Form {
    pub platform: Platform,
    fields: Vec<(Field, String)>,
    file: Option<(String, Vec<u8>)>,
}

impl Form {
    /// As it is right.
    pub fn of(name: &str, folder: &Path) -> Self {
        let platform = match name {
            "p8" | "p12" => Platform::Apns,
            name => name.parse().unwrap(),
        };
        let file = |name: &str| Some((name.to_owned(), fs::read(folder.join(name)).unwrap()));
        let (fields, file) = match name {
            "xiaomi" => {
                let secret = (Field::AppSecret, secret_of(PACKAGE));
                let (package, region) = (PACKAGE.to_owned(), "europe".to_owned());
                let id = (Field::AppId, "fake-xiaomi-app".to_owned());
                (vec![(Field::PackageName, package), id, (Field::Region, region), secret], None)
            }
            "huawei" | "meizu" => {
                let id = format!("fake-{name}-app");
                let secret = (Field::AppSecret, secret_of(&id));
                (vec![(Field::PackageName, PACKAGE.to_owned()), (Field::AppId, id), secret], None)
            }
            "honor" => (typed("fake-honor-app", Field::ClientId, "fake-honor-client"), None),
            "oppo" => (typed("fake-oppo-app", Field::AppKey, "fake-oppo-key"), None),
            "vivo" => (typed("fake-vivo-app", Field::AppKey, "fake-vivo-key"), None),
            "fcm" => (Vec::new(), file("fcm-service-account.json")),
            "harmony" => (Vec::new(), file("harmony-service-account.json")),
            "p8" => {
                let rest = [
                    (Field::CredentialKind, "p8"),
                    (Field::TeamId, "FAKETEAM01"),
                    (Field::BundleId, PACKAGE),
                    (Field::Environment, "production"),
                ];
                (rest.map(|(field, text)| (field, text.to_owned())).into(), file("AuthKey_FAKEKEY001.p8"))
            }
            _ => {
                let rest = [
                    (Field::CredentialKind, "p12"),
                    (Field::FilePassword, PASSWORD),
                    (Field::Environment, "production"),
                ];
                (rest.map(|(field, text)| (field, text.to_owned())).into(), file("apns-production.p12"))
            }
        };
        let form = Self { platform, fields, file }.with(Field::CertificateName, &format!("Our {name}"));
        if platform.needs_click_action() { form.with(Field::ClickAction, "application") } else { form }
    }

    /// With another secret, or another file, than the right one: well formed all the same.
    pub fn other(name: &str, folder: &Path) -> Self {
        let form = Self::of(name, folder);
        let text = |name: &str| fs::read_to_string(folder.join(name)).unwrap();
        let key = |name: &str| serde_json::from_str::<serde_json::Value>(&text(name)).unwrap();
        let (google, huawei) = ("fcm-service-account.json", "harmony-service-account.json");
        match name {
            "fcm" | "harmony" => {
                let (own, others) = if name == "fcm" { (google, huawei) } else { (huawei, google) };
                let mut account = key(own);
                account["private_key"] = key(others)["private_key"].clone();
                form.with_file(own, account.to_string().into_bytes())
            }
            "p8" => {
                let file = "AuthKey_FAKEKEYSB1.p8";
                form.with_file(file, text(file).into_bytes())
            }
            "p12" => {
                let file = "apns-development.p12";
                let content = fs::read(folder.join(file)).unwrap();
                form.with_file(file, content).with(Field::Environment, "development")
            }
            _ => {
                let secret = form.secret_field();
                form.with(secret, "0123456789-wrong-all-along")
            }
        }
    }

    /// The field of the secret that is typed.
    pub const fn secret_field(&self) -> Field {
        match self.platform {
            Platform::Honor => Field::ClientSecret,
            Platform::Oppo => Field::MasterSecret,
            Platform::Apns => Field::FilePassword,
            _ => Field::AppSecret,
        }
    }

    /// With this in a field.
    pub fn with(mut self, field: Field, text: &str) -> Self {
        self.fields.retain(|(own, _)| *own != field);
        self.fields.push((field, text.to_owned()));
        self
    }

    pub fn with_file(self, name: &str, content: Vec<u8>) -> Self {
        Self { file: Some((name.to_owned(), content)), ..self }
    }

    /// As it is shown to whoever edits: neither secrets nor files come back.
    pub fn without_secrets(self) -> Self {
        let secret = self.secret_field();
        Self { file: None, ..self.with(secret, "") }
    }

    /// For another application at the vendor, where the form says which.
    pub fn package(self, package: &str) -> Self {
        self.with(Field::PackageName, package).with(Field::BundleId, package)
    }

    pub fn added(&self) -> NewCertificate {
        NewCertificate::parse(self.platform, &self.text(), self.upload()).unwrap()
    }

    pub fn edited(&self) -> EditedCertificate {
        EditedCertificate::parse(self.platform, &self.text(), self.upload()).unwrap()
    }

    /// Its file, and what it is asked for; `None` where the credential is typed.
    pub fn file(&self) -> Option<(Upload, FileUse)> {
        self.upload().zip(FileUse::of(self.platform, &self.text()))
    }

    /// What is in the file.
    pub fn content(&self) -> &[u8] {
        self.file.as_ref().map_or(&[], |(_, content)| content)
    }

    fn text<'a>(&'a self) -> impl Fn(Field) -> &'a str {
        |field| self.fields.iter().find(|(own, _)| *own == field).map_or("", |(_, text)| text)
    }

    fn upload(&self) -> Option<Upload> {
        self.file.as_ref().map(|(name, content)| Upload::new(name, content.clone().into()))
    }
}

/// HONOR's, OPPO's or vivo's: the secret belongs to the key, at vivo to the application.
fn typed(app_id: &str, key: Field, key_text: &str) -> Vec<(Field, String)> {
    let (secret, owner) = match key {
        Field::ClientId => (Field::ClientSecret, key_text),
        _ if app_id.contains("oppo") => (Field::MasterSecret, key_text),
        _ => (Field::AppSecret, app_id),
    };
    vec![(Field::AppId, app_id.to_owned()), (key, key_text.to_owned()), (secret, secret_of(owner))]
}
