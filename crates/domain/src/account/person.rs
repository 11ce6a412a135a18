//! People who use the console: their e-mail addresses, passwords and sign-in forms.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::field::{Checklist, Field, InvalidField, Problem};
use crate::text::{self, hides};

/// An e-mail address in lower case, unique to one person.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

impl Email {
    /// Maximum length in bytes (RFC 5321 4.5.3.1.3, without the angle brackets).
    pub const MAX_LENGTH: u32 = 254;

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Email {
    type Err = Problem;

    /// Accepts what browsers accept for `type=email`, and a little more: a local part, one `@` and a host.
    fn from_str(raw: &str) -> Result<Self, Problem> {
        let text = text::nfc(&raw.trim().to_lowercase());
        if text.is_empty() {
            return Err(Problem::Missing);
        }
        if text.len() > Self::MAX_LENGTH as usize {
            return Err(Problem::TooLong(Self::MAX_LENGTH));
        }
        let (local, host) = text.rsplit_once('@').ok_or(Problem::NotAnEmail)?;
        let plain = |part: &str| {
            !part.is_empty()
                && !part
                    .chars()
                    .any(|char| char.is_whitespace() || char.is_control() || hides(char) || char == '@')
        };
        let labels = host
            .split('.')
            .all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'));
        if plain(local) && plain(host) && labels { Ok(Self(text)) } else { Err(Problem::NotAnEmail) }
    }
}

impl TryFrom<String> for Email {
    type Error = &'static str;

    /// Accepts a stored address without validating it again: it was validated by the rules of its time.
    fn try_from(kept: String) -> Result<Self, &'static str> {
        let fine = kept.contains('@') && !kept.chars().any(char::is_control);
        if fine { Ok(Self(kept)) } else { Err("not an email address") }
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

/// A password or passphrase as typed: any characters, spaces included. Cannot be printed or serialised.
///
/// Keyboards differ in how they compose a character. A new password is therefore hashed in normalisation form C, and
/// a password to be compared is tried in each of the [`ways`](Self::ways) it may have been typed.
#[derive(Clone)]
pub struct Password(Zeroizing<String>);

impl Password {
    /// Minimum length of a new password, in characters.
    pub const MIN_LENGTH: u32 = 12;
    /// Maximum length in characters.
    pub const MAX_LENGTH: u32 = 256;
    /// Maximum length in bytes; limits the time that hashing takes.
    pub const MAX_BYTES: usize = 1_024;

    /// Parses a new password, which must be long enough.
    pub fn parse_new(typed: &str) -> Result<Self, Problem> {
        let password = Self::parse(typed)?;
        if text::count(typed) < Self::MIN_LENGTH {
            Err(Problem::TooShort(Self::MIN_LENGTH))
        } else {
            Ok(password)
        }
    }

    /// Parses a password that is compared with an existing one.
    pub fn parse(typed: &str) -> Result<Self, Problem> {
        if typed.is_empty() {
            Err(Problem::Missing)
        } else if typed.len() > Self::MAX_BYTES {
            let is_long = typed.chars().count() > Self::MAX_BYTES || text::count(typed) > Self::MAX_LENGTH;
            Err(if is_long {
                Problem::TooLong(Self::MAX_LENGTH)
            } else {
                Problem::TooManyBytes(Self::MAX_BYTES)
            })
        } else if text::count(typed) > Self::MAX_LENGTH {
            Err(Problem::TooLong(Self::MAX_LENGTH))
        } else {
            Ok(Self(Zeroizing::new(typed.to_owned())))
        }
    }

    /// The password in the form in which a new one is hashed. For the hash function only.
    pub fn expose_new(&self) -> Zeroizing<String> {
        Zeroizing::new(text::nfc(&self.0))
    }

    /// The password without differences of case, to be compared with words and lists. Never hashed.
    pub fn folded(&self) -> Zeroizing<String> {
        Zeroizing::new(self.expose_new().to_lowercase())
    }

    /// The forms in which it may have been typed when it was set, likeliest first, without duplicates; usually one.
    pub fn ways(&self) -> Vec<Zeroizing<String>> {
        let mut ways = vec![self.expose_new()];
        for way in [self.0.clone(), Zeroizing::new(text::nfd(&self.0).into_owned())] {
            if !ways.contains(&way) {
                ways.push(way);
            }
        }
        ways
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(hidden)")
    }
}

/// E-mail and password, as entered in **Sign in**.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// **Email**.
    pub email: Email,
    /// **Password**.
    pub password: Password,
}

impl Credentials {
    /// Parses the form of **Sign in**.
    pub fn parse(email: &str, password: &str) -> Result<Self, Vec<InvalidField>> {
        Self::collect(email, Password::parse(password))
    }

    /// Parses the form of **Create owner**, which sets a new password.
    pub fn parse_new(email: &str, password: &str) -> Result<Self, Vec<InvalidField>> {
        Self::collect(email, Password::parse_new(password))
    }

    fn collect(email: &str, password: Result<Password, Problem>) -> Result<Self, Vec<InvalidField>> {
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
        assert_eq!("jose\u{301}@orbit.example".parse::<Email>().unwrap().as_str(), "josé@orbit.example");
        for wrong in [
            "jiwoo",
            "@orbit",
            "jiwoo@",
            "a b@c.d",
            "a@b..c",
            "a@@b",
            "a@-b",
            "a\0@b",
            "a\u{202E}b@c.d",
            "\u{200B}@c.d",
            "a@\u{2800}",
        ] {
            assert_eq!(wrong.parse::<Email>(), Err(Problem::NotAnEmail), "{wrong}");
        }
    }

    #[test]
    fn a_new_password_has_at_least_twelve_characters() {
        assert_eq!(Password::parse_new("eleven chrs").unwrap_err(), Problem::TooShort(12));
        assert!(Password::parse_new("twelve chars").is_ok());
        assert_eq!(Password::parse("").unwrap_err(), Problem::Missing);
        assert_eq!(Password::parse(&"x".repeat(257)).unwrap_err(), Problem::TooLong(256));
        assert_eq!(Password::parse(&"x".repeat(9_999)).unwrap_err(), Problem::TooLong(256));
        assert!(Password::parse(&"비".repeat(256)).is_ok());
        assert_eq!(Password::parse(&"👩‍🚀".repeat(100)).unwrap_err(), Problem::TooManyBytes(1_024));
        assert!(!format!("{:?}", Password::parse("correct horse").unwrap()).contains("horse"));
    }

    #[test]
    fn a_password_is_the_same_however_a_keyboard_composes_it() {
        let ways = |typed: &str| {
            let password = Password::parse(typed).unwrap();
            password.ways().iter().map(|way| way.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(ways("plain"), ["plain"]);
        assert_eq!(ways("비밀"), ["비밀", "\u{1107}\u{1175}\u{1106}\u{1175}\u{11AF}"]);
        assert_eq!(ways("e\u{301}"), ["é", "e\u{301}"]);
        assert_eq!(ways("e\u{301}é"), ["éé", "e\u{301}é", "e\u{301}e\u{301}"]);
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
