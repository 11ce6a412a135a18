//! A browser with an authenticator, as WebAuthn level 3 describes both: JSON in, JSON out, keys on P-256.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use p256::pkcs8::EncodePublicKey as _;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// Flags of the authenticator data.
const USER_PRESENT: u8 = 0x01;
const USER_VERIFIED: u8 = 0x04;
const HAS_CREDENTIAL: u8 = 0x40;

#[derive(Clone)]
pub struct SoftwareAuthenticator {
    /// The origin of the page that asks.
    pub origin: String,
    /// Whether it verifies the person, by PIN or fingerprint.
    pub verifies: bool,
    /// Whether it says whose passkey it has used.
    pub tells_user: bool,
    /// Its passkeys, the latest last.
    passkeys: Vec<Passkey>,
    /// For the private numbers, so that no two are the same.
    seed: u8,
}

#[derive(Clone)]
struct Passkey {
    id: Vec<u8>,
    key: SigningKey,
    user: Vec<u8>,
    relying_party: String,
    counter: u32,
}

impl SoftwareAuthenticator {
    /// One that is asked by pages of that origin.
    pub fn new(origin: &str, seed: u8) -> Self {
        Self { origin: origin.to_owned(), verifies: true, tells_user: true, passkeys: Vec::new(), seed }
    }

    /// `navigator.credentials.create`: a new passkey, as `RegistrationResponseJSON`.
    pub fn create(&mut self, options: &str) -> String {
        let options: Value = serde_json::from_str(options).unwrap();
        let selection = &options["authenticatorSelection"];
        assert_eq!(selection["residentKey"], "required", "{options}");
        assert_eq!(selection["userVerification"], "required", "{options}");
        assert_eq!(options["attestation"], "none", "{options}");
        let number = [&[self.seed, u8::try_from(self.passkeys.len()).unwrap() + 1][..], &[7; 30]].concat();
        let passkey = Passkey {
            id: Sha256::digest(&number).to_vec(),
            key: SigningKey::from_slice(&number).unwrap(),
            user: decoded(&options["user"]["id"]),
            relying_party: options["rp"]["id"].as_str().unwrap().to_owned(),
            counter: 0,
        };
        let spki = passkey.key.verifying_key().to_public_key_der().unwrap();
        let (_, point) = spki.as_bytes().split_at(spki.as_bytes().len() - 64);
        let (x, y) = point.split_at(32);
        // COSE: {1: 2, 3: -7, -1: 1, -2: x, -3: y}
        let cose = [&[0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32][..], x, &[0x22, 0x58, 32], y].concat();
        let mut data = self.authenticator_data(&passkey, HAS_CREDENTIAL);
        data.extend([0; 16]);
        data.extend(u16::try_from(passkey.id.len()).unwrap().to_be_bytes());
        data.extend([&passkey.id[..], &cose].concat());
        // CBOR: {"fmt": "none", "attStmt": {}, "authData": data}
        let length = u16::try_from(data.len()).unwrap().to_be_bytes();
        let object = [&b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x59"[..], &length, &data].concat();
        let answer = json!({
            "id": encoded(&passkey.id),
            "rawId": encoded(&passkey.id),
            "type": "public-key",
            "authenticatorAttachment": "platform",
            "clientExtensionResults": { "credProps": { "rk": true } },
            "response": {
                "clientDataJSON": encoded(&self.client_data("webauthn.create", &options)),
                "attestationObject": encoded(&object),
                "authenticatorData": encoded(&data),
                "transports": ["internal"],
                "publicKeyAlgorithm": -7,
            },
        });
        self.passkeys.push(passkey);
        answer.to_string()
    }

    /// `navigator.credentials.get`: a proof with the latest passkey that will do, as `AuthenticationResponseJSON`.
    pub fn get(&mut self, options: &str) -> String {
        let options: Value = serde_json::from_str(options).unwrap();
        assert_eq!(options["userVerification"], "required", "{options}");
        let allowed = options["allowCredentials"].as_array().cloned().unwrap_or_default();
        let will_do = |passkey: &Passkey| {
            allowed.is_empty() || allowed.iter().any(|allowed| decoded(&allowed["id"]) == passkey.id)
        };
        // One that it was not asked for, if it has no other: the console has to refuse it.
        let index = self.passkeys.iter().rposition(will_do).unwrap_or(self.passkeys.len() - 1);
        self.passkeys[index].counter += 1;
        let passkey = self.passkeys[index].clone();
        let data = self.authenticator_data(&passkey, 0);
        let client_data = self.client_data("webauthn.get", &options);
        let signed = [&data[..], &Sha256::digest(&client_data)].concat();
        let signature: Signature = passkey.key.sign(&signed);
        let mut answer = json!({
            "id": encoded(&passkey.id),
            "rawId": encoded(&passkey.id),
            "type": "public-key",
            "authenticatorAttachment": "platform",
            "clientExtensionResults": {},
            "response": {
                "clientDataJSON": encoded(&client_data),
                "authenticatorData": encoded(&data),
                "signature": encoded(signature.to_der().as_bytes()),
            },
        });
        if self.tells_user {
            answer["response"]["userHandle"] = encoded(&passkey.user).into();
        }
        answer.to_string()
    }

    fn authenticator_data(&self, passkey: &Passkey, flags: u8) -> Vec<u8> {
        let verified = if self.verifies { USER_VERIFIED } else { 0 };
        let mut data = Sha256::digest(&passkey.relying_party).to_vec();
        data.push(flags | USER_PRESENT | verified);
        data.extend(passkey.counter.to_be_bytes());
        data
    }

    fn client_data(&self, kind: &str, options: &Value) -> Vec<u8> {
        let data = json!({
            "type": kind,
            "challenge": options["challenge"],
            "origin": self.origin,
            "crossOrigin": false,
        });
        data.to_string().into_bytes()
    }
}

fn encoded(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn decoded(text: &Value) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text.as_str().unwrap()).unwrap()
}
