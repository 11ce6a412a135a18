//! Money: whole minor units of one currency, never a fraction or a float.

mod currency;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use currency::{Currency, ParseCurrencyError};

/// The typographic minus sign (U+2212), which screen readers do not take for a hyphen.
const MINUS: &str = "\u{2212}";

/// An amount in the minor units of its currency, e.g. cents; negative if owed or deducted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

/// Why an operation on amounts failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoneyError {
    /// The amounts have different currencies.
    OtherCurrency,
    /// The result does not fit into 64 bits.
    TooLarge,
}

/// Why a text is not a valid amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParseMoneyError {
    /// The text is empty.
    Missing,
    /// Not a number in a format that [`Money::parse`] accepts.
    NotANumber,
    /// More decimal places than the currency has; carries the number that it has.
    TooPrecise(u8),
    /// Larger than [`Money::MAX_MINOR`].
    TooLarge,
}

impl Money {
    /// Largest absolute amount accepted as input, in minor units. Small enough that billions of such amounts
    /// can be added without overflow.
    pub const MAX_MINOR: i64 = 1_000_000_000_000;

    /// Creates an amount from minor units.
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// An amount of zero.
    pub const fn zero(currency: Currency) -> Self {
        Self { minor: 0, currency }
    }

    /// The amount in minor units.
    pub const fn minor(self) -> i64 {
        self.minor
    }

    /// Currency of the amount.
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// Whether the amount is below zero.
    pub const fn is_negative(self) -> bool {
        self.minor < 0
    }

    /// Whether the amount is zero.
    pub const fn is_zero(self) -> bool {
        self.minor == 0
    }

    /// The sum; fails on different currencies or overflow.
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        self.with(other, i64::checked_add)
    }

    /// The difference; fails on different currencies or overflow.
    pub fn minus(self, other: Self) -> Result<Self, MoneyError> {
        self.with(other, i64::checked_sub)
    }

    /// The amount multiplied by `count`.
    pub fn times(self, count: u32) -> Result<Self, MoneyError> {
        let minor = self.minor.checked_mul(count.into()).ok_or(MoneyError::TooLarge)?;
        Ok(Self { minor, ..self })
    }

    /// The amount with the opposite sign.
    pub fn negated(self) -> Result<Self, MoneyError> {
        let minor = self.minor.checked_neg().ok_or(MoneyError::TooLarge)?;
        Ok(Self { minor, ..self })
    }

    /// The share `part` / `whole` of the amount, rounded up to a whole minor unit. It is used for refunds, so
    /// rounding favours the customer. Zero if `whole` is zero; the full amount if `part` exceeds `whole`.
    #[must_use]
    pub fn share(self, part: u64, whole: u64) -> Self {
        if whole == 0 {
            return Self { minor: 0, ..self };
        }
        let (part, whole) = (i128::from(part.min(whole)), i128::from(whole));
        let product = i128::from(self.minor) * part;
        let up = product.div_euclid(whole) + i128::from(product.rem_euclid(whole) != 0);
        // The absolute share never exceeds the whole, which fits.
        Self { minor: i64::try_from(up).unwrap_or(self.minor), ..self }
    }

    /// Parses an amount in major units as typed or pasted: digits and a decimal point (`12.50`, `-3`), or the
    /// format in which [`Money`] is displayed, with commas between groups of three digits, the code of `currency`
    /// and a minus sign (`5,000`, `USD 1,299.00`, `−USD 3.00`). Full-width characters of an input method (`５，０００`)
    /// count as the others.
    ///
    /// # Errors
    /// [`ParseMoneyError`]. A comma that may be a decimal comma is rejected as ambiguous: `12,50` is invalid, and so is
    /// `1,500` in a currency with three decimal places unless its decimals follow.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, ParseMoneyError> {
        let text = half_width(text.trim());
        let text = text.as_str();
        if text.is_empty() {
            return Err(ParseMoneyError::Missing);
        }
        let (negative, unsigned) = strip_minus(text);
        let bare = unsigned.strip_prefix(currency.code()).map_or(unsigned, str::trim_start);
        // The minus may stand on either side of the code, but only once.
        let (negative, digits) = if negative { (true, bare) } else { strip_minus(bare) };
        let (major, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let is_plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let dangling = digits.contains('.') && decimals.is_empty();
        let places = currency.places();
        if major.contains(',') && (!is_grouped(major) || places == 3 && decimals.is_empty()) {
            return Err(ParseMoneyError::NotANumber);
        }
        let major = major.replace(',', "");
        if major.is_empty() || dangling || !is_plain(&major) || !is_plain(decimals) {
            return Err(ParseMoneyError::NotANumber);
        }
        if decimals.len() > usize::from(places) {
            return Err(ParseMoneyError::TooPrecise(places));
        }
        let whole = format!("{major}{decimals:0<width$}", width = usize::from(places));
        let minor = whole.parse::<i64>().ok().filter(|minor| *minor <= Self::MAX_MINOR);
        let minor = minor.ok_or(ParseMoneyError::TooLarge)?;
        Ok(Self { minor: if negative { -minor } else { minor }, currency })
    }

    /// The amount without currency, as accepted by [`Money::parse`], e.g. `1299.00`: for forms and CSV.
    pub fn plain(self) -> String {
        let places = usize::from(self.currency.places());
        let digits = format!("{:0>width$}", self.minor.unsigned_abs(), width = places + 1);
        let (major, decimals) = digits.split_at(digits.len() - places);
        let sign = if self.minor < 0 { "-" } else { "" };
        if places == 0 { format!("{sign}{major}") } else { format!("{sign}{major}.{decimals}") }
    }

    /// The amount without its currency, with thousands separators: `1,299.00`, `−3.00`. For columns whose
    /// header names the currency.
    pub fn grouped(self) -> String {
        let sign = if self.minor < 0 { MINUS } else { "" };
        format!("{sign}{}", self.grouped_magnitude())
    }

    fn grouped_magnitude(self) -> String {
        let plain = self.plain();
        let digits = plain.trim_start_matches('-');
        let major = digits.find('.').unwrap_or(digits.len());
        let mut text = String::with_capacity(digits.len() + major / 3);
        for (index, char) in digits[..major].chars().enumerate() {
            if index > 0 && (major - index).is_multiple_of(3) {
                text.push(',');
            }
            text.push(char);
        }
        text.push_str(&digits[major..]);
        text
    }

    fn with(self, other: Self, reckon: fn(i64, i64) -> Option<i64>) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::OtherCurrency);
        }
        let minor = reckon(self.minor, other.minor).ok_or(MoneyError::TooLarge)?;
        Ok(Self { minor, ..self })
    }
}

/// Converts the full-width forms of ASCII characters.
fn half_width(text: &str) -> String {
    let char = |char| match char {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(char) - 0xFEE0).unwrap_or(char),
        char => char,
    };
    text.chars().map(char).collect()
}

/// Strips a leading hyphen or minus sign from `text`; also returns whether there was one.
fn strip_minus(text: &str) -> (bool, &str) {
    text.strip_prefix('-').or_else(|| text.strip_prefix(MINUS)).map_or((false, text), |rest| (true, rest))
}

/// Whether all commas of `major` are thousands separators: after one to three digits, then after every three.
fn is_grouped(major: &str) -> bool {
    let mut groups = major.split(',');
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)
}

/// Code first, with thousands separators: `USD 1,299.00`, `−USD 3.00`, `KRW 12,000`. The same in every language.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.minor < 0 { MINUS } else { "" };
        write!(f, "{sign}{} {}", self.currency, self.grouped_magnitude())
    }
}

impl fmt::Display for ParseMoneyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("an amount is missing"),
            Self::NotANumber => f.write_str("not an amount: digits and one decimal point, e.g. 12.50"),
            Self::TooPrecise(places) => write!(f, "more than {places} decimal places"),
            Self::TooLarge => f.write_str("the amount is too large"),
        }
    }
}

impl std::error::Error for ParseMoneyError {}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn usd(minor: i64) -> Money {
        Money::new(minor, Currency::USD)
    }

    fn currency(code: &str) -> Currency {
        code.parse().unwrap()
    }

    #[test]
    fn is_written_with_its_code() {
        for (money, text) in [
            (usd(129_900), "USD 1,299.00"),
            (usd(-300), "−USD 3.00"),
            (usd(5), "USD 0.05"),
            (usd(100_000_000), "USD 1,000,000.00"),
            (usd(99_999), "USD 999.99"),
            (Money::new(12_000, currency("KRW")), "KRW 12,000"),
            (Money::new(0, currency("KRW")), "KRW 0"),
            (Money::new(1_500, currency("KWD")), "KWD 1.500"),
            (usd(i64::MIN), "−USD 92,233,720,368,547,758.08"),
        ] {
            assert_eq!(money.to_string(), text);
        }
    }

    #[test]
    fn is_read_as_people_type_it() {
        for (text, minor) in [("12.50", 1_250), ("-3", -300), (" 0.5 ", 50), ("007", 700), ("-0", 0)] {
            assert_eq!(Money::parse(text, Currency::USD), Ok(usd(minor)), "{text}");
        }
        for (text, minor) in [
            ("5,000", 500_000),
            ("５，０００．５０", 500_050),
            ("－ＵＳＤ ３", -300),
            ("5,000.00", 500_000),
            ("1,234,567.8", 123_456_780),
            ("-1,299.00", -129_900),
            ("−399.00", -39_900),
            ("USD 12.50", 1_250),
            ("USD12.50", 1_250),
            ("−USD 399.00", -39_900),
            ("USD -399", -39_900),
        ] {
            assert_eq!(Money::parse(text, Currency::USD), Ok(usd(minor)), "{text}");
        }
        for text in
            ["12,50", "1,2345", "1234,567", ",500", "1,,000", "5,00.00", "0.5,000", "-USD -3", "KRW 5", "USD"]
        {
            assert_eq!(Money::parse(text, Currency::USD), Err(ParseMoneyError::NotANumber), "{text}");
        }
        // With three decimal places a comma may mean either; only decimals after it make it unambiguous.
        let kwd = currency("KWD");
        assert_eq!(Money::parse("1,500", kwd), Err(ParseMoneyError::NotANumber));
        assert_eq!(Money::parse("1,500.000", kwd), Ok(Money::new(1_500_000, kwd)));
        assert_eq!(Money::parse("12,000", currency("KRW")).map(Money::minor), Ok(12_000));
        for text in [".5", "5.", "1.2.3", "--1", "+1", "1e3", "-", "$5", "1 000", "١"] {
            assert_eq!(Money::parse(text, Currency::USD), Err(ParseMoneyError::NotANumber), "{text}");
        }
        assert_eq!(Money::parse("", Currency::USD), Err(ParseMoneyError::Missing));
        assert_eq!(Money::parse("1.005", Currency::USD), Err(ParseMoneyError::TooPrecise(2)));
        assert_eq!(Money::parse("1.0", currency("KRW")), Err(ParseMoneyError::TooPrecise(0)));
        assert_eq!(Money::parse("10000000000", Currency::USD).map(Money::minor), Ok(Money::MAX_MINOR));
        for text in ["10000000000.01", "99999999999999999999999"] {
            assert_eq!(Money::parse(text, Currency::USD), Err(ParseMoneyError::TooLarge), "{text}");
        }
    }

    #[test]
    fn reckons_with_checks() {
        assert_eq!(usd(1).plus(usd(2)), Ok(usd(3)));
        assert_eq!(usd(1).minus(usd(2)), Ok(usd(-1)));
        assert_eq!(usd(i64::MAX).plus(usd(1)), Err(MoneyError::TooLarge));
        assert_eq!(usd(i64::MAX).times(2), Err(MoneyError::TooLarge));
        assert_eq!(usd(i64::MIN).negated(), Err(MoneyError::TooLarge));
        assert_eq!(usd(1).plus(Money::zero(currency("KRW"))), Err(MoneyError::OtherCurrency));
    }

    #[test]
    fn a_share_is_rounded_in_the_customers_favour() {
        assert_eq!(usd(1_000).share(1, 3), usd(334));
        assert_eq!(usd(1_000).share(3, 3), usd(1_000));
        assert_eq!(usd(1_000).share(0, 3), usd(0));
        assert_eq!(usd(1_000).share(9, 3), usd(1_000));
        assert_eq!(usd(1_000).share(1, 0), usd(0));
        assert_eq!(usd(i64::MAX).share(u64::MAX - 1, u64::MAX), usd(i64::MAX));
    }

    proptest! {
        #[test]
        fn plain_is_read_back(minor in -Money::MAX_MINOR..=Money::MAX_MINOR, code in "USD|KRW|KWD") {
            let money = Money::new(minor, currency(&code));
            prop_assert_eq!(Money::parse(&money.plain(), currency(&code)), Ok(money));
            prop_assert_eq!(Money::parse(&money.to_string(), currency(&code)), Ok(money));
            prop_assert_eq!(Money::parse(&money.grouped(), currency(&code)), Ok(money));
        }

        #[test]
        fn any_text_is_judged(text: String) {
            if let Ok(money) = Money::parse(&text, Currency::USD) {
                prop_assert_eq!(Money::parse(&money.plain(), Currency::USD), Ok(money));
            }
        }

        #[test]
        fn both_shares_are_worth_the_whole(minor in 0_i64..1_000_000_000, part in 0_u64..800, whole in 1_u64..800) {
            let part = part.min(whole);
            let sum = usd(minor).share(part, whole).minor() + usd(minor).share(whole - part, whole).minor();
            prop_assert!((minor..=minor + 1).contains(&sum));
        }
    }
}
