//! SDKAppID: the ID of an application, also within tokens.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A positive number below 2^32, because a PrivateMapKey stores it in four bytes
/// (docs/facts/usersig.md#privatemapkey). Generated ones have ten digits and begin with 14; imported ones may
/// have any value (docs/facts/applications.md#sdkappid).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Sdkappid(u32);

/// The text or number is not an SDKAppID.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseSdkappidError;

impl Sdkappid {
    const FIRST: u32 = 1_400_000_000;
    const COUNT: u32 = 100_000_000;

    /// A generated SDKAppID, uniformly distributed if `random` is.
    pub const fn from_random(random: u64) -> Self {
        // The remainder is below COUNT, so the cast is lossless.
        #[expect(clippy::cast_possible_truncation)]
        Self(Self::FIRST + (random % Self::COUNT as u64) as u32)
    }

    pub const fn number(self) -> u32 {
        self.0
    }
}

impl TryFrom<u32> for Sdkappid {
    type Error = ParseSdkappidError;

    fn try_from(number: u32) -> Result<Self, ParseSdkappidError> {
        if number == 0 { Err(ParseSdkappidError) } else { Ok(Self(number)) }
    }
}

impl From<Sdkappid> for u32 {
    fn from(sdkappid: Sdkappid) -> u32 {
        sdkappid.0
    }
}

impl FromStr for Sdkappid {
    type Err = ParseSdkappidError;

    /// Accepts decimal digits only, without leading zeros.
    fn from_str(text: &str) -> Result<Self, ParseSdkappidError> {
        if text.starts_with('0') || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(ParseSdkappidError);
        }
        text.parse::<u32>().map_err(|_| ParseSdkappidError)?.try_into()
    }
}

impl fmt::Display for Sdkappid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for ParseSdkappidError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an SDKAppID: a whole number from 1 to 4294967295")
    }
}

impl std::error::Error for ParseSdkappidError {}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn takes_any_positive_number_of_four_bytes() {
        for right in [1, 20_000_123, 1_400_000_000, 1_600_000_123, 1_721_000_123, 2_000_000_001, u32::MAX] {
            assert_eq!(right.to_string().parse::<Sdkappid>().unwrap().number(), right);
            assert_eq!(Sdkappid::try_from(right).unwrap().number(), right);
        }
        for wrong in [
            "",
            "0",
            "01400000000",
            "4294967296",
            "14000000000",
            "+140000000",
            "-1",
            " 1400000000",
            "14o0000000",
            "１４",
        ] {
            assert_eq!(wrong.parse::<Sdkappid>(), Err(ParseSdkappidError), "{wrong}");
        }
        assert_eq!(Sdkappid::try_from(0), Err(ParseSdkappidError));
    }

    proptest! {
        #[test]
        fn random_ones_are_valid(random: u64) {
            let sdkappid = Sdkappid::from_random(random);
            prop_assert!(sdkappid.to_string().starts_with("14") && sdkappid.to_string().len() == 10);
            prop_assert_eq!(sdkappid.to_string().parse::<Sdkappid>(), Ok(sdkappid));
        }

        #[test]
        fn any_text_is_judged(text: String) {
            let _ = text.parse::<Sdkappid>();
        }
    }
}
