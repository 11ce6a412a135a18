//! The hash chain of the audit trail (docs/adr/0012-audit-chain.md): the hash of an entry covers the entry and the hash
//! of the one before it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// SHA-256 of an entry and everything before it. As text: 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct ChainHash([u8; 32]);

/// The text is not a [`ChainHash`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseChainHashError;

/// An entry as it is stored. Values are not parsed: whatever a column holds can be hashed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChainEntry<'a> {
    /// Position in the chain, beginning with 1, without gaps.
    pub number: i64,
    /// The account, if the entry is of one.
    pub account: Option<i64>,
    /// The application, if the entry is about one.
    pub sdkappid: Option<i64>,
    /// The version of the application that it made, if any.
    pub version: Option<i64>,
    /// Time of the action, in microseconds since the Unix epoch.
    pub at: i64,
    /// Who acted.
    pub who: &'a str,
    /// Code of the action.
    pub action: &'a str,
    /// The changes as JSON, byte for byte as stored.
    pub changes: &'a str,
}

/// The end of a chain: number and hash of its last entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChainHead {
    /// Number of the last entry; 0 if there is none.
    pub number: i64,
    /// Hash of the last entry; [`ChainHash::START`] if there is none.
    pub hash: ChainHash,
}

impl ChainHash {
    /// What the first entry follows.
    pub const START: Self = Self([0; 32]);

    /// The hash in those bytes; `None` unless there are 32.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The bytes to store.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl ChainHead {
    /// The end of an empty chain.
    pub const START: Self = Self { number: 0, hash: ChainHash::START };
}

impl ChainEntry<'_> {
    /// The hash of this entry after one with the hash `previous`. Fixed order and lengths in front of texts: no two
    /// entries have the same encoding.
    pub fn hash(&self, previous: &ChainHash) -> ChainHash {
        let mut hasher = Sha256::new_with_prefix(b"Chat Console audit entry 1\0");
        hasher.update(previous.0);
        hasher.update(self.number.to_be_bytes());
        for number in [self.account, self.sdkappid, self.version] {
            hasher.update([u8::from(number.is_some())]);
            hasher.update(number.unwrap_or_default().to_be_bytes());
        }
        hasher.update(self.at.to_be_bytes());
        for text in [self.who, self.action, self.changes] {
            hasher.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
            hasher.update(text);
        }
        ChainHash(hasher.finalize().into())
    }
}

impl fmt::Display for ChainHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base16ct::lower::encode_string(&self.0))
    }
}

impl FromStr for ChainHash {
    type Err = ParseChainHashError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut bytes = [0; 32];
        let decoded = base16ct::lower::decode(text, &mut bytes).map_err(|_| ParseChainHashError)?;
        Self::from_slice(decoded).ok_or(ParseChainHashError)
    }
}

impl From<ChainHash> for String {
    fn from(hash: ChainHash) -> Self {
        hash.to_string()
    }
}

impl TryFrom<String> for ChainHash {
    type Error = ParseChainHashError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl fmt::Display for ParseChainHashError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected 64 lower-case hexadecimal digits")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRY: ChainEntry<'_> = ChainEntry {
        number: 1,
        account: Some(7),
        sdkappid: Some(1_400_000_000),
        version: None,
        at: 1_790_000_000_000_000,
        who: "owner@orbit.example",
        action: "application_edited",
        changes: r#"[{"field":"name","before":"Orbit","after":"궤도"}]"#,
    };

    /// Calculated with Python's `hashlib` and `struct` from the description in docs/adr/0012-audit-chain.md.
    #[test]
    fn hashes_of_known_entries() {
        let first = ENTRY.hash(&ChainHash::START);
        assert_eq!(first.to_string(), "102f00595476c48a4b5afebdd08f2f3d2973c05f8d5a15b9aa499f380f777a4e");
        let second = ChainEntry {
            number: 2,
            account: None,
            sdkappid: None,
            version: Some(-3),
            at: -1,
            who: "",
            action: "",
            changes: "",
        };
        assert_eq!(
            second.hash(&first).to_string(),
            "aee0f926c30904116659ede275c51395ff2a7264bda400fe631c9e71cbf3ecdc"
        );
    }

    #[test]
    fn every_value_counts() {
        let hash = ENTRY.hash(&ChainHash::START);
        for other in [
            ChainEntry { number: 2, ..ENTRY },
            ChainEntry { account: None, ..ENTRY },
            ChainEntry { account: Some(0), ..ENTRY },
            ChainEntry { sdkappid: None, version: ENTRY.sdkappid, ..ENTRY },
            ChainEntry { version: Some(0), ..ENTRY },
            ChainEntry { at: ENTRY.at + 1, ..ENTRY },
            ChainEntry { who: "owner@orbit.exampl", action: "eapplication_edited", ..ENTRY },
            ChainEntry { action: "application_created", ..ENTRY },
            ChainEntry { changes: "[]", ..ENTRY },
        ] {
            assert_ne!(other.hash(&ChainHash::START), hash, "{other:?}");
        }
        assert_ne!(ENTRY.hash(&hash), hash);
    }

    #[test]
    fn a_hash_is_read_as_it_is_written() {
        let hash = ENTRY.hash(&ChainHash::START);
        assert_eq!(hash.to_string().parse(), Ok(hash));
        assert_eq!(ChainHash::from_slice(hash.as_bytes()), Some(hash));
        let upper = hash.to_string().to_uppercase();
        for text in ["", "00", &upper, &format!("{hash}00")] {
            assert_eq!(text.parse::<ChainHash>(), Err(ParseChainHashError), "{text}");
        }
    }
}
