//! Nine certificates of the sample, one for each vendor: most are proven, one is refused, one expires soon.

use std::collections::HashMap;
use std::time::Duration;

use console::{Actor, Console};
use domain::application::sdkappid::Sdkappid;
use domain::certificate::{NewCertificate, Platform, Upload};
use domain::field::Field;
use domain::time::Timestamp;
use vendor_simulator::{Fixtures, PASSWORD, secret_of};

use crate::cli::CommandError;

/// Remaining validity of the certificate that expires soon.
const ENDS_IN: Duration = Duration::from_hours(11 * 24);

/// A form of **Add Certificate**, and the file that goes with it.
struct Form {
    platform: Platform,
    fields: HashMap<Field, String>,
    file: Option<(&'static str, Vec<u8>)>,
}

impl Form {
    fn new(platform: Platform, name: &str, fields: &[(Field, &str)]) -> Self {
        let mut fields: HashMap<_, _> =
            fields.iter().map(|(field, text)| (*field, (*text).to_owned())).collect();
        fields.insert(Field::CertificateName, name.to_owned());
        if let Some(kind) = platform.click_kinds().first() {
            fields.insert(Field::ClickAction, kind.code().to_owned());
        }
        Self { platform, fields, file: None }
    }

    fn with_file(self, name: &'static str, bytes: Vec<u8>) -> Self {
        Self { file: Some((name, bytes)), ..self }
    }

    fn read(self) -> Result<NewCertificate, CommandError> {
        let Self { platform, fields, file } = self;
        let file = file.map(|(name, bytes)| {
            let mut buffer = Upload::buffer();
            buffer.extend_from_slice(&bytes);
            Upload::new(name, buffer)
        });
        let text = |field: Field| fields.get(&field).map_or("", String::as_str);
        NewCertificate::parse(platform, &text, file).map_err(|wrong| {
            CommandError::Refused(format!("a sample certificate of {platform:?} is not valid: {wrong:?}"))
        })
    }
}

/// Adds them to `sdkappid`.
pub(super) async fn add(
    console: &Console,
    owner: &Actor,
    sdkappid: Sdkappid,
    fixtures: &Fixtures,
    now: Timestamp,
) -> Result<(), CommandError> {
    let certificates = console.acting_as(owner).certificates();
    for form in forms(fixtures, now)? {
        certificates.add(sdkappid, form.read()?).await?;
    }
    Ok(())
}

fn forms(fixtures: &Fixtures, now: Timestamp) -> Result<Vec<Form>, CommandError> {
    use Field::{
        AppId, AppKey, AppSecret, ClientId, ClientSecret, CredentialKind, Environment, FilePassword,
        MasterSecret, Notes, PackageName, PushKind, Region,
    };
    let package = "com.example.messenger";
    let expiring =
        fixtures.p12_until(now.plus(ENDS_IN)).map_err(|error| CommandError::Refused(error.to_string()))?;
    Ok(vec![
        Form::new(
            Platform::Xiaomi,
            "Xiaomi production",
            &[
                (PackageName, package),
                (AppId, "fake-xiaomi-app"),
                (AppSecret, &secret_of(package)),
                (Region, "china"),
            ],
        ),
        Form::new(
            Platform::Huawei,
            "Huawei production",
            &[(PackageName, package), (AppId, "fake-huawei-app"), (AppSecret, &secret_of("fake-huawei-app"))],
        ),
        Form::new(
            Platform::Honor,
            "HONOR production",
            &[
                (AppId, "fake-honor-app"),
                (ClientId, "fake-honor-client"),
                (ClientSecret, &secret_of("fake-honor-client")),
            ],
        ),
        Form::new(
            Platform::Oppo,
            "OPPO production",
            &[
                (AppId, "fake-oppo-app"),
                (AppKey, "fake-oppo-key"),
                (MasterSecret, &secret_of("fake-oppo-key")),
            ],
        ),
        // Somebody replaced the secret at the vendor: this one is refused.
        Form::new(
            Platform::Vivo,
            "vivo production",
            &[
                (AppId, "fake-vivo-app"),
                (AppKey, "fake-vivo-key"),
                (AppSecret, &secret_of("fake-vivo-app-before-it-was-replaced")),
                (Notes, "Ask Mina before touching this account."),
            ],
        ),
        Form::new(
            Platform::Meizu,
            "Meizu production",
            &[(PackageName, package), (AppId, "fake-meizu-app"), (AppSecret, &secret_of("fake-meizu-app"))],
        ),
        Form::new(Platform::Fcm, "FCM production", &[])
            .with_file("fcm-service-account.json", fixtures.google_file().into_bytes()),
        Form::new(
            Platform::Apns,
            "APNs production",
            &[
                (CredentialKind, "p12"),
                (FilePassword, PASSWORD),
                (Environment, "production"),
                (PushKind, "regular"),
                (Notes, "Renew before the autumn release."),
            ],
        )
        .with_file("apns-production.p12", expiring),
        Form::new(Platform::Harmony, "HarmonyOS production", &[])
            .with_file("harmony-service-account.json", fixtures.harmony_file().into_bytes()),
    ])
}
