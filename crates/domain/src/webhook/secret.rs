//! The secret of an endpoint, and signatures with it.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

/// Block size of SHA-256.
const BLOCK_BYTES: usize = 64;

/// A secret of Standard Webhooks: 24 to 64 bytes, as text `whsec_` and Base64.
///
/// Cannot be printed or serialised; only [`WebhookSecret::expose`] reveals it.
#[derive(Clone, PartialEq, Eq)]
pub struct WebhookSecret(Zeroizing<Vec<u8>>);

/// The text is not a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseSecretError;

impl WebhookSecret {
    const PREFIX: &str = "whsec_";

    /// Creates a secret from bytes of a cryptographic random source.
    pub fn from_random(random: &[u8; 32]) -> Self {
        Self(Zeroizing::new(random.to_vec()))
    }

    /// The secret as text. The caller is responsible for where it goes.
    pub fn expose(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(Self::PREFIX.to_owned());
        BASE64.encode_string(&*self.0, &mut text);
        text
    }

    /// The signature of a message that is sent at `timestamp`, in seconds since the epoch: `v1,` and the Base64 of an
    /// HMAC-SHA256 over `id.timestamp.body`.
    pub fn sign(&self, id: &str, timestamp: i64, body: &str) -> String {
        // Keys of up to a block are filled up with zeros (RFC 2104), and a secret is no longer.
        let mut key = Zeroizing::new([0; BLOCK_BYTES]);
        key.iter_mut().zip(self.0.iter()).for_each(|(to, byte)| *to = *byte);
        let mut mac = Hmac::<Sha256>::new((&*key).into());
        for part in [id, ".", &timestamp.to_string(), ".", body] {
            mac.update(part.as_bytes());
        }
        format!("v1,{}", BASE64.encode(mac.finalize().into_bytes()))
    }
}

impl FromStr for WebhookSecret {
    type Err = ParseSecretError;

    fn from_str(text: &str) -> Result<Self, ParseSecretError> {
        let encoded = text.strip_prefix(Self::PREFIX).ok_or(ParseSecretError)?;
        let bytes = Zeroizing::new(BASE64.decode(encoded).map_err(|_| ParseSecretError)?);
        if (24..=BLOCK_BYTES).contains(&bytes.len()) { Ok(Self(bytes)) } else { Err(ParseSecretError) }
    }
}

impl fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebhookSecret(hidden)")
    }
}

impl fmt::Display for ParseSecretError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a secret: whsec_ and the Base64 of 24 to 64 bytes")
    }
}

impl std::error::Error for ParseSecretError {}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the reference implementations of Standard Webhooks.
    #[test]
    fn signs_as_the_reference_does() {
        let secret: WebhookSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".parse().unwrap();
        let signature = secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, "{\"test\": 2432232314}");
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn is_read_back_and_not_printed() {
        let secret = WebhookSecret::from_random(&[7; 32]);
        assert_eq!(secret.expose().parse(), Ok(secret.clone()));
        assert_eq!(format!("{secret:?}"), "WebhookSecret(hidden)");
        for wrong in ["", "whsec_", "whsec_MfKQ9r8GKYqrTwjU", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_?"] {
            assert_eq!(wrong.parse::<WebhookSecret>(), Err(ParseSecretError), "{wrong}");
        }
    }
}
