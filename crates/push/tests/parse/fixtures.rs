//! Generates keys, certificates and `.p12` files with the `openssl` command.

use std::fs;
use std::process::Command;
use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use domain::certificate::{Account, CredentialError, Environment, NewAccount, SecretText, Upload};
use domain::time::Timestamp;
use push::credential::{Parsed, parse};
use tempfile::TempDir;

pub const PASSWORD: &str = "pass word 비밀";
pub const SUBJECT: &str =
    "/UID=com.orbit.app/CN=Apple Push Services: com.orbit.app/OU=TEAM123456/O=Orbit/C=KR";

/// The extensions of Apple's certificates.
const EXTENSIONS: &str = "
[sandbox]
1.2.840.113635.100.6.3.1 = ASN1:NULL
[production]
1.2.840.113635.100.6.3.2 = ASN1:NULL
[combined]
1.2.840.113635.100.6.3.1 = ASN1:NULL
1.2.840.113635.100.6.3.2 = ASN1:NULL
1.2.840.113635.100.6.3.6 = ASN1:SEQUENCE:topics
[none]
basicConstraints = CA:FALSE
[topics]
a = UTF8:com.orbit.app
b = SEQUENCE:app
c = UTF8:com.orbit.app.voip
d = SEQUENCE:voip
[app]
a = UTF8:app
[voip]
a = UTF8:voip
";

/// A folder with a certificate authority, keys and certificates.
pub struct Fixtures(TempDir);

/// The fixtures shared by all tests of the process, since generating keys is slow.
pub fn fixtures() -> &'static Fixtures {
    static FIXTURES: OnceLock<Fixtures> = OnceLock::new();
    FIXTURES.get_or_init(Fixtures::open)
}

#[expect(clippy::disallowed_methods, reason = "openssl issues certificates from the clock's time on")]
pub fn now() -> Timestamp {
    let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    Timestamp::from_unix_seconds(seconds.try_into().unwrap()).plus(Duration::from_mins(1))
}

impl Fixtures {
    fn open() -> Self {
        let fixtures = Self(tempfile::tempdir().unwrap());
        fs::write(fixtures.path("extensions.cnf"), EXTENSIONS).unwrap();
        for name in ["ca", "leaf", "other"] {
            fixtures
                .run(&format!("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out {name}.key"), &[]);
        }
        fixtures.run(
            "req -x509 -new -key ca.key -days 400 -out ca.crt -subj",
            &["/CN=Apple Worldwide Developer Relations Certification Authority/O=Apple Inc./C=US"],
        );
        for (name, key, extensions) in [
            ("combined", "leaf", "combined"),
            ("sandbox", "leaf", "sandbox"),
            ("production", "leaf", "production"),
            // For other services, so that it never counts as a renewal, whichever second it is issued in.
            ("second", "other", "production"),
        ] {
            fixtures.certificate(name, key, SUBJECT, extensions, 365);
        }
        fixtures
    }

    pub fn path(&self, name: &str) -> String {
        self.0.path().join(name).display().to_string()
    }

    pub fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    pub fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Runs `openssl` with `arguments`, separated by spaces, followed by `more`, which may contain spaces.
    pub fn run(&self, arguments: &str, more: &[&str]) {
        let run = Command::new("openssl")
            .args(arguments.split_whitespace())
            .args(more)
            .current_dir(self.0.path())
            .output()
            .expect("openssl is installed");
        assert!(run.status.success(), "openssl {arguments}: {}", String::from_utf8_lossy(&run.stderr));
    }

    /// Issues `{name}.crt` for the key `{key}.key`, signed by `ca`.
    pub fn certificate(&self, name: &str, key: &str, subject: &str, extensions: &str, days: i32) {
        self.run(&format!("req -new -utf8 -key {key}.key -out {name}.csr -subj"), &[subject]);
        self.run(
            &format!(
                "x509 -req -in {name}.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days {days} \
                 -extfile extensions.cnf -extensions {extensions} -out {name}.crt"
            ),
            &[],
        );
    }

    /// The bytes of a `.p12` that `openssl pkcs12 -export` writes with these arguments.
    pub fn p12(&self, name: &str, arguments: &str, password: &str) -> Vec<u8> {
        self.run(
            &format!("pkcs12 -export -out {name}.p12 {arguments} -passout"),
            &[&format!("pass:{password}")],
        );
        self.bytes(&format!("{name}.p12"))
    }
}

pub fn upload(name: &str, bytes: &[u8]) -> Upload {
    Upload::new(name, bytes.to_vec().into())
}

pub fn by_certificate(bytes: &[u8], password: &str, environment: Environment, voip: bool) -> NewAccount {
    let password = SecretText::password(password).unwrap();
    Account::ApnsCertificate { file: upload("push.p12", bytes), password, environment, voip }
}

/// Parses a `.p12` for regular pushes in production.
pub fn read(bytes: &[u8], password: &str) -> Result<Parsed, Vec<CredentialError>> {
    parse(&by_certificate(bytes, password, Environment::Production, false), now())
}

/// A `.p12` of these parts with neither encryption nor MAC. `openssl` itself never combines a key with the certificate
/// of another key, nor two keys and two certificates.
pub fn joined(parts: &[u8]) -> Vec<u8> {
    const DATA: [u8; 11] = [0x06, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1];
    let wrap = |tag: u8, content: &[u8]| {
        let [.., high, low] = content.len().to_be_bytes();
        [&[tag, 0x82, high, low], content].concat()
    };
    let safe = wrap(0x30, &[&DATA[..], &wrap(0xa0, &wrap(0x04, &wrap(0x30, parts)))].concat());
    wrap(0x30, &[&[2, 1, 3], &*safe].concat())
}

/// The parts of a `.p12` with neither encryption nor MAC. All lengths before them take two bytes.
pub fn parts(file: &[u8]) -> &[u8] {
    // Skips the headers: file, version, safe, its kind, [0], string, sequence.
    &file[4 + 3 + 4 + 11 + 4 + 4 + 4..]
}
