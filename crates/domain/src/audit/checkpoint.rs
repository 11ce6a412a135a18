//! Signed positions of the chain, which leave the machine: whoever rewrites the trail afterwards cannot sign them again.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use super::chain::{ChainHash, ChainHead};
use crate::key::{EcdsaPair, EcdsaPublic};
use crate::time::Timestamp;

/// What a signature states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statement {
    /// The chain had this entry with this hash.
    Checkpoint,
    /// The entries up to this one were removed by the retention.
    Cut,
}

/// A signed number and hash of an entry. As JSON it is a line of the checkpoint file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checkpoint {
    /// ID of the installation.
    pub installation: String,
    /// Time of the signature, in seconds since the Unix epoch.
    pub unix_time: i64,
    /// Number of the entry.
    pub number: i64,
    /// Hash of the entry.
    pub hash: ChainHash,
    /// ECDSA signature (P-256, SHA-256) of [`Checkpoint::signed_text`], in DER, in Base64.
    pub signature: String,
}

impl Checkpoint {
    /// Signs the position `head` of the chain.
    pub fn sign(
        statement: Statement,
        installation: &str,
        at: Timestamp,
        head: ChainHead,
        key: &EcdsaPair,
    ) -> Self {
        let mut checkpoint = Self {
            installation: installation.to_owned(),
            unix_time: at.unix_seconds(),
            number: head.number,
            hash: head.hash,
            signature: String::new(),
        };
        checkpoint.signature = STANDARD.encode(key.sign(checkpoint.signed_text(statement).as_bytes()));
        checkpoint
    }

    /// The text that is signed.
    pub fn signed_text(&self, statement: Statement) -> String {
        let title = match statement {
            Statement::Checkpoint => "Chat Console audit checkpoint 1",
            Statement::Cut => "Chat Console audit cut 1",
        };
        let Self { installation, unix_time, number, hash, .. } = self;
        format!("{title}\n{installation}\n{unix_time}\n{number}\n{hash}\n")
    }

    /// Whether it is of that installation and signed with the key of `public`.
    pub fn is_valid(&self, statement: Statement, installation: &str, public: &EcdsaPublic) -> bool {
        let signature = STANDARD.decode(&self.signature);
        self.installation == installation
            && signature
                .is_ok_and(|signature| public.verifies(self.signed_text(statement).as_bytes(), &signature))
    }

    /// The position of the chain that it states.
    pub const fn head(&self) -> ChainHead {
        ChainHead { number: self.number, hash: self.hash }
    }

    /// Time of the signature.
    pub const fn at(&self) -> Timestamp {
        Timestamp::from_unix_seconds(self.unix_time)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::Curve;

    fn key(byte: u8) -> EcdsaPair {
        EcdsaPair::from_bytes(Curve::P256, &[byte; 32]).unwrap()
    }

    fn checkpoint() -> Checkpoint {
        let at = Timestamp::from_unix_seconds(1_790_000_000);
        let head = ChainHead { number: 12, hash: ChainHash::START };
        Checkpoint::sign(Statement::Checkpoint, "0a1b2c", at, head, &key(1))
    }

    #[test]
    fn a_signature_is_of_one_statement_by_one_key() {
        let checkpoint = checkpoint();
        let valid =
            |checkpoint: &Checkpoint| checkpoint.is_valid(Statement::Checkpoint, "0a1b2c", &key(1).public());
        assert!(valid(&checkpoint));
        assert!(!checkpoint.is_valid(Statement::Cut, "0a1b2c", &key(1).public()));
        assert!(!checkpoint.is_valid(Statement::Checkpoint, "0a1b2d", &key(1).public()));
        assert!(!checkpoint.is_valid(Statement::Checkpoint, "0a1b2c", &key(2).public()));
        assert!(!valid(&Checkpoint { number: 13, ..checkpoint.clone() }));
        assert!(!valid(&Checkpoint { unix_time: 0, ..checkpoint.clone() }));
        assert!(!valid(&Checkpoint { installation: "0a1b2d".into(), ..checkpoint.clone() }));
        assert!(!valid(&Checkpoint { signature: "AAAA".into(), ..checkpoint.clone() }));
        assert!(!valid(&Checkpoint { signature: String::new(), ..checkpoint }));
    }

    #[test]
    fn the_signed_text_is_as_documented() {
        let text = format!("Chat Console audit checkpoint 1\n0a1b2c\n1790000000\n12\n{}\n", "0".repeat(64));
        assert_eq!(checkpoint().signed_text(Statement::Checkpoint), text);
    }

    #[test]
    fn a_line_is_read_as_it_was_written() {
        let checkpoint = checkpoint();
        let line = serde_json::to_string(&checkpoint).unwrap();
        assert_eq!(serde_json::from_str::<Checkpoint>(&line).unwrap(), checkpoint);
        assert!(serde_json::from_str::<Checkpoint>(&line.replace("\"hash\":\"0", "\"hash\":\"")).is_err());
    }
}
