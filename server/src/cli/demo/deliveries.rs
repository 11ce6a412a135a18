//! Devices of the sample, and the pushes of its last half hour: most arrive, some end otherwise, one waits for a
//! credential that its vendor refuses.

use std::time::Duration;

use console::{Actor, Console, ServiceCall};
use domain::application::sdkappid::Sdkappid;
use domain::certificate::Platform;
use domain::key::SecretKey;
use domain::time::Timestamp;
use domain::usersig;
use domain::usersig::service_code::ServiceCode;
use domain::usersig::user_id::UserId;
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::time::{Instant, sleep};

use super::owner::Owner;
use super::{SampleClock, stranger, traffic};
use crate::cli::CommandError;

/// User, name of the device, platform, language, and the beginning of the token, which tells the simulated vendor what
/// to answer.
const DEVICES: [(&str, &str, Platform, &str, &str); 9] = [
    ("jiwoo", "jiwoo-iphone", Platform::Apns, "ko", "a1b2c3"),
    ("jiwoo", "jiwoo-tablet", Platform::Fcm, "ko", "registration-jiwoo"),
    ("mina", "mina-pixel", Platform::Fcm, "en", "registration-mina"),
    ("mina", "mina-old-iphone", Platform::Apns, "en", "dead00"),
    ("li-wei", "li-wei-mi", Platform::Xiaomi, "zh-Hans", "mi-li-wei"),
    ("li-wei", "li-wei-mate", Platform::Harmony, "zh-Hans", "harmony-li-wei"),
    ("sam", "sam-iphone", Platform::Apns, "en", "0bad06"),
    ("sam", "sam-huawei", Platform::Huawei, "en", "huawei-sam"),
    ("yuna", "yuna-vivo", Platform::Vivo, "ko", "vivo-yuna"),
];

/// Minutes ago, users, title and text.
const PUSHES: [(u32, &[&str], &str, &str); 6] = [
    (27, &["jiwoo"], "Orders", "Your order 4412 has left the warehouse."),
    (22, &["mina", "li-wei"], "Mina, Li Wei", "The meeting begins at 10:30 in room 4."),
    (15, &["jiwoo", "mina", "li-wei", "sam"], "Maintenance tonight", "We are back at 02:00 (UTC)."),
    (9, &["sam"], "Yuna", "Did you see the new build?"),
    (6, &["jiwoo", "nobody"], "Yuna", "Lunch?"),
    (2, &["yuna"], "Sam", "Yes, it looks good."),
];

/// An APNs token has 64 hexadecimal digits.
const APNS_TOKEN: usize = 64;
/// How long a push may take to be delivered.
const PATIENCE: Duration = Duration::from_secs(3);
const MINUTE: Duration = Duration::from_mins(1);
/// Validity of a UserSig in seconds.
const EXPIRE: u64 = 3_600;

/// Registers the devices and sends the pushes until `now`.
pub(super) async fn run(
    console: &Console,
    clock: &SampleClock,
    owner: &Owner,
    sdkappid: Sdkappid,
    now: Timestamp,
) -> Result<(), CommandError> {
    clock.set(now.minus(MINUTE * 30));
    let key = traffic::current_key(console, owner, sdkappid).await?;
    let back_end = BackEnd { console, clock, sdkappid, key };
    back_end.register_devices(&owner.actor).await?;
    let (stop, is_stopped) = watch::channel(false);
    let delivering = tokio::spawn({
        let console = console.clone();
        async move { console.deliver(is_stopped).await }
    });
    for (number, (ago, users, title, text)) in (1_u32..).zip(PUSHES) {
        clock.set(now.minus(MINUTE * ago));
        let task = back_end.push(number, users, title, text).await?;
        back_end.wait(&owner.actor, &task).await?;
    }
    stop.send_replace(true);
    delivering.await.map_err(|error| CommandError::Refused(error.to_string()))?;
    clock.set(now);
    Ok(())
}

struct BackEnd<'a> {
    console: &'a Console,
    clock: &'a SampleClock,
    sdkappid: Sdkappid,
    key: SecretKey,
}

impl BackEnd<'_> {
    async fn register_devices(&self, owner: &Actor) -> Result<(), CommandError> {
        let setting = self.console.acting_as(owner).certificates().list(self.sdkappid).await?;
        for (user, name, platform, language, token) in DEVICES {
            let certificate =
                setting.certificates.iter().find(|certificate| certificate.platform == platform);
            let certificate = certificate.ok_or_else(|| super::invalid(name))?;
            let token = match platform {
                Platform::Apns => format!("{token:0<APNS_TOKEN$}"),
                _ => token.to_owned(),
            };
            let device = json!({
                "UserID": user, "RegistrationID": name, "Platform": platform.code(),
                "CertificateID": certificate.id.number(), "Token": token, "Language": language,
                "AppVersion": "5.2.0",
            });
            self.call(async |call| {
                let actor = stranger("sample back end");
                let service = self.console.acting_as(&actor).service();
                service.set_device(call, device.to_string().as_bytes()).await
            })
            .await?;
        }
        Ok(())
    }

    /// Sends a push. Returns its `TaskID`.
    async fn push(
        &self,
        number: u32,
        users: &[&str],
        title: &str,
        text: &str,
    ) -> Result<String, CommandError> {
        let body: Value = json!({
            "From_Account": "administrator", "To_Account": users, "MsgRandom": number,
            "OfflinePushInfo": { "PushFlag": 0, "Title": title, "Desc": text },
        });
        let accepted = self
            .call(async |call| {
                let actor = stranger("sample back end");
                let service = self.console.acting_as(&actor).service();
                service.accept_push(call, body.to_string().as_bytes(), None).await
            })
            .await?;
        Ok(accepted.task_id)
    }

    /// Waits until nothing of the push is open, or for [`PATIENCE`].
    async fn wait(&self, owner: &Actor, task: &str) -> Result<(), CommandError> {
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            let record = self.console.acting_as(owner).pushes().record(self.sdkappid, task).await?;
            if record.summary.states.keys().all(|state| state.is_final()) {
                break;
            }
            sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }

    /// Makes a call of the application's administrator.
    async fn call<T>(
        &self,
        make: impl AsyncFnOnce(ServiceCall<'_>) -> Result<T, ServiceCode>,
    ) -> Result<T, CommandError> {
        let administrator: UserId = "administrator".parse().map_err(|_| super::invalid("administrator"))?;
        let now = console::Clock::now(self.clock);
        let call = ServiceCall {
            sdkappid: &self.sdkappid.to_string(),
            identifier: administrator.as_str(),
            usersig: &usersig::sign(self.sdkappid, &self.key, &administrator, now, EXPIRE),
        };
        make(call)
            .await
            .map_err(|code| CommandError::Refused(format!("a call of the sample was refused: {code:?}")))
    }
}
