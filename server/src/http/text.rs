//! Decodes queries and forms; invalid text is refused, not replaced.

use std::borrow::Cow;

use percent_encoding::percent_decode;

/// Decodes a value; `None` if it is not UTF-8 or contains NUL, which no database accepts.
pub fn decode(encoded: &[u8]) -> Option<Cow<'_, str>> {
    let text = if encoded.contains(&b'+') {
        let spaced: Vec<u8> = encoded.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
        Cow::Owned(percent_decode(&spaced).decode_utf8().ok()?.into_owned())
    } else {
        percent_decode(encoded).decode_utf8().ok()?
    };
    (!text.contains('\0')).then_some(text)
}

/// The value of the parameter `name`; `None` if it is missing, repeated or not text.
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
