//! Finds a token within a longer text: a URL, a header, JSON, a command or a log line.

use base64::Engine as _;

use super::finding::{Finding, Repair};
use super::paste::{STANDARD, URL_SAFE, Unpacked, cause, is_blank, is_quote, percent_decoded, whole};
use super::surroundings::surroundings;
use crate::usersig::inflate::inflate_zlib_prefix;
use crate::usersig::{Claims, MAX_JSON_BYTES, MAX_TOKEN_BYTES};

/// Maximum number of places tried, and of tokens distinguished.
const MAX_TRIES: usize = 200;
const MAX_TOKENS: usize = 8;
/// Maximum number of characters between two parts of a token.
const MAX_GAP: usize = 12;

/// Result of the search.
pub(super) enum Extracted {
    /// A token, and the repairs that it needed.
    Token { unpacked: Unpacked, findings: Vec<Finding> },
    /// The beginning of a token, what is wrong with it, and the text around it.
    Damaged { finding: Finding, findings: Vec<Finding> },
    /// An HMAC key instead of a token.
    Key,
    /// A JSON Web Token instead of a UserSig.
    Jwt,
    /// Nothing recognised.
    Nothing,
}

/// The alphabets in the order in which they are tried; most tokens are valid in all of them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Alphabet {
    Tencent,
    Standard,
    UrlSafe,
}

/// A token within a text.
struct Found {
    start: usize,
    end: usize,
    alphabet: Alphabet,
    is_padded: bool,
    /// Characters between the parts of the token.
    gaps: String,
    unpacked: Unpacked,
}

/// Searches for a token in `text`; `user` selects one of several.
pub(super) fn extract(text: &str, user: Option<&str>) -> Extracted {
    let mut damaged = None;
    for (text, repairs) in readings(text) {
        let mut tokens = Vec::new();
        let mut from = 0;
        let mut tries = 0;
        while let Some(start) = next_start(&text, from)
            && tries < MAX_TRIES
            && tokens.len() < MAX_TOKENS
        {
            tries += 1;
            match token_at(&text, start) {
                Ok(found) => {
                    from = found.end;
                    tokens.push(found);
                }
                Err(broken) => {
                    from = start + 1;
                    if damaged.is_none()
                        && let Some((finding, end)) = broken
                    {
                        let around = surroundings(&text, start, end);
                        damaged = Some((finding, [repairs.clone(), around].concat()));
                    }
                }
            }
        }
        if !tokens.is_empty() {
            return chosen(&text, tokens, user, repairs);
        }
    }
    if let Some((finding, findings)) = damaged {
        return Extracted::Damaged { finding, findings };
    }
    let is_between = |char: char| !char.is_ascii_alphanumeric() && !matches!(char, '.' | '-' | '_');
    let mut words = text.split(is_between);
    if text.split(|char: char| !char.is_ascii_alphanumeric()).any(is_key) {
        Extracted::Key
    } else if words.any(|word| word.starts_with("eyJ") && word.split('.').count() == 3) {
        Extracted::Jwt
    } else {
        Extracted::Nothing
    }
}

fn is_key(word: &str) -> bool {
    word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The readings of `text` to search: unchanged, and with common encodings undone.
fn readings(text: &str) -> Vec<(String, Vec<Finding>)> {
    let mut readings = vec![(text.to_owned(), Vec::new())];
    let mut add = |text: String, repair| {
        if readings.iter().all(|(known, _)| *known != text) {
            readings.push((text, vec![Finding::Repaired(repair)]));
        }
    };
    let (once, any) = percent_decoded(text);
    if any {
        add(percent_decoded(&once).0, Repair::PercentEncoding);
        add(once, Repair::PercentEncoding);
    }
    add(unescaped(text), Repair::Escapes);
    add(text.trim_matches(|char| is_blank(char) || is_quote(char)).replace(' ', "+"), Repair::PlusAsSpace);
    let solid: String = text.chars().filter(|char| !is_blank(*char) && !is_quote(*char)).collect();
    let body = solid.trim_end_matches(['=', '_']);
    let swapped = body.replace('*', "+").replace('-', "/");
    let inner = [STANDARD.decode(whole(&swapped)), URL_SAFE.decode(whole(body))];
    for inner in inner.into_iter().flatten().filter_map(|inner| String::from_utf8(inner).ok()) {
        add(inner, Repair::EncodedTwice);
    }
    readings
}

/// Decodes the escapes of JSON strings in `text`.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        plain.push_str(before);
        let unicode = after.strip_prefix('u').and_then(|hex| hex.get(..4));
        let unicode = unicode.and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
        let mut chars = after.chars();
        let skipped = match (unicode, chars.next()) {
            (Some(char), _) => {
                plain.push(char);
                5
            }
            (None, Some('n' | 'r' | 't')) => {
                plain.push('\n');
                1
            }
            (None, Some(char)) => {
                plain.push(char);
                char.len_utf8()
            }
            (None, None) => 0,
        };
        rest = &after[skipped..];
    }
    plain + rest
}

/// The next place from `from` on at which a token may begin: one of the four zlib headers, by level of
/// compression, with a window of 32 KiB (RFC 1950 2.2).
fn next_start(text: &str, from: usize) -> Option<usize> {
    let is_header = |head: &[u8]| {
        matches!(
            head,
            [b'e', b'A', b'E'..=b'H']
                | [b'e', b'F', b'4'..=b'7']
                | [b'e', b'J', b'w'..=b'z']
                | [b'e', b'N', b'o'..=b'r']
        )
    };
    text.as_bytes().get(from..)?.windows(3).position(is_header).map(|place| from + place)
}

/// The token that begins at `start`; otherwise the problem and the end of the damaged token, if it looks like one.
fn token_at(text: &str, start: usize) -> Result<Found, Option<(Finding, usize)>> {
    let mut worst = None;
    for alphabet in [Alphabet::Tencent, Alphabet::Standard, Alphabet::UrlSafe] {
        for with_gaps in [false, true] {
            let Body { characters, ends, gaps } = Body::read(&text[start..], alphabet, with_gaps);
            let engine = if alphabet == Alphabet::UrlSafe { &URL_SAFE } else { &STANDARD };
            let Ok(bytes) = engine.decode(whole(&characters)) else { continue };
            match inflate_zlib_prefix(&bytes, MAX_JSON_BYTES) {
                Ok((json, length)) => {
                    let last = (length * 8).div_ceil(6) - 1;
                    let (body_end, gap_end) = ends[last];
                    let end = start + body_end;
                    let (padding, is_padded) = padding(&text[end..], length, alphabet);
                    let container = bytes[..length].to_vec();
                    return Ok(Found {
                        start,
                        end: end + padding,
                        alphabet,
                        is_padded,
                        gaps: gaps[..gap_end].to_owned(),
                        unpacked: Unpacked { container, json },
                    });
                }
                Err(broken) if worst.is_none() => {
                    let end = start + ends.last().map_or(0, |(end, _)| *end);
                    worst = Some((cause(broken, &bytes, &characters), end));
                }
                Err(_) => {}
            }
        }
    }
    // The beginning of an ordinary word is not reported as a damaged token.
    Err(worst.filter(|(finding, end)| *finding != Finding::NotAUserSig && end - start >= 40))
}

/// The leading characters of a text that belong to one alphabet.
struct Body {
    /// The characters, converted to the decoder's alphabet.
    characters: String,
    /// For each character, its end in the text, and the length of `gaps` before it.
    ends: Vec<(usize, usize)>,
    /// Characters between the parts of the token.
    gaps: String,
}

impl Body {
    fn read(text: &str, alphabet: Alphabet, with_gaps: bool) -> Self {
        let mut body = Self { characters: String::new(), ends: Vec::new(), gaps: String::new() };
        let mut gap = String::new();
        for (place, char) in text.char_indices() {
            let plain = match (alphabet, char) {
                (_, char) if char.is_ascii_alphanumeric() => Some(char),
                (Alphabet::Tencent, '*') => Some('+'),
                (Alphabet::Tencent, '-') => Some('/'),
                (Alphabet::Standard, '+' | '/') | (Alphabet::UrlSafe, '-' | '_') => Some(char),
                _ => None,
            };
            match plain {
                Some(plain) => {
                    body.gaps.push_str(&std::mem::take(&mut gap));
                    body.characters.push(plain);
                    body.ends.push((place + 1, body.gaps.len()));
                }
                None if with_gaps && gap.chars().count() < MAX_GAP && is_gap(char) => gap.push(char),
                None => break,
            }
            if body.characters.len() >= MAX_TOKEN_BYTES {
                break;
            }
        }
        body
    }
}

/// Whether a character may separate the parts of a long text: line breaks, and separators of source code, e-mails
/// and tables.
fn is_gap(char: char) -> bool {
    is_blank(char) || is_quote(char) || matches!(char, '+' | '.' | '|' | '&' | '=')
}

/// Number of padding characters at the start of `after`, and whether that is correct for `length` bytes.
fn padding(after: &str, length: usize, alphabet: Alphabet) -> (usize, bool) {
    let wanted = (3 - length % 3) % 3;
    let is_padding = |char: &char| match alphabet {
        Alphabet::Tencent => *char == '_',
        Alphabet::Standard => *char == '=',
        Alphabet::UrlSafe => matches!(char, '=' | '_'),
    };
    let count = after.chars().take(wanted).take_while(is_padding).count();
    // base64url is often written without padding.
    (count, count == wanted || alphabet == Alphabet::UrlSafe && count == 0)
}

/// Selects the token of `user` among several; the first if there is none.
fn chosen(text: &str, mut tokens: Vec<Found>, user: Option<&str>, repairs: Vec<Finding>) -> Extracted {
    let is_of_user = |found: &Found| {
        let claims = Claims::read(&found.unpacked.json);
        claims.is_ok_and(|claims| user.is_some_and(|user| claims.identifier == user))
    };
    let place = tokens.iter().position(is_of_user).unwrap_or(0);
    let first = tokens[0].unpacked.container.clone();
    let differ = tokens.iter().filter(|found| found.unpacked.container != first).count();
    let found = tokens.swap_remove(place);
    let mut findings = repairs;
    let mut note = |finding| {
        if !findings.contains(&finding) {
            findings.push(finding);
        }
    };
    let pasted = &text[found.start..found.end];
    match found.alphabet {
        Alphabet::Tencent => {}
        Alphabet::Standard => note(Finding::Repaired(Repair::StandardBase64)),
        Alphabet::UrlSafe => note(Finding::Repaired(Repair::Base64Url)),
    }
    if found.alphabet == Alphabet::Tencent && pasted.ends_with('=') {
        note(Finding::Repaired(Repair::StandardBase64));
    } else if !found.is_padded {
        note(Finding::Repaired(Repair::Padding));
    }
    let is_broken = found.gaps.chars().any(is_blank);
    let mut others = found.gaps.chars().filter(|char| !is_blank(*char));
    if is_broken {
        note(Finding::Repaired(Repair::WhiteSpace));
    }
    if others.clone().any(|char| char != '\\') {
        note(Finding::Repaired(Repair::Quotes));
    } else if !is_broken && others.next().is_some() {
        note(Finding::Repaired(Repair::Escapes));
    }
    if differ > 0 {
        note(Finding::Several { count: differ + 1 });
    }
    for around in surroundings(text, found.start, found.end) {
        note(around);
    }
    Extracted::Token { unpacked: found.unpacked, findings }
}
