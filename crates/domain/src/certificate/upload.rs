//! Write-only input: typed secrets and uploaded files, which are never shown again.

use std::fmt;
use std::str::FromStr;

use zeroize::Zeroizing;

use crate::field::Problem;

/// A secret that was typed or pasted: 1 to 512 visible ASCII characters. Cannot be printed or serialised.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretText(Zeroizing<String>);

/// An uploaded file, not parsed yet. Cannot be printed or serialised.
#[derive(Clone, PartialEq, Eq)]
pub struct Upload {
    name: String,
    bytes: Zeroizing<Vec<u8>>,
}

impl SecretText {
    /// Maximum length in characters.
    pub const MAX_LENGTH: u32 = 512;

    /// The secret as text. The caller is responsible for where it goes.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Parses the password of a file: up to 512 characters of any kind, including spaces at its ends. `None` if
    /// it is empty.
    pub fn password(raw: &str) -> Result<Option<Self>, Problem> {
        match raw {
            "" => Ok(None),
            raw if raw.chars().count() > Self::MAX_LENGTH as usize => Err(Problem::TooLong(Self::MAX_LENGTH)),
            raw => Ok(Some(Self(Zeroizing::new(raw.to_owned())))),
        }
    }
}

impl FromStr for SecretText {
    type Err = Problem;

    fn from_str(raw: &str) -> Result<Self, Problem> {
        let text = super::identifier::present(raw, Self::MAX_LENGTH)?;
        if text.bytes().all(|byte| byte.is_ascii_graphic()) {
            Ok(Self(Zeroizing::new(text.to_owned())))
        } else {
            Err(Problem::NotAnIdentifier)
        }
    }
}

impl Upload {
    /// Maximum size in bytes: the largest file of any vendor has less than a tenth of that.
    pub const MAX_BYTES: usize = 64 * 1024;

    /// A buffer for an incoming file; wiped when dropped.
    pub fn buffer() -> Zeroizing<Vec<u8>> {
        // Allocated in full: reallocation would leave copies behind.
        Zeroizing::new(Vec::with_capacity(Self::MAX_BYTES + 1))
    }

    /// Creates an upload. Browsers send a name without folders; of one with folders, only the last part is used.
    pub fn new(name: &str, bytes: Zeroizing<Vec<u8>>) -> Self {
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
        Self { name: name.chars().filter(|char| !char.is_control()).take(255).collect(), bytes }
    }

    /// File name, without folders.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Content of the file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretText(hidden)")
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Upload({:?}, {} bytes)", self.name, self.bytes.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_one_word_and_never_printed() {
        let secret: SecretText = " s3cr3t== ".parse().unwrap();
        assert_eq!(secret.expose(), "s3cr3t==");
        assert_eq!(format!("{secret:?}"), "SecretText(hidden)");
        assert_eq!("two words".parse::<SecretText>(), Err(Problem::NotAnIdentifier));
        assert_eq!("".parse::<SecretText>(), Err(Problem::Missing));
    }

    #[test]
    fn a_password_is_taken_as_it_is_typed() {
        assert_eq!(SecretText::password("").unwrap(), None);
        assert_eq!(SecretText::password(" 비밀 ").unwrap().unwrap().expose(), " 비밀 ");
        assert_eq!(SecretText::password(&"x".repeat(513)), Err(Problem::TooLong(512)));
    }

    #[test]
    fn a_file_has_no_folders() {
        let upload = Upload::new("C:\\keys\\AuthKey_ABC1234567.p8", Zeroizing::new(vec![1, 2]));
        assert_eq!(upload.name(), "AuthKey_ABC1234567.p8");
        assert_eq!(format!("{upload:?}"), "Upload(\"AuthKey_ABC1234567.p8\", 2 bytes)");
    }
}
