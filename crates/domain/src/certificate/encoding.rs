//! Decoding of text files. Editors and shells change the encoding when they save: PowerShell's `>` writes
//! UTF-16 and with `-Encoding utf32` UTF-32, Notepad puts a byte order mark before UTF-8.

use zeroize::Zeroizing;

const BYTE_ORDER_MARK: char = '\u{feff}';
/// Number of characters examined to detect the encoding if there is no byte order mark.
const LOOKED_AT: usize = 8;

/// Decodes `bytes` from UTF-8, or from UTF-16 or UTF-32 in either byte order. Byte order marks are removed; only
/// UTF-32 has to begin with one. `None` if it is none of these.
///
/// Without a byte order mark, bytes are UTF-16 if their first characters would be ASCII. Bytes left over at the end
/// of UTF-16 or UTF-32 are ignored: the file was cut off.
pub fn text_of(bytes: &[u8]) -> Option<Zeroizing<String>> {
    match bytes {
        [0xff, 0xfe, 0, 0, rest @ ..] => return utf32(rest, u32::from_le_bytes),
        [0, 0, 0xfe, 0xff, rest @ ..] => return utf32(rest, u32::from_be_bytes),
        _ => {}
    }
    match order(bytes) {
        None => {
            let text = std::str::from_utf8(bytes).ok()?;
            Some(Zeroizing::new(text.trim_start_matches(BYTE_ORDER_MARK).to_owned()))
        }
        Some(read) => {
            let units = bytes.chunks_exact(2).map(|unit| read([unit[0], unit[1]]));
            // Allocated in full: a string that grows leaves copies behind.
            let mut text = Zeroizing::new(String::with_capacity(bytes.len() / 2 * 3));
            for char in char::decode_utf16(units) {
                match char {
                    Ok(BYTE_ORDER_MARK) if text.is_empty() => {}
                    Ok(char) => text.push(char),
                    Err(_) => return None,
                }
            }
            Some(text)
        }
    }
}

fn utf32(bytes: &[u8], read: fn([u8; 4]) -> u32) -> Option<Zeroizing<String>> {
    let mut text = Zeroizing::new(String::with_capacity(bytes.len()));
    for unit in bytes.chunks_exact(4) {
        text.push(char::from_u32(read([unit[0], unit[1], unit[2], unit[3]]))?);
    }
    Some(text)
}

/// The function that turns two bytes into a UTF-16 unit; `None` if it is not UTF-16.
fn order(bytes: &[u8]) -> Option<fn([u8; 2]) -> u16> {
    let looks = |zero: usize| {
        let mut units = bytes.chunks_exact(2).take(LOOKED_AT).peekable();
        units.peek().is_some() && units.all(|unit| unit[zero] == 0 && (1..0x80).contains(&unit[1 - zero]))
    };
    match bytes {
        [0xff, 0xfe, ..] => Some(u16::from_le_bytes),
        [0xfe, 0xff, ..] => Some(u16::from_be_bytes),
        _ if looks(1) => Some(u16::from_le_bytes),
        _ if looks(0) => Some(u16::from_be_bytes),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn utf16(text: &str, write: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(write).collect()
    }

    proptest! {
        #[test]
        fn every_encoding_is_read(text in "[ -~]{8}[^\u{feff}]*") {
            let marked = format!("{BYTE_ORDER_MARK}{text}");
            let utf32 = |write: fn(u32) -> [u8; 4]| {
                marked.chars().flat_map(|char| write(u32::from(char))).collect::<Vec<u8>>()
            };
            for bytes in [
                utf32(u32::to_le_bytes),
                utf32(u32::to_be_bytes),
                format!("{BYTE_ORDER_MARK}{marked}").into_bytes(),
                text.clone().into_bytes(),
                marked.clone().into_bytes(),
                utf16(&text, u16::to_le_bytes),
                utf16(&text, u16::to_be_bytes),
                utf16(&marked, u16::to_le_bytes),
                utf16(&marked, u16::to_be_bytes),
            ] {
                let read = text_of(&bytes);
                prop_assert_eq!(read.as_deref().map(String::as_str), Some(text.as_str()));
            }
        }

        #[test]
        fn any_bytes_are_judged(bytes: Vec<u8>) {
            drop(text_of(&bytes));
        }
    }

    #[test]
    fn binary_files_are_no_text() {
        for bytes in [
            &[0x30, 0x82, 0x09, 0xff][..],
            &[0xff; 40],
            &[0xff, 0xfe, 0x00, 0xd8],
            &[0xff, 0xfe, 0, 0, 0, 0, 0x11, 0],
        ] {
            assert_eq!(text_of(bytes), None, "{bytes:?}");
        }
        assert_eq!(text_of(b"").unwrap().as_str(), "");
        assert_eq!(text_of(&[0xff, 0xfe, b'{', 0, b'"']).unwrap().as_str(), "{", "cut off");
    }
}
