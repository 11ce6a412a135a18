//! SDKAppID: the number that names an application everywhere, in tokens too.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Ten digits starting with 14, so below 2^32: a PrivateMapKey carries it in four bytes (`facts` 1.1, 2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Sdkappid(u32);

/// The text or number is not an SDKAppID.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnSdkappid;

impl Sdkappid {
    const FIRST: u32 = 1_400_000_000;
    const COUNT: u32 = 100_000_000;

    /// The SDKAppID at a random place: every one is equally likely for evenly spread `random`.
    pub const fn from_random(random: u64) -> Self {
        // The remainder is below COUNT, so the cast keeps it whole.
        #[expect(clippy::cast_possible_truncation)]
        Self(Self::FIRST + (random % Self::COUNT as u64) as u32)
    }

    /// The number.
    pub const fn number(self) -> u32 {
        self.0
    }
}

impl TryFrom<u32> for Sdkappid {
    type Error = NotAnSdkappid;

    fn try_from(number: u32) -> Result<Self, NotAnSdkappid> {
        if (Self::FIRST..Self::FIRST + Self::COUNT).contains(&number) {
            Ok(Self(number))
        } else {
            Err(NotAnSdkappid)
        }
    }
}

impl From<Sdkappid> for u32 {
    fn from(sdkappid: Sdkappid) -> u32 {
        sdkappid.0
    }
}

impl FromStr for Sdkappid {
    type Err = NotAnSdkappid;

    fn from_str(text: &str) -> Result<Self, NotAnSdkappid> {
        if text.len() != 10 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NotAnSdkappid);
        }
        text.parse::<u32>().map_err(|_| NotAnSdkappid)?.try_into()
    }
}

impl fmt::Display for Sdkappid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for NotAnSdkappid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an SDKAppID: ten digits that start with 14")
    }
}

impl std::error::Error for NotAnSdkappid {}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn takes_ten_digits_from_14() {
        assert_eq!("1400000000".parse::<Sdkappid>().unwrap().number(), 1_400_000_000);
        for wrong in [
            "",
            "140000000",
            "14000000000",
            "1500000000",
            "1399999999",
            "+140000000",
            " 1400000000",
            "14０0000000",
        ] {
            assert_eq!(wrong.parse::<Sdkappid>(), Err(NotAnSdkappid), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn random_ones_are_valid(random: u64) {
            let sdkappid = Sdkappid::from_random(random);
            prop_assert_eq!(sdkappid.to_string().parse::<Sdkappid>(), Ok(sdkappid));
        }

        #[test]
        fn any_text_is_judged(text: String) {
            let _ = text.parse::<Sdkappid>();
        }
    }
}
