//! New passwords that are guessed before others: those that leaked.
//!
//! `leaked_passwords.bin` has the first five bytes of the SHA-256 of 43,940 passwords, in ascending order: those of at
//! least twelve characters among the million most frequent ones of ten million that leaked, in lower case. The list is
//! `xato-net-10-million-passwords-1000000.txt` of OWASP's SecLists (MIT licence). A password that is not on it is taken
//! for one that is in one case of 25 million.

use domain::account::person::Password;
use domain::field::{Field, InvalidField, Problem};
use sha2::{Digest as _, Sha256};

use crate::Error;

/// Bytes of each digest.
const BYTES: usize = 5;

static LEAKED: &[u8] = include_bytes!("leaked_passwords.bin");

/// Refuses a password that is guessed before others: [`Error::Invalid`] at `field`.
pub(crate) fn check(password: &Password, field: Field) -> Result<(), Error> {
    if is_leaked(password) {
        return Err(Error::Invalid(vec![InvalidField { field, problem: Problem::LeakedPassword }]));
    }
    Ok(())
}

fn is_leaked(password: &Password) -> bool {
    let digest = Sha256::digest(password.folded().as_bytes());
    let (digests, _) = LEAKED.as_chunks::<BYTES>();
    digests.binary_search_by(|leaked| leaked.as_slice().cmp(&digest[..BYTES])).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaked_passwords_are_known() {
        let (digests, rest) = LEAKED.as_chunks::<BYTES>();
        assert!(rest.is_empty() && digests.is_sorted());
        assert!(digests.len() > 3_000, "{}", digests.len());
        for leaked in ["qwertyuiop12", "Password1234", "PASSWORDPASSWORD", "123456789012", "iloveyou1234"] {
            assert!(is_leaked(&Password::parse_new(leaked).unwrap()), "{leaked}");
        }
        for other in ["correct horse battery", "비밀번호는 아주 길다 é"] {
            assert!(!is_leaked(&Password::parse_new(other).unwrap()), "{other}");
        }
    }
}
