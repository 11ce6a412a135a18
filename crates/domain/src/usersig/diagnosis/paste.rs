//! Extracts a token from a pasted text, and reports the repairs that it needed.

use std::borrow::Cow;

use base64::Engine as _;
use base64::alphabet::{STANDARD as STANDARD_ALPHABET, URL_SAFE as URL_SAFE_ALPHABET};
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use percent_encoding::percent_decode_str;

use super::extract::{Extracted, extract};
use super::finding::{Finding, PastedKey, Repair};
use super::{Check, CheckName, CheckOutcome, json};
use crate::usersig::inflate::{InflateError, inflate_zlib};
use crate::usersig::{Claims, MAX_JSON_BYTES, MAX_TOKEN_BYTES, Token, encode_container};

/// Maximum size of a pasted text, in bytes.
pub const MAX_PASTED_BYTES: usize = 64 * 1024;

/// Without padding; unused trailing bits may have any value, as in a text that was cut off.
const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::RequireNone)
    .with_decode_allow_trailing_bits(true);
pub(super) const STANDARD: GeneralPurpose = GeneralPurpose::new(&STANDARD_ALPHABET, LENIENT);
pub(super) const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&URL_SAFE_ALPHABET, LENIENT);

/// Result of reading a pasted text.
pub(super) struct Pasted {
    /// Claims of the token, as far as they can be determined.
    pub claims: Option<Claims<'static>>,
    /// The token as a library would have written it, if the pasted text differs from that.
    pub repaired: Option<String>,
    /// The check of the form. It passes if the text is readable as pasted.
    pub check: Check,
}

/// The container of a token, and the JSON in it.
pub(super) struct Unpacked {
    pub container: Vec<u8>,
    pub json: Vec<u8>,
}

/// Parses `pasted`; `user` selects one of several tokens.
pub(super) fn read(pasted: &str, user: Option<&str>) -> Pasted {
    let check = |outcome, findings| Check::new(CheckName::Decoded, outcome, findings);
    if let Ok(token) = Token::open(pasted)
        && let Ok(claims) = token.claims()
    {
        let characters = pasted.chars().count();
        let check = check(CheckOutcome::Holds, vec![Finding::Read { characters }]);
        return Pasted { claims: Some(claims.into_owned()), repaired: None, check };
    }
    let mut findings = Vec::new();
    match unpack(pasted, &mut findings).or_else(|whole| within(pasted, user, whole, &mut findings)) {
        Ok(Unpacked { container, json }) => {
            let claims = json::read(&json, &mut findings);
            // Nothing was repaired except unused bits, which are zero in the signed token.
            if findings.is_empty() {
                findings.push(Finding::Altered);
            }
            let repaired = Some(encode_container(&container));
            Pasted { claims, repaired, check: check(CheckOutcome::Fails, findings) }
        }
        Err(finding) => {
            findings.insert(0, finding);
            Pasted { claims: None, repaired: None, check: check(CheckOutcome::Fails, findings) }
        }
    }
}

/// Searches for a token within `pasted`, which as a whole is not one because of `whole`.
fn within(
    pasted: &str,
    user: Option<&str>,
    whole: Finding,
    findings: &mut Vec<Finding>,
) -> Result<Unpacked, Finding> {
    let is_final = match &whole {
        Finding::Empty | Finding::Key(PastedKey::Private | PastedKey::Public) => true,
        Finding::TooLong { .. } => pasted.len() > MAX_PASTED_BYTES,
        _ => false,
    };
    if is_final {
        return Err(whole);
    }
    match extract(pasted, user) {
        Extracted::Token { unpacked, findings: found } => {
            *findings = found;
            Ok(unpacked)
        }
        // The text around a damaged token adds little to its diagnosis.
        Extracted::Damaged { finding, findings: found } if whole == Finding::NotAUserSig => {
            *findings = found;
            Err(finding)
        }
        Extracted::Key if whole == Finding::NotAUserSig => Err(Finding::Key(PastedKey::Secret)),
        Extracted::Jwt if whole == Finding::NotAUserSig => Err(Finding::Jwt),
        _ => Err(whole),
    }
}

/// Unpacks the JSON in `pasted`; each repair is recorded.
fn unpack(pasted: &str, findings: &mut Vec<Finding>) -> Result<Unpacked, Finding> {
    if pasted.is_empty() {
        return Err(Finding::Empty);
    }
    if pasted.len() > MAX_PASTED_BYTES {
        return Err(Finding::TooLong { bytes: pasted.len(), most: MAX_TOKEN_BYTES });
    }
    if let Some(found) = other_thing(pasted) {
        return Err(found);
    }
    let text = clean(pasted, findings);
    if text.is_empty() {
        return Err(Finding::Empty);
    }
    if let Some(found) = other_thing(&text) {
        return Err(found);
    }
    if text.len() > MAX_TOKEN_BYTES {
        return Err(Finding::TooLong { bytes: text.len(), most: MAX_TOKEN_BYTES });
    }
    // The token was pasted twice.
    let (half, rest) = text.split_at_checked(text.len() / 2).unwrap_or((&text, ""));
    if half == rest {
        findings.push(Finding::Trailing);
        return decode(half, findings);
    }
    decode(&text, findings)
}

/// Recognises text that is certainly not a token.
fn other_thing(pasted: &str) -> Option<Finding> {
    let text = pasted.trim();
    if text.contains("-----BEGIN") {
        let private = text.contains("PRIVATE KEY");
        return Some(Finding::Key(if private { PastedKey::Private } else { PastedKey::Public }));
    }
    if text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Some(Finding::Key(PastedKey::Secret));
    }
    if text.starts_with('{') {
        return Some(if text.contains("TLS.") { Finding::PlainJson } else { Finding::NotAUserSig });
    }
    let parts: Vec<_> = text.splitn(4, '.').collect();
    (parts.len() == 3 && parts[0].starts_with("eyJ")).then_some(Finding::Jwt)
}

/// Removes artefacts of copying: quotes, white space, percent-encoding.
fn clean(pasted: &str, findings: &mut Vec<Finding>) -> String {
    let mut note = |repair, needed: bool| {
        let finding = Finding::Repaired(repair);
        if needed && !findings.contains(&finding) {
            findings.push(finding);
        }
    };
    let mut text = pasted.to_owned();
    // Two passes: quotes may be percent-encoded too.
    for _ in 0..2 {
        let trimmed = text.trim_matches(is_blank);
        let bare = trimmed.trim_matches(|char| is_quote(char) || is_blank(char));
        note(Repair::WhiteSpace, trimmed.len() < text.len());
        note(Repair::Quotes, bare.len() < trimmed.len());
        let (decoded, any) = percent_decoded(bare);
        note(Repair::PercentEncoding, any);
        text = decoded;
        if !any {
            break;
        }
    }
    let solid: String = text.chars().filter(|char| !is_blank(*char)).collect();
    note(Repair::WhiteSpace, solid.len() < text.len());
    solid
}

/// Whether a character is white space or has no width: byte order marks, zero-width spaces and joiners.
pub(super) fn is_blank(char: char) -> bool {
    char.is_whitespace()
        || char.is_control()
        || matches!(char, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
}

pub(super) fn is_quote(char: char) -> bool {
    matches!(
        char,
        '"' | '\'' | '`' | ',' | ';' | '“' | '”' | '‘' | '’' | '「' | '」' | '<' | '>' | '(' | ')' | '\\'
    )
}

/// Decodes `%2A` and the like in `text`; also returns whether there were any.
pub(super) fn percent_decoded(text: &str) -> (String, bool) {
    match Cow::from(percent_decode_str(text)) {
        Cow::Owned(bytes) => match String::from_utf8(bytes) {
            Ok(decoded) => (decoded, true),
            Err(_) => (text.to_owned(), false),
        },
        Cow::Borrowed(_) => (text.to_owned(), false),
    }
}

/// Tries the three alphabets that are often confused. The right one is the one whose result can be unpacked.
fn decode(text: &str, findings: &mut Vec<Finding>) -> Result<Unpacked, Finding> {
    let padded = |padding: char| {
        let body = text.trim_end_matches(padding);
        let complete = text.len().is_multiple_of(4) && text.len() - body.len() < 3;
        (body, complete)
    };
    let (tencent, tencent_complete) = padded('_');
    let (other, other_complete) = padded('=');
    let swapped: String = tencent
        .chars()
        .map(|char| match char {
            '*' => '+',
            '-' => '/',
            char => char,
        })
        .collect();
    let is_tencent = tencent.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'*' | b'-'));
    let swapped = if is_tencent { swapped } else { String::new() };
    // base64url is often written without padding, so its absence is not a finding.
    let tries = [
        (STANDARD.decode(whole(&swapped)), None, tencent_complete),
        (URL_SAFE.decode(whole(other)), Some(Repair::Base64Url), true),
        (URL_SAFE.decode(whole(tencent)), Some(Repair::Base64Url), true),
        (STANDARD.decode(whole(other)), Some(Repair::StandardBase64), other_complete),
    ];
    let mut worst = Finding::NotAUserSig;
    for (bytes, repair, complete) in tries {
        let Ok(bytes) = bytes else { continue };
        match inflate_zlib(&bytes, MAX_JSON_BYTES) {
            Ok(json) => {
                findings.extend(repair.map(Finding::Repaired));
                if !complete {
                    findings.push(Finding::Repaired(Repair::Padding));
                }
                return Ok(Unpacked { container: bytes, json });
            }
            Err(broken) if worst == Finding::NotAUserSig => worst = cause(broken, &bytes, text),
            Err(_) => {}
        }
    }
    Err(worst)
}

/// `body` without a final character that encodes less than a byte.
pub(super) fn whole(body: &str) -> &str {
    if body.len() % 4 == 1 { body.get(..body.len() - 1).unwrap_or(body) } else { body }
}

pub(super) fn cause(broken: InflateError, bytes: &[u8], text: &str) -> Finding {
    match broken {
        _ if bytes.starts_with(&[0x1f, 0x8b]) => Finding::Gzip,
        _ if bytes.first() == Some(&b'{') => Finding::NotCompressed,
        _ if bytes.first() != Some(&0x78) => Finding::NotAUserSig,
        InflateError::Header => Finding::NotAUserSig,
        InflateError::Truncated => Finding::Truncated { characters: text.chars().count() },
        InflateError::Malformed | InflateError::Checksum => Finding::Altered,
        InflateError::Trailing => Finding::Trailing,
        InflateError::TooLarge => Finding::TooLarge { most: MAX_JSON_BYTES },
    }
}
