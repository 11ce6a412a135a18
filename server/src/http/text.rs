//! Percent-encoded text, decoded strictly: the usual decoders replace what is not text and go on.

use std::borrow::Cow;

/// The text, or none where it is not UTF-8 or holds a NUL, which no database takes.
pub fn decode(encoded: &[u8]) -> Option<Cow<'_, str>> {
    if !encoded.iter().any(|byte| matches!(byte, b'%' | b'+' | 0)) {
        return std::str::from_utf8(encoded).ok().map(Cow::Borrowed);
    }
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded;
    while let Some((&byte, tail)) = rest.split_first() {
        let (decoded, tail) = match (byte, tail) {
            (b'%', [high, low, tail @ ..]) => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => (high << 4 | low, tail),
                _ => (byte, &rest[1..]),
            },
            (b'+', tail) => (b' ', tail),
            (byte, tail) => (byte, tail),
        };
        if decoded == 0 {
            return None;
        }
        bytes.push(decoded);
        rest = tail;
    }
    String::from_utf8(bytes).ok().map(Cow::Owned)
}

/// The value of the one parameter `name`; none where it is missing, double or not text.
pub fn parameter<'a>(query: &'a str, name: &str) -> Option<Cow<'a, str>> {
    let mut found = query.split('&').filter_map(|pair| {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        (key == name).then_some(value)
    });
    match (found.next(), found.next()) {
        (Some(value), None) => decode(value.as_bytes()),
        _ => None,
    }
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_text_and_nothing_else() {
        for (encoded, text) in [
            ("plain", Some("plain")),
            ("a+b%20c", Some("a b c")),
            ("%ED%95%9C%EA%B8%80", Some("한글")),
            ("100%", Some("100%")),
            ("%zz%4", Some("%zz%4")),
            ("%ff", None),
            ("%00", None),
            ("%ED%95", None),
        ] {
            assert_eq!(decode(encoded.as_bytes()).as_deref(), text, "{encoded}");
        }
        assert!(decode(b"\xff").is_none() && decode(b"a\0b").is_none());
    }

    #[test]
    fn a_parameter_is_there_once_or_not_at_all() {
        let query = "a=1&b=&c=x&c=y&d=%ff&aa=2";
        assert_eq!(parameter(query, "a").as_deref(), Some("1"));
        assert_eq!(parameter(query, "b").as_deref(), Some(""));
        for missing in ["c", "d", "e", ""] {
            assert_eq!(parameter(query, missing), None, "{missing}");
        }
    }
}
