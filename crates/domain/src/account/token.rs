//! API tokens: what is asked for, and what is shown of them. The secret itself is known to its holder alone.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::account::TokenId;
use crate::account::scope::Scope;
use crate::application::sdkappid::Sdkappid;
use crate::field::{Checklist, Field, InvalidField, Problem};
use crate::text;
use crate::time::Timestamp;

/// Name of an API token: 1 to 60 characters on one line.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TokenName(String);

impl TokenName {
    /// Maximum length in characters.
    pub const MAX_LENGTH: u32 = 60;

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for TokenName {
    type Err = Problem;

    fn from_str(raw: &str) -> Result<Self, Problem> {
        text::parse(raw, 1, Self::MAX_LENGTH, false).map(Self)
    }
}

impl TryFrom<String> for TokenName {
    type Error = &'static str;

    /// Accepts a stored name without validating it again: it was validated by the rules of its time.
    fn try_from(kept: String) -> Result<Self, &'static str> {
        text::kept(kept, 1, false).map(Self).map_err(|_| "not the name of a token")
    }
}

impl From<TokenName> for String {
    fn from(name: TokenName) -> Self {
        name.0
    }
}

/// An API token that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewToken {
    pub name: TokenName,
    /// In ascending order; never empty.
    pub scopes: Vec<Scope>,
    /// The applications that it is limited to, in ascending order; `None` for all that the person has access to.
    pub applications: Option<Vec<Sdkappid>>,
    /// Lifetime in days, from 1 to [`NewToken::MAX_DAYS`].
    pub days: u16,
}

impl NewToken {
    /// The longest lifetime, in days.
    pub const MAX_DAYS: u16 = 365;
    /// Maximum length of the list of applications, in bytes.
    const MAX_LIST: u32 = 2_000;

    /// Parses the form of `/tokens`; returns every invalid field. `applications` are SDKAppIDs separated by spaces or
    /// commas; none for all.
    pub fn parse(
        name: &str,
        scopes: &[String],
        applications: &str,
        days: &str,
    ) -> Result<Self, Vec<InvalidField>> {
        let mut checklist = Checklist::new();
        let name = checklist.check(Field::TokenName, name.parse());
        let scopes = checklist.check(Field::Scopes, parse_scopes(scopes));
        let applications = checklist.check(Field::Applications, parse_applications(applications));
        let days = checklist.check(Field::Days, parse_days(days));
        let whole = name.zip(scopes).zip(applications).zip(days);
        checklist.finish(whole.map(|(((name, scopes), applications), days)| Self {
            name,
            scopes,
            applications,
            days,
        }))
    }
}

fn parse_scopes(codes: &[String]) -> Result<Vec<Scope>, Problem> {
    let mut scopes = Vec::with_capacity(codes.len());
    for code in codes {
        scopes.push(Scope::from_code(code).ok_or(Problem::NotAChoice)?);
    }
    scopes.sort_unstable();
    scopes.dedup();
    if scopes.is_empty() { Err(Problem::Missing) } else { Ok(scopes) }
}

fn parse_applications(list: &str) -> Result<Option<Vec<Sdkappid>>, Problem> {
    if list.len() > NewToken::MAX_LIST as usize {
        return Err(Problem::TooLong(NewToken::MAX_LIST));
    }
    let numbers = list.split(|char: char| char == ',' || char.is_whitespace());
    let parsed = numbers.filter(|number| !number.is_empty()).map(str::parse);
    let mut chosen = parsed.collect::<Result<Vec<Sdkappid>, _>>().map_err(|_| Problem::NotAnSdkappid)?;
    chosen.sort_unstable();
    chosen.dedup();
    Ok(Some(chosen).filter(|chosen| !chosen.is_empty()))
}

fn parse_days(days: &str) -> Result<u16, Problem> {
    let within = Problem::NotWithin { least: 1, most: NewToken::MAX_DAYS.into() };
    match days.trim() {
        "" => Err(Problem::Missing),
        days => days.parse().ok().filter(|days| (1..=NewToken::MAX_DAYS).contains(days)).ok_or(within),
    }
}

/// An API token, as listed on `/tokens`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenFacts {
    pub id: TokenId,
    pub name: TokenName,
    pub scopes: Vec<Scope>,
    /// The applications that it is limited to; `None` for all that the person has access to.
    pub applications: Option<Vec<Sdkappid>>,
    pub created_at: Timestamp,
    /// From then on it is refused.
    pub ends_at: Timestamp,
    /// Time of the last call to the minute, and the client address that it came from.
    pub used: Option<(Timestamp, String)>,
}

/// Contents of `/tokens`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokensPage {
    /// Time of reading.
    pub now: Timestamp,
    /// The person's tokens, the newest first.
    pub tokens: Vec<TokenFacts>,
    /// A new token, in the one answer that shows it.
    pub shown: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(scopes: &[&str], applications: &str, days: &str) -> Result<NewToken, Vec<InvalidField>> {
        let scopes: Vec<String> = scopes.iter().map(|scope| (*scope).to_owned()).collect();
        NewToken::parse("deploy", &scopes, applications, days)
    }

    #[test]
    fn a_form_becomes_a_token() {
        let token = parse(&["keys:write", "applications:read", "keys:write"], "", "365").unwrap();
        assert_eq!(token.scopes, [Scope::ApplicationsRead, Scope::KeysWrite]);
        assert_eq!((token.applications, token.days), (None, 365));
        let limited = parse(&["keys:read"], " 1400000002, 1400000001\n1400000002 ", "1").unwrap();
        let numbers = limited.applications.unwrap().into_iter().map(Sdkappid::number);
        assert_eq!(numbers.collect::<Vec<_>>(), [1_400_000_001, 1_400_000_002]);
    }

    #[test]
    fn every_wrong_field_is_named() {
        let wrong = NewToken::parse(" ", &[], "x", "366").unwrap_err();
        let within = Problem::NotWithin { least: 1, most: 365 };
        let expected = [
            (Field::TokenName, Problem::Missing),
            (Field::Scopes, Problem::Missing),
            (Field::Applications, Problem::NotAnSdkappid),
            (Field::Days, within),
        ];
        assert_eq!(wrong, expected.map(|(field, problem)| InvalidField { field, problem }));
        for (days, problem) in [("0", within), ("", Problem::Missing), ("1.5", within), ("-1", within)] {
            let wrong = parse(&["keys:read"], "", days).unwrap_err();
            assert_eq!(wrong, [InvalidField { field: Field::Days, problem }], "{days}");
        }
        assert_eq!(parse(&["everything"], "", "1").unwrap_err()[0].problem, Problem::NotAChoice);
        let long = "1400000001 ".repeat(200);
        assert_eq!(parse(&["keys:read"], &long, "1").unwrap_err()[0].problem, Problem::TooLong(2_000));
    }
}
