//! Recovery codes: each signs in once, in place of a code of the authenticator app.

use std::fmt;

use base32ct::{Base32UpperUnpadded, Encoding as _};
use zeroize::Zeroizing;

/// A recovery code. Cannot be printed or serialised.
///
/// It has 120 random bits, so it can be kept as a plain hash: nobody guesses it, with or without the hash (OWASP ASVS
/// 5.0, 6.5.2).
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(Zeroizing<[u8; Self::BYTES]>);

impl RecoveryCode {
    /// Random bytes of a code.
    pub const BYTES: usize = 15;
    /// Codes that a person is given.
    pub const COUNT: usize = 10;
    /// Characters of a code, without the spaces between its groups.
    pub(super) const LENGTH: usize = 24;

    /// The code of those random bytes.
    pub fn new(bytes: [u8; Self::BYTES]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// Parses upper-case Base32.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let bytes = Zeroizing::new(Base32UpperUnpadded::decode_vec(text).ok()?);
        bytes.as_slice().try_into().ok().map(Self::new)
    }

    /// The bytes, to be hashed.
    pub fn expose(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// Base32 in groups of four characters, as a person writes it down.
    pub fn in_groups(&self) -> String {
        super::code::in_groups(&Base32UpperUnpadded::encode_string(self.expose()))
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(hidden)")
    }
}
