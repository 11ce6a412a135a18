//! PKCS#12 key derivation (RFC 7292 appendix B).

use domain::certificate::CredentialError;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};
use zeroize::Zeroizing;

use super::oid;
use super::work_limit::WorkLimit;

#[derive(Debug, Clone, Copy)]
pub(super) enum Purpose {
    Key = 1,
    Iv = 2,
    Mac = 3,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hash {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    /// The hash function with this object identifier.
    pub fn from_oid(identifier: &[u8]) -> Result<Self, CredentialError> {
        if identifier == oid::SHA1 {
            return Ok(Self::Sha1);
        }
        match identifier.strip_prefix(oid::SHA2) {
            Some([1]) => Ok(Self::Sha256),
            Some([2]) => Ok(Self::Sha384),
            Some([3]) => Ok(Self::Sha512),
            _ => Err(CredentialError::UnknownEncryption),
        }
    }

    /// The hash function of the HMAC with this object identifier.
    pub fn from_hmac_oid(identifier: &[u8]) -> Result<Self, CredentialError> {
        match identifier.strip_prefix(oid::HMAC) {
            Some([7]) => Ok(Self::Sha1),
            Some([9]) => Ok(Self::Sha256),
            Some([10]) => Ok(Self::Sha384),
            Some([11]) => Ok(Self::Sha512),
            _ => Err(CredentialError::UnknownEncryption),
        }
    }

    /// The cost of one call, in units of the work limit. Hash functions on 64-bit words are slower on most machines.
    pub const fn cost(self) -> u32 {
        match self {
            Self::Sha1 | Self::Sha256 => 1,
            Self::Sha384 | Self::Sha512 => 2,
        }
    }

    /// Output size in bytes.
    pub const fn size(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }

    /// Block size in bytes.
    const fn block(self) -> usize {
        match self {
            Self::Sha1 | Self::Sha256 => 64,
            Self::Sha384 | Self::Sha512 => 128,
        }
    }

    fn repeated(self, input: &[&[u8]], rounds: u32) -> Zeroizing<Vec<u8>> {
        match self {
            Self::Sha1 => repeat::<Sha1>(input, rounds),
            Self::Sha256 => repeat::<Sha256>(input, rounds),
            Self::Sha384 => repeat::<Sha384>(input, rounds),
            Self::Sha512 => repeat::<Sha512>(input, rounds),
        }
    }
}

fn repeat<D: Digest>(input: &[&[u8]], rounds: u32) -> Zeroizing<Vec<u8>> {
    let mut hasher = D::new();
    for part in input {
        hasher.update(part);
    }
    let mut output = hasher.finalize();
    for _ in 1..rounds {
        output = D::digest(&output);
    }
    Zeroizing::new(output.to_vec())
}

/// Derives `size` bytes for `purpose`. Variables are named as in RFC 7292 B.2.
pub(super) fn derive(
    hash: Hash,
    purpose: Purpose,
    password: &[u8],
    salt: &[u8],
    rounds: u32,
    size: usize,
    work: &mut WorkLimit,
) -> Result<Zeroizing<Vec<u8>>, CredentialError> {
    let blocks = u32::try_from(size.div_ceil(hash.size())).map_err(|_| CredentialError::Malformed)?;
    work.spend(rounds, blocks.saturating_mul(hash.cost()))?;
    let v = hash.block();
    let d = vec![purpose as u8; v];
    let fill =
        |text: &[u8]| text.iter().copied().cycle().take(text.len().div_ceil(v) * v).collect::<Vec<u8>>();
    let mut i = Zeroizing::new(fill(salt));
    i.extend_from_slice(&Zeroizing::new(fill(password)));
    let mut whole = Zeroizing::new(Vec::with_capacity(size + hash.size()));
    loop {
        let a = hash.repeated(&[&d, &i], rounds);
        whole.extend_from_slice(&a);
        if whole.len() >= size {
            whole.truncate(size);
            return Ok(whole);
        }
        // I_j = (I_j + B + 1) mod 2^(8v), where B is A repeated.
        for block in i.chunks_exact_mut(v) {
            let mut carry = 1;
            for (place, byte) in block.iter_mut().enumerate().rev() {
                let sum = u16::from(*byte) + u16::from(a[place % a.len()]) + carry;
                *byte = sum.to_le_bytes()[0];
                carry = sum >> 8;
            }
        }
    }
}
