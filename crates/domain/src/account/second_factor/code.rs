//! A code as a person types it: of the authenticator app, or a recovery code.

use zeroize::Zeroizing;

use super::{RecoveryCode, TotpCode};
use crate::field::Problem;

/// A code that is well-formed; whether it is right is another question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypedCode {
    /// Of the authenticator app.
    Totp(TotpCode),
    /// A recovery code.
    Recovery(RecoveryCode),
}

impl TypedCode {
    /// Tells the two apart by their form. Case, spaces and dashes do not matter.
    pub fn parse(typed: &str) -> Result<Self, Problem> {
        let plain = |char: &char| !char.is_whitespace() && *char != '-';
        // One character more than either may have is enough to be wrong.
        let code: Zeroizing<String> = Zeroizing::new(
            typed
                .chars()
                .filter(plain)
                .take(RecoveryCode::LENGTH + 1)
                .map(|char| char.to_ascii_uppercase())
                .collect(),
        );
        if code.is_empty() {
            return Err(Problem::Missing);
        }
        let totp = TotpCode::parse(&code).map(Self::Totp);
        totp.or_else(|| RecoveryCode::parse(&code).map(Self::Recovery)).ok_or(Problem::Wrong)
    }
}

/// `code` in groups of four characters, which are easier to read and to type.
pub(super) fn in_groups(code: &str) -> String {
    let groups: Vec<_> = code.as_bytes().chunks(4).map(String::from_utf8_lossy).collect();
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{TotpSecret, TotpStep};
    use super::*;

    #[test]
    fn a_code_is_understood_however_it_is_typed() {
        let right = TypedCode::Totp(TotpSecret::new(*b"12345678901234567890").code_at(TotpStep(1)));
        for typed in ["287082", " 287 082\n", "287-082"] {
            assert_eq!(TypedCode::parse(typed), Ok(right.clone()), "{typed}");
        }
        let code = RecoveryCode::new(*b"fifteen bytes !");
        let shown = code.in_groups();
        assert_eq!(shown.len(), RecoveryCode::LENGTH + 5);
        for typed in [shown.clone(), shown.to_lowercase(), shown.replace(' ', "-"), shown.replace(' ', "")] {
            assert_eq!(TypedCode::parse(&typed), Ok(TypedCode::Recovery(code.clone())), "{typed}");
        }
        assert!(!format!("{:?}", TypedCode::parse(&shown)).contains(&shown[..4]));
    }

    #[test]
    fn what_is_no_code_is_wrong() {
        for typed in [
            "28708",
            "2870820",
            "28708O",
            "２８７０８２",
            "GEZD GNBV GY3T QOJQ GEZD GNB",
            "0000-0000-0000-0000-0000-0000",
        ] {
            assert_eq!(TypedCode::parse(typed), Err(Problem::Wrong), "{typed}");
        }
        assert_eq!(TypedCode::parse(" - "), Err(Problem::Missing));
        assert_eq!(TypedCode::parse(&"A".repeat(9_999)), Err(Problem::Wrong));
    }

    proptest! {
        #[test]
        fn any_text_is_judged(text: String) {
            let _ = TypedCode::parse(&text);
        }

        #[test]
        fn every_recovery_code_is_read_back(bytes: [u8; RecoveryCode::BYTES]) {
            let code = RecoveryCode::new(bytes);
            prop_assert_eq!(TypedCode::parse(&code.in_groups()), Ok(TypedCode::Recovery(code)));
        }
    }
}
