//! People who use the console: how they are named and how they prove who they are.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;
use zeroize::Zeroizing;

use crate::field::{Checklist, Field, Invalid, Problem};

/// An e-mail address, in lower case: one address, one person.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

impl Email {
    /// The most bytes of an address (RFC 5321 4.5.3.1.3, without the angle brackets).
    pub const MOST: u32 = 254;

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Email {
    type Err = Problem;

    /// Takes what browsers take for `type=email`, and a little more: something, one @, a host.
    fn from_str(raw: &str) -> Result<Self, Problem> {
        let text = raw.trim().to_lowercase();
        if text.is_empty() {
            return Err(Problem::Missing);
        }
        if text.len() > Self::MOST as usize {
            return Err(Problem::TooLong(Self::MOST));
        }
        let (local, host) = text.rsplit_once('@').ok_or(Problem::NotAnEmail)?;
        let plain = |part: &str| {
            !part.is_empty()
                && !part.chars().any(|char| char.is_whitespace() || char.is_control() || char == '@')
        };
        let labels = host
            .split('.')
            .all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'));
        if plain(local) && plain(host) && labels { Ok(Self(text)) } else { Err(Problem::NotAnEmail) }
    }
}

impl TryFrom<String> for Email {
    type Error = &'static str;

    fn try_from(raw: String) -> Result<Self, &'static str> {
        raw.parse().map_err(|_| "not an email address")
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A password as it was typed: any characters, spaces included. Cannot be printed or serialised.
#[derive(Clone)]
pub struct Password(Zeroizing<String>);

impl Password {
    /// The fewest characters of a new one.
    pub const LEAST: u32 = 12;
    /// The most characters; hashing takes longer the longer it is.
    pub const MOST: u32 = 256;

    /// A new password: long enough.
    pub fn parse_new(typed: &str) -> Result<Self, Problem> {
        let password = Self::parse(typed)?;
        let count = u32::try_from(typed.graphemes(true).count()).unwrap_or(u32::MAX);
        if count < Self::LEAST { Err(Problem::TooShort(Self::LEAST)) } else { Ok(password) }
    }

    /// A password that is to be compared with a known one.
    pub fn parse(typed: &str) -> Result<Self, Problem> {
        if typed.is_empty() {
            Err(Problem::Missing)
        } else if typed.len() > Self::MOST as usize * 4 || typed.chars().count() > Self::MOST as usize {
            Err(Problem::TooLong(Self::MOST))
        } else {
            Ok(Self(Zeroizing::new(typed.to_owned())))
        }
    }

    /// The password itself, for the hash function alone.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(hidden)")
    }
}

/// E-mail and password, as **Sign in** asks for them.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// **Email**.
    pub email: Email,
    /// **Password**.
    pub password: Password,
}

impl Credentials {
    /// Reads the form of **Sign in**.
    pub fn parse(email: &str, password: &str) -> Result<Self, Vec<Invalid>> {
        Self::collect(email, Password::parse(password))
    }

    /// Reads the form of **Create owner**, where the password is a new one.
    pub fn parse_new(email: &str, password: &str) -> Result<Self, Vec<Invalid>> {
        Self::collect(email, Password::parse_new(password))
    }

    fn collect(email: &str, password: Result<Password, Problem>) -> Result<Self, Vec<Invalid>> {
        let mut checklist = Checklist::new();
        let email = checklist.check(Field::Email, email.parse());
        let password = checklist.check(Field::Password, password);
        checklist.finish(email.zip(password).map(|(email, password)| Self { email, password }))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn takes_addresses_and_refuses_the_rest() {
        assert_eq!("  Jiwoo@Orbit.Example ".parse::<Email>().unwrap().as_str(), "jiwoo@orbit.example");
        assert!("root@localhost".parse::<Email>().is_ok());
        for wrong in ["jiwoo", "@orbit", "jiwoo@", "a b@c.d", "a@b..c", "a@@b", "a@-b", "a\0@b"] {
            assert_eq!(wrong.parse::<Email>(), Err(Problem::NotAnEmail), "{wrong}");
        }
    }

    #[test]
    fn a_new_password_has_at_least_twelve_characters() {
        assert_eq!(Password::parse_new("eleven chrs").unwrap_err(), Problem::TooShort(12));
        assert!(Password::parse_new("twelve chars").is_ok());
        assert_eq!(Password::parse("").unwrap_err(), Problem::Missing);
        assert_eq!(Password::parse(&"x".repeat(257)).unwrap_err(), Problem::TooLong(256));
        assert!(!format!("{:?}", Password::parse("correct horse").unwrap()).contains("horse"));
    }

    proptest! {
        #[test]
        fn any_text_is_judged(text: String) {
            if let Ok(email) = text.parse::<Email>() {
                prop_assert_eq!(email.as_str().parse::<Email>().unwrap(), email.clone());
            }
            let _ = Password::parse_new(&text);
        }
    }
}
