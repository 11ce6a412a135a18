//! Time-based one-time passwords: RFC 6238 with SHA-1, six digits and steps of 30 seconds, which every authenticator
//! app supports.

use std::fmt;

use base32ct::{Base32UpperUnpadded, Encoding as _};
use hmac::{Hmac, KeyInit, Mac as _};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use sha1::Sha1;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use crate::account::person::Email;
use crate::time::Timestamp;

/// Everything except the unreserved characters of RFC 3986.
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The secret that the console shares with an authenticator app. Cannot be printed or serialised.
#[derive(Clone, PartialEq, Eq)]
pub struct TotpSecret(Zeroizing<[u8; Self::BYTES]>);

/// A step of time: 30 seconds, counted from 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TotpStep(pub i64);

/// A code as it is typed: six digits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TotpCode([u8; Self::DIGITS]);

impl TotpSecret {
    /// Length in bytes: that of the output of SHA-1 (RFC 4226, section 4, R6).
    pub const BYTES: usize = 20;

    /// The secret of those random bytes.
    pub fn new(bytes: [u8; Self::BYTES]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The secret of stored bytes; `None` if their number is wrong.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self::new)
    }

    /// The bytes, to be sealed.
    pub fn expose(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// Base32 in groups of four characters, as a person copies it.
    pub fn in_groups(&self) -> String {
        super::code::in_groups(&Base32UpperUnpadded::encode_string(self.expose()))
    }

    /// The key URI that a QR code holds: the format of Google Authenticator, which the other apps have taken over.
    pub fn uri(&self, issuer: &str, person: &Email) -> String {
        let issuer = utf8_percent_encode(issuer, COMPONENT);
        let person = utf8_percent_encode(person.as_str(), COMPONENT);
        let secret = Base32UpperUnpadded::encode_string(self.expose());
        format!("otpauth://totp/{issuer}:{person}?secret={secret}&issuer={issuer}")
    }

    /// The code of one step (RFC 4226, section 5.3).
    pub fn code_at(&self, step: TotpStep) -> TotpCode {
        let mut mac =
            <Hmac<Sha1> as KeyInit>::new_from_slice(self.expose()).unwrap_or_else(|_| unreachable!());
        mac.update(&step.0.to_be_bytes());
        let digest = mac.finalize().into_bytes();
        let offset = usize::from(digest[19] & 0x0f);
        let number = digest[offset..offset + 4].iter().fold(0, |number, byte| number << 8 | u32::from(*byte));
        TotpCode::of(number & 0x7fff_ffff)
    }

    /// The step that `code` is of: the one at `now`, or the one before or after it, for clocks that differ and people
    /// who type slowly. `None` if it is of none of them.
    pub fn step_of(&self, code: TotpCode, now: Timestamp) -> Option<TotpStep> {
        let current = TotpStep::at(now).0;
        // All three are compared, so the time it takes says nothing.
        [current, current - 1, current + 1].map(TotpStep).into_iter().fold(None, |found, step| {
            let same = bool::from(self.code_at(step).0.ct_eq(&code.0));
            found.or(same.then_some(step))
        })
    }
}

impl fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpSecret(hidden)")
    }
}

impl TotpStep {
    const SECONDS: i64 = 30;

    /// The step at `now`.
    pub fn at(now: Timestamp) -> Self {
        Self(now.micros().div_euclid(1_000_000 * Self::SECONDS))
    }
}

impl TotpCode {
    /// Digits of a code.
    pub const DIGITS: usize = 6;

    /// The last digits of `number`.
    fn of(number: u32) -> Self {
        let mut rest = number;
        let mut digits = [0; Self::DIGITS];
        for digit in digits.iter_mut().rev() {
            *digit = b"0123456789"[(rest % 10) as usize];
            rest /= 10;
        }
        Self(digits)
    }

    /// Parses exactly six ASCII digits.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let digits: [u8; Self::DIGITS] = text.as_bytes().try_into().ok()?;
        digits.iter().all(u8::is_ascii_digit).then_some(Self(digits))
    }

    /// The digits.
    pub fn expose(&self) -> String {
        self.0.map(char::from).iter().collect()
    }
}

impl fmt::Debug for TotpCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpCode(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of the test vectors of RFC 6238 (appendix B) and RFC 4226 (appendix D).
    fn secret() -> TotpSecret {
        TotpSecret::new(*b"12345678901234567890")
    }

    #[test]
    fn makes_the_codes_of_the_rfc() {
        // The last six of the eight digits of RFC 6238, appendix B.
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            let step = TotpStep::at(Timestamp::from_unix_seconds(seconds));
            assert_eq!(secret().code_at(step).expose(), code, "{seconds}");
        }
        // RFC 4226, appendix D.
        let counted: Vec<_> = (0..10).map(|count| secret().code_at(TotpStep(count)).expose()).collect();
        assert_eq!(
            counted,
            [
                "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871",
                "520489"
            ]
        );
    }

    #[test]
    fn a_code_is_good_for_a_step_before_and_after_its_own() {
        let code = secret().code_at(TotpStep(100));
        let at = |seconds| secret().step_of(code, Timestamp::from_unix_seconds(seconds));
        let (first, last) = (99 * 30, 102 * 30 - 1);
        assert_eq!((at(first), at(last)), (Some(TotpStep(100)), Some(TotpStep(100))));
        assert_eq!((at(first - 1), at(last + 1)), (None, None));
    }

    #[test]
    fn is_told_to_an_app() {
        let email = "ji+woo@orbit.example".parse().unwrap();
        assert_eq!(
            secret().uri("Chat Console", &email),
            "otpauth://totp/Chat%20Console:ji%2Bwoo%40orbit.example\
             ?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Chat%20Console"
        );
        assert_eq!(secret().in_groups(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assert_eq!(TotpSecret::from_bytes(secret().expose()), Some(secret()));
        assert_eq!(TotpSecret::from_bytes(b"too short"), None);
        let printed = format!("{:?} {:?}", secret(), secret().code_at(TotpStep(1)));
        assert!(!printed.contains("287082") && !printed.contains("GEZD"), "{printed}");
    }
}
