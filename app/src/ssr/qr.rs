//! QR codes as paths of an SVG.

use std::fmt::Write as _;

use console::Error;
use qrcode::{Color, EcLevel};

use crate::pages::account::QrCode;

/// Draws `text`. Neighbours in a row are one rectangle.
pub(crate) fn qr_code(text: &str) -> Result<QrCode, Error> {
    let code = qrcode::QrCode::with_error_correction_level(text, EcLevel::M)
        .map_err(|error| Error::Internal(format!("QR code: {error}")))?;
    let size = code.width();
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(size).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|one, other| one == other) {
            if run.first() == Some(&Color::Dark) {
                let _ = write!(path, "M{x} {y}h{0}v1h-{0}z", run.len());
            }
            x += run.len();
        }
    }
    Ok(QrCode { size, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn has_the_pattern_in_three_corners() {
        let code =
            qr_code("otpauth://totp/Chat%20Console:a%40orbit.example?secret=GEZDGNBVGY3TQOJQ").unwrap();
        // The upper edges of the finder patterns: seven dark squares each (ISO/IEC 18004, 6.3.3).
        for (x, y) in [(0, 0), (code.size - 7, 0), (0, code.size - 7)] {
            assert!(code.path.contains(&format!("M{x} {y}h7v1h-7z")), "{x} {y}: {}", code.path);
        }
        assert!(qr_code(&"x".repeat(5_000)).is_err());
    }
}
