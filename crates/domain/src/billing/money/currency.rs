//! Currencies by their ISO 4217 codes.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A currency: three upper-case letters (ISO 4217). Any code is valid; the catalogue decides which ones are
/// used.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

/// The text is not a currency code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseCurrencyError;

impl Currency {
    /// US dollar, the currency of the published price lists (docs/facts/packages.md#editions).
    pub const USD: Self = Self(*b"USD");

    /// The ISO 4217 code.
    pub fn code(&self) -> &str {
        // Three upper-case letters, as validated by the parser.
        str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Number of decimal places of its minor unit (ISO 4217, list one): two, except for currencies without a
    /// minor unit and those with thousandths.
    pub const fn places(self) -> u8 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG" | b"RWF"
            | b"UGX" | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            _ => 2,
        }
    }
}

impl FromStr for Currency {
    type Err = ParseCurrencyError;

    fn from_str(text: &str) -> Result<Self, ParseCurrencyError> {
        let code: [u8; 3] = text.as_bytes().try_into().map_err(|_| ParseCurrencyError)?;
        if code.iter().all(u8::is_ascii_uppercase) { Ok(Self(code)) } else { Err(ParseCurrencyError) }
    }
}

impl TryFrom<String> for Currency {
    type Error = ParseCurrencyError;

    fn try_from(text: String) -> Result<Self, ParseCurrencyError> {
        text.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for ParseCurrencyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a currency: three capital letters such as USD")
    }
}

impl std::error::Error for ParseCurrencyError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_capital_letters() {
        let krw: Currency = "KRW".parse().unwrap();
        assert_eq!((krw.code(), krw.places()), ("KRW", 0));
        for wrong in ["", "US", "usd", "USDT", "U$D", "ＵＳＤ", "€€€"] {
            assert_eq!(wrong.parse::<Currency>(), Err(ParseCurrencyError), "{wrong}");
        }
        assert_eq!(serde_json::from_str::<Currency>("\"USD\"").unwrap(), Currency::USD);
        assert!(serde_json::from_str::<Currency>("\"usd\"").is_err());
    }
}
