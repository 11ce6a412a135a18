//! The intact credential files that are mutated.

use domain::certificate::{Account, Environment, NewAccount};

use crate::fixtures::{PASSWORD, by_certificate, fixtures, joined, parts, upload};
use crate::mutate::{Random, mutate};

/// The kind of credential that a file is parsed as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Pkcs12,
    /// The contents of a `.p12`, wrapped after the mutation so that the mutation reaches keys and certificates.
    Inside,
    /// PEM with a certificate and its private key.
    Bundle,
    SigningKey,
    Google,
    Huawei,
}

pub struct Corpus(Vec<(Kind, Vec<Vec<u8>>)>);

impl Corpus {
    pub fn new() -> Self {
        let fixtures = fixtures();
        let whole = "-inkey leaf.key -in combined.crt -certfile ca.crt -iter 1";
        let p12 = |name: &str, way: &str| fixtures.p12(name, &format!("{whole} {way}"), PASSWORD);
        let closed = vec![
            p12("aes", ""),
            p12("legacy", "-legacy"),
            p12("aesopen", "-nomac"),
            p12("legacyopen", "-nomac -legacy"),
            p12("rc4open", "-nomac -legacy -certpbe PBE-SHA1-RC4-128 -keypbe PBE-SHA1-RC4-40"),
        ];
        let bare = p12("bare", "-nomac -certpbe NONE -keypbe NONE");
        fixtures.run("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out p256.pem", &[]);
        fixtures.run("ec -in p256.pem -out sec1.pem", &[]);
        fixtures.run("pkcs8 -topk8 -nocrypt -in p256.pem -outform DER -out p256.der", &[]);
        fixtures.run("ec -in p256.pem -param_enc explicit -out explicit.pem", &[]);
        let keys = ["p256.pem", "sec1.pem", "p256.der", "explicit.pem", "leaf.key"];
        let keys = keys.map(|name| fixtures.bytes(name));
        let pem = fixtures.text("leaf.key");
        let google = serde_json::json!({
            "type": "service_account", "project_id": "orbit-123", "private_key_id": "0123456789",
            "private_key": pem, "client_email": "push@orbit-123.iam.gserviceaccount.com",
            "token_uri": "https://oauth2.googleapis.com/token",
        });
        let huawei = serde_json::json!({
            "project_id": "7364300792", "key_id": "1b2c3d", "private_key": pem, "sub_account": "100212345",
        });
        let inside = parts(&bare).to_vec();
        fixtures.run(
            "pkcs8 -topk8 -iter 1 -in leaf.key -out closed.key -passout",
            &[&format!("pass:{PASSWORD}")],
        );
        fixtures.run("rsa -in leaf.key -traditional -out pkcs1.key", &[]);
        fixtures.run("crl2pkcs7 -nocrl -certfile combined.crt -out leaf.p7b", &[]);
        let bundle = |key: &str, certificates: &str| fixtures.text(key) + &fixtures.text(certificates);
        let bundles = [
            bundle("leaf.key", "combined.crt"),
            bundle("closed.key", "combined.crt"),
            bundle("pkcs1.key", "leaf.p7b"),
        ];
        let mut bundles = bundles.map(String::into_bytes).to_vec();
        let utf16 = |bytes: &[u8]| bytes.iter().flat_map(|byte| [*byte, 0]).collect::<Vec<u8>>();
        bundles.push(utf16(&bundles[0]));
        Self(vec![
            (Kind::Pkcs12, [closed, vec![bare]].concat()),
            (Kind::Inside, vec![inside]),
            (Kind::Bundle, bundles),
            (Kind::SigningKey, keys.to_vec()),
            (Kind::Google, vec![google.to_string().into_bytes(), utf16(google.to_string().as_bytes())]),
            (Kind::Huawei, vec![huawei.to_string().into_bytes()]),
        ])
    }

    /// Picks a file at random and mutates it.
    pub fn input(&self, random: &mut Random) -> (Kind, Vec<u8>) {
        let (kind, files) = random.pick(&self.0);
        let mut input = random.pick(files).clone();
        mutate(random, &mut input, files, 60_000);
        if *kind == Kind::Inside { (*kind, joined(&input)) } else { (*kind, input) }
    }

    /// All intact files.
    pub fn whole(&self) -> impl Iterator<Item = (Kind, Vec<u8>)> {
        self.0.iter().flat_map(|(kind, files)| {
            let inside = *kind == Kind::Inside;
            files.iter().map(move |file| (*kind, if inside { joined(file) } else { file.clone() }))
        })
    }
}

/// A valid account of the given kind with `bytes` as its file.
pub fn account(kind: Kind, bytes: &[u8]) -> NewAccount {
    match kind {
        Kind::Pkcs12 | Kind::Inside | Kind::Bundle => {
            by_certificate(bytes, PASSWORD, Environment::Production, false)
        }
        Kind::SigningKey => Account::ApnsKey {
            file: upload("AuthKey_ABC1234567.p8", bytes),
            key_id: None,
            team_id: "TEAM123456".parse().unwrap(),
            bundle_id: "com.orbit.app".parse().unwrap(),
            environment: Environment::Production,
        },
        Kind::Google => Account::Fcm { file: upload("a.json", bytes) },
        Kind::Huawei => Account::Harmony { file: upload("a.json", bytes) },
    }
}
