//! The ID of a certificate, the client's businessID (docs/facts/push-credentials.md#certificate-ids).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// 1 to 2^31 - 1, because clients store it in a signed 32-bit integer. Editing keeps it, and it is never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct CertificateId(u32);

/// The text or number is not a certificate ID.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseCertificateIdError;

impl CertificateId {
    /// The smallest ID.
    pub const FIRST: Self = Self(1);
    /// The largest ID.
    pub const MAX: u32 = i32::MAX.unsigned_abs();

    pub const fn number(self) -> u32 {
        self.0
    }
}

impl TryFrom<u32> for CertificateId {
    type Error = ParseCertificateIdError;

    fn try_from(number: u32) -> Result<Self, ParseCertificateIdError> {
        if (1..=Self::MAX).contains(&number) { Ok(Self(number)) } else { Err(ParseCertificateIdError) }
    }
}

/// From the database representation.
impl TryFrom<i64> for CertificateId {
    type Error = ParseCertificateIdError;

    fn try_from(number: i64) -> Result<Self, ParseCertificateIdError> {
        u32::try_from(number).map_err(|_| ParseCertificateIdError)?.try_into()
    }
}

impl From<CertificateId> for u32 {
    fn from(id: CertificateId) -> u32 {
        id.0
    }
}

impl From<CertificateId> for i64 {
    fn from(id: CertificateId) -> i64 {
        id.0.into()
    }
}

impl FromStr for CertificateId {
    type Err = ParseCertificateIdError;

    fn from_str(text: &str) -> Result<Self, ParseCertificateIdError> {
        // Canonical form only: no sign, no leading zero.
        if text.starts_with('0') || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(ParseCertificateIdError);
        }
        text.parse::<u32>().map_err(|_| ParseCertificateIdError)?.try_into()
    }
}

impl fmt::Display for CertificateId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for ParseCertificateIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a certificate ID: a whole number from 1 to 2147483647")
    }
}

impl std::error::Error for ParseCertificateIdError {}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn takes_positive_numbers_of_31_bits() {
        assert_eq!("15423".parse::<CertificateId>().unwrap().number(), 15_423);
        assert_eq!("2147483647".parse::<CertificateId>().unwrap().number(), CertificateId::MAX);
        for wrong in ["", "0", "01", "-1", "+1", " 1", "1 ", "2147483648", "99999999999", "１"] {
            assert_eq!(wrong.parse::<CertificateId>(), Err(ParseCertificateIdError), "{wrong}");
        }
        assert!(CertificateId::try_from(-1_i64).is_err());
        assert!(serde_json::from_str::<CertificateId>("0").is_err());
    }

    proptest! {
        #[test]
        fn is_written_as_it_is_read(number in 1..=CertificateId::MAX) {
            let id = CertificateId::try_from(number).unwrap();
            prop_assert_eq!(id.to_string().parse(), Ok(id));
            prop_assert_eq!(CertificateId::try_from(i64::from(id)), Ok(id));
        }

        #[test]
        fn any_text_is_judged(text: String) {
            let _ = text.parse::<CertificateId>();
        }
    }
}
