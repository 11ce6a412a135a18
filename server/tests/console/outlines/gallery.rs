//! Consoles with something of everything in them.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::time::Duration;

use console::{Actor, Clock as _, Console, Identity, ProviderSignIn, Stranger};
use domain::webhook::message::{AttemptFailure, AttemptResult};
use serde_json::json;

use super::vendors::{FixedClock, Vendors};
use super::visitor::{Sent, Visitor};
use crate::passkeys::{self, PUBLIC_URL};
use crate::phone::Phone;
use crate::push_devices::certificate;
use crate::service::BackEnd;
use crate::software_authenticator::SoftwareAuthenticator;
use crate::support::{CODE, Database, EMAIL, PASSWORD, TestConsole};

/// The password of the file of certificates.
pub const PASSPHRASE: &str = "open sesame, if you please";

/// Prices, limits and an extra, as an operator writes them down.
const CATALOGUE: &str = include_str!("../../../../end2end/support/catalogue.toml");

/// An identity provider that nobody asks.
const PROVIDER: &str =
    "oidc_issuer = 'https://id.example.com'\noidc_client_id = 'console'\noidc_name = 'Orbit ID'\n";

/// Somebody who looks at a console.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// The first person at a new console.
    Founder,
    /// Nobody, at the owner's console.
    Stranger,
    /// With applications and certificates.
    Owner,
    /// A member of the owner's account who only reads.
    Reader,
    /// With nothing yet.
    Newcomer,
    /// With prices, two applications, packages and a request.
    Seller,
    /// Whose account is in arrears.
    Debtor,
    /// With an authenticator app and a passkey, and known by an identity provider.
    Guarded,
    /// Nobody, at the console of the guarded.
    Outsider,
    /// Whose back end has sent pushes.
    Sender,
}

pub struct Gallery {
    pub visitors: BTreeMap<Who, Visitor>,
    /// Applications of the owner.
    pub orbit: String,
    pub disabled: String,
    pub rotated: String,
    /// The application of the seller that has a package.
    pub paid: String,
    /// The application of the sender, and one of its pushes.
    pub sender: String,
    pub push: String,
    /// The link of an open invitation of the owner.
    pub invitation: String,
    /// The numbers of the certificates, by name.
    pub certificates: BTreeMap<&'static str, String>,
    /// Certificates as they are exported.
    pub exported: Vec<u8>,
    pub vendors: Vendors,
    /// They end with their folders when they are dropped.
    consoles: Vec<TestConsole>,
}

impl Gallery {
    pub async fn open(language: &'static str) -> Self {
        let clock = FixedClock::new();
        let vendors = Vendors::start(clock.clone()).await;
        let mut gallery = Self {
            visitors: BTreeMap::new(),
            orbit: String::new(),
            disabled: String::new(),
            rotated: String::new(),
            paid: String::new(),
            sender: String::new(),
            push: String::new(),
            invitation: String::new(),
            certificates: BTreeMap::new(),
            exported: Vec::new(),
            vendors,
            consoles: Vec::new(),
        };
        let configuration = gallery.vendors.configuration.clone();
        let guarded = [PUBLIC_URL, PROVIDER].concat();
        for (who, toml, catalogue) in [
            (Who::Founder, "", ""),
            (Who::Owner, configuration.as_str(), ""),
            (Who::Newcomer, "", ""),
            (Who::Seller, "", CATALOGUE),
            (Who::Debtor, "", CATALOGUE),
            (Who::Guarded, &guarded, ""),
            (Who::Sender, "", ""),
        ] {
            let test_console = TestConsole::open_at(clock.clone(), Database::Sqlite, toml, catalogue).await;
            let mut visitor = Visitor::new(test_console.browser(), language);
            if who != Who::Founder {
                let fields = [("setup_code", CODE), ("email", EMAIL), ("password", PASSWORD)];
                visitor.succeed(&Sent::new("/setup", "create_owner", &fields)).await;
            }
            if who == Who::Owner {
                test_console.deliver();
                gallery.visitors.insert(Who::Stranger, Visitor::new(test_console.browser(), language));
            }
            if who == Who::Guarded {
                link_owner(test_console.console()).await;
                gallery.visitors.insert(Who::Outsider, Visitor::new(test_console.browser(), language));
            }
            gallery.visitors.insert(who, visitor);
            gallery.consoles.push(test_console);
        }
        gallery.fill_owner().await;
        gallery.fill_certificates().await;
        gallery.fill_members(language).await;
        gallery.fill_seller().await;
        gallery.fill_sender(&clock).await;
        let guarded = gallery.visitor(Who::Guarded).browser();
        Phone::set_up(guarded, clock.now()).await;
        passkeys::add(guarded, &mut SoftwareAuthenticator::new(passkeys::ORIGIN, 1), "Phone").await;
        gallery.fill_webhooks().await;
        let entry = [("kind", "correction"), ("amount", "-10"), ("note", "Chargeback")];
        gallery.succeed(Who::Debtor, &Sent::new("/billing", "post_entry", &entry)).await;
        // What has happened was some time ago.
        clock.advance(Duration::from_hours(2));
        gallery
    }

    pub fn visitor(&mut self, who: Who) -> &mut Visitor {
        self.visitors.get_mut(&who).unwrap()
    }

    async fn succeed(&mut self, who: Who, sent: &Sent) -> String {
        self.visitor(who).succeed(sent).await
    }

    async fn create(&mut self, who: Who, name: &str, description: &str) -> String {
        let fields = [("name", name), ("description", description), ("region", "kr")];
        let sent = Sent::new("/applications?dialog=create", "create_application", &fields);
        let location = self.succeed(who, &sent).await;
        let rest = location.strip_prefix("/applications/").unwrap();
        rest.split('?').next().unwrap().to_owned()
    }

    /// Disables, enables or deletes.
    async fn change(&mut self, who: Who, app: &str, event: &str) {
        let page = format!("/applications/{app}?dialog={event}");
        self.succeed(who, &Sent::new(page, "change_application", &[])).await;
    }

    /// One who has joined, and one who is invited.
    async fn fill_members(&mut self, language: &'static str) {
        let joined = self.invite("reader@example.com", "read_only").await;
        let mut reader = Visitor::new(self.visitor(Who::Stranger).browser().clone(), language);
        reader.succeed(&Sent::new(joined, "join_account", &[("password", PASSWORD)])).await;
        self.visitors.insert(Who::Reader, reader);
        self.invitation = self.invite("developer@example.com", "developer").await;
    }

    /// The link of a new invitation, without the host.
    async fn invite(&mut self, email: &str, role: &str) -> String {
        let fields = [("email", email), ("role", role)];
        let place =
            self.succeed(Who::Owner, &Sent::new("/members?dialog=invite", "invite_member", &fields)).await;
        let page = self.visitor(Who::Owner).get(&place).await.body;
        let (_, rest) =
            page.split_once("/join?token=").unwrap_or_else(|| panic!("no link at {place}: {page}"));
        format!("/join?token={}", rest.split('"').next().unwrap_or_default())
    }

    async fn fill_owner(&mut self) {
        self.visitor(Who::Owner).sign_in_elsewhere().await;
        let description = "Production chat for iOS, Android and web";
        self.orbit = self.create(Who::Owner, "Orbit Messenger", description).await;
        self.disabled = self.create(Who::Owner, "Ward Rounds", "").await;
        let disabled = self.disabled.clone();
        self.change(Who::Owner, &disabled, "disable").await;
        // Two keys, the older of which is still accepted.
        self.rotated = self.create(Who::Owner, "Rotated", "").await;
        let page = format!("/applications/{}?edit=1", self.rotated);
        let edit = [("description", "Two keys are accepted")];
        self.succeed(Who::Owner, &Sent::new(page, "save_application", &edit)).await;
        let page = format!("/applications/{}?dialog=rotate", self.rotated);
        self.succeed(Who::Owner, &Sent::new(page, "rotate_key", &[("overlap", "7")])).await;
    }

    /// A certificate of each health and of each kind.
    async fn fill_certificates(&mut self) {
        let package = "com.example.messenger";
        let typed = [
            ("certificate_name", "Xiaomi, production"),
            ("package_name", package),
            ("app_id", "2882303761517000001"),
            ("app_secret", "secret-of-com.example.messenger"),
            ("channel_id", "104010"),
            ("click_action", "in_app_page"),
            ("click_target", "intent://chat/open#Intent;scheme=orbit;end"),
            ("notes", "Seoul"),
        ];
        self.certify("android&vendor=xiaomi", &typed, None).await;
        let typed = [
            ("certificate_name", "vivo"),
            ("app_id", "105500001"),
            ("app_key", "0123456789"),
            ("app_secret", "wrong"),
        ];
        self.certify("android&vendor=vivo", &typed, None).await;
        let typed = [
            ("certificate_name", "Meizu"),
            ("package_name", package),
            ("app_id", "http-503-meizu"),
            ("app_secret", "secret-of-http-503-meizu"),
        ];
        self.certify("android&vendor=meizu", &typed, None).await;
        let typed = [("certificate_name", "Google"), ("message_type", "notification")];
        self.certify("android&vendor=fcm", &typed, Some("fcm-service-account.json")).await;
        let typed = [("certificate_name", "App Store"), ("file_password", vendor_simulator::PASSWORD)];
        self.certify("ios", &typed, Some("apns-production.p12")).await;
        let typed = [
            ("certificate_name", "Development"),
            ("team_id", "FAKETEAM01"),
            ("bundle_id", package),
            ("environment", "development"),
        ];
        self.certify("ios&credential_kind=p8", &typed, Some("AuthKey_FAKEKEY001.p8")).await;
        self.certify("harmony", &[("certificate_name", "HarmonyOS")], Some("harmony-service-account.json"))
            .await;

        let page = format!("/applications/{}/push/access?platform=ios&dialog=export", self.orbit);
        let typed = [("password", PASSWORD), ("passphrase", PASSPHRASE)];
        let location = self.succeed(Who::Owner, &Sent::new(page, "export_certificates", &typed)).await;
        let (_, answer) = location.split_once("answer=").unwrap();
        let file = format!("/applications/{}/push/certificates.json?answer={answer}", self.orbit);
        self.exported = self.visitor(Who::Owner).get(&file).await.body.into_bytes();
    }

    /// **Add Certificate** -> **Confirm**; `file` is one of the vendors'.
    async fn certify(
        &mut self,
        query: &str,
        typed: &[(&'static str, &'static str)],
        file: Option<&'static str>,
    ) {
        let page = format!("/applications/{}/push/access?platform={query}&dialog=add", self.orbit);
        let mut sent = Sent::new(page, "save_certificate", typed);
        if let Some(name) = file {
            sent = sent.with_file(name, self.vendors.file(name));
        }
        let location = self.succeed(Who::Owner, &sent).await;
        let (_, number) = location.rsplit_once("#c-").unwrap();
        self.certificates.insert(typed[0].1, number.to_owned());
    }

    async fn fill_seller(&mut self) {
        let who = Who::Seller;
        self.paid = self.create(who, "Orbit Messenger", "Production chat").await;
        self.create(who, "Ward Rounds", "").await;
        let gone = self.create(who, "Gone", "").await;
        let entry = [("kind", "top_up"), ("amount", "1000"), ("note", "Bank transfer")];
        self.succeed(who, &Sent::new("/billing", "post_entry", &entry)).await;
        let page = format!("/applications/{}/upgrade?edition=standard&months=1", self.paid);
        self.succeed(who, &Sent::new(page, "place_order", &[("accept", "on")])).await;
        self.change(who, &gone, "disable").await;
        self.change(who, &gone, "delete").await;
        let asked = [("subject", "How many groups?"), ("message", "Thanks.")];
        self.succeed(who, &Sent::new("/support/new", "file_request", &asked)).await;
    }

    /// Pushes that wait, one of them also for somebody without a device.
    async fn fill_sender(&mut self, clock: &FixedClock) {
        let test_console = self.consoles.last().unwrap();
        let browser = self.visitors.get_mut(&Who::Sender).unwrap().browser();
        let orbit = BackEnd::at(test_console, browser, "Orbit Messenger", clock.now()).await;
        self.sender = orbit.sdkappid.to_string();
        let certificate = certificate(browser, &self.sender, "Store").await;
        for (name, token) in [("phone-1", "token-1"), ("tablet-1", "token-2")] {
            let device = json!({
                "UserID": "jo", "RegistrationID": name, "Platform": "xiaomi", "CertificateID": certificate, "Token": token,
            });
            assert_eq!(orbit.post("/v4/push/device_set", &device).await["ErrorCode"], 0);
        }
        let night = json!({
            "From_Account": "ward", "To_Account": ["jo", "sam"], "MsgRandom": 1, "DataId": "night-7",
            "OfflinePushInfo": { "Title": "Ward 3", "Desc": "Bed 12" },
        });
        let untitled =
            json!({ "To_Account": ["jo"], "MsgRandom": 2, "OfflinePushInfo": { "Desc": "Bed 14" } });
        let accepted = orbit.post("/v4/timpush/batch", &night).await;
        self.push = accepted["TaskId"].as_str().unwrap().into();
        assert_eq!(orbit.post("/v4/timpush/batch", &untitled).await["ErrorCode"], 0);
    }

    /// An endpoint with a message that has failed and one that was accepted, and one that is disabled.
    async fn fill_webhooks(&mut self) {
        let who = Who::Sender;
        for (url, description) in [("https://hooks.example/console", "Ward"), ("https://old.example/", "")] {
            let typed = [("url", url), ("description", description)];
            self.succeed(who, &Sent::new("/webhooks/new", "create_webhook", &typed)).await;
        }
        self.succeed(who, &Sent::new("/webhooks/2", "switch_webhook", &[])).await;
        self.create(who, "Ward Rounds", "").await;
        self.attempt(AttemptResult::new(Err(AttemptFailure::TimedOut), "", 15_000)).await;
        self.succeed(who, &Sent::new("/webhooks/1", "test_webhook", &[])).await;
        self.attempt(AttemptResult::new(Ok(202), "thank you", 41)).await;
    }

    /// Lets the next message of the sender come to that.
    async fn attempt(&self, result: AttemptResult) {
        let console = self.consoles.last().unwrap().console();
        let lease = console.lease_webhooks(1).await.unwrap().pop().unwrap();
        let due = console.next_webhook(&lease).await.unwrap().unwrap();
        console.settle_webhook(&lease, &due, result).await.unwrap();
        console.release_webhooks(&lease).await.unwrap();
    }
}

/// The owner has signed in with the provider, in a browser that has gone since.
async fn link_owner(console: &Console) {
    let address = IpAddr::from([192, 0, 2, 1]);
    let stranger = Actor::Stranger(Stranger { address, browser: "Firefox".into() });
    let identity = Identity {
        issuer: "https://id.example.com".into(),
        subject: "owner".into(),
        verified_email: EMAIL.parse().ok(),
        groups: Vec::new(),
        has_second_factor: false,
        authenticated_at: None,
    };
    let auth = console.acting_as(&stranger).auth();
    let ProviderSignIn::Done(signed_in) = auth.sign_in_with_provider(&identity, None).await.unwrap() else {
        panic!("the owner is let in");
    };
    let person = Actor::Person(console.person(&signed_in.token, address).await.unwrap().unwrap());
    console.acting_as(&person).account().sign_out().await.unwrap();
}
