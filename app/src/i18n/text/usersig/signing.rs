//! Text about the signed content and the encoding of the signature: what is wrong and what to do.

use domain::account::language::Language;
use domain::usersig::diagnosis::{Joint, JsonType, LineFault, SignatureEncoding};

use super::{advice, found};

pub(super) const fn type_name(language: Language, named: JsonType) -> &'static str {
    match named {
        JsonType::Null => found::type_null(language),
        JsonType::Boolean => found::type_boolean(language),
        JsonType::Number => found::type_number(language),
        JsonType::Text => found::type_text(language),
        JsonType::Array => found::type_array(language),
        JsonType::Object => found::type_object(language),
    }
}

/// The encoding in which `TLS.sig` was written.
pub(super) const fn encoding(language: Language, encoding: SignatureEncoding) -> &'static str {
    match encoding {
        SignatureEncoding::Hex => found::sig_hex(language),
        SignatureEncoding::HexInBase64 => found::sig_hex_in_base64(language),
        SignatureEncoding::Base64Url => found::sig_base64_url(language),
        SignatureEncoding::Tencent => found::sig_tencent(language),
        SignatureEncoding::Unpadded => found::sig_unpadded(language),
        SignatureEncoding::WhiteSpace => found::sig_white_space(language),
        SignatureEncoding::Percent => found::sig_percent(language),
        SignatureEncoding::PlusAsSpace => found::sig_plus_as_space(language),
        SignatureEncoding::Twice => found::sig_twice(language),
        SignatureEncoding::Bytes => found::sig_bytes(language),
        SignatureEncoding::P1363 => found::sig_p1363(language),
    }
}

/// The encoding that must be used instead.
pub(super) const fn encode(language: Language, encoding: SignatureEncoding) -> &'static str {
    match encoding {
        SignatureEncoding::P1363 => advice::der_signature(language),
        _ => advice::encode_signature(language),
    }
}

/// What is wrong with the signed text.
pub(super) fn lines(language: Language, fault: LineFault) -> String {
    let plain = match fault {
        LineFault::Joint(joint) => return found::lines_joint(language, joint_name(language, joint)),
        LineFault::OtherValue(field) => return found::lines_other_value(language, field.name()),
        LineFault::NoLastBreak => found::lines_no_last_break(language),
        LineFault::ExtraBreak => found::lines_extra_break(language),
        LineFault::Separator => found::lines_separator(language),
        LineFault::Order => found::lines_order(language),
        LineFault::Names => found::lines_names(language),
        LineFault::QuotedValues => found::lines_quoted_values(language),
        LineFault::VersionLine => found::lines_version(language),
        LineFault::NoUserbuf => found::lines_no_userbuf(language),
        LineFault::RawUserbuf => found::lines_raw_userbuf(language),
    };
    plain.to_owned()
}

/// Which text must be signed.
pub(super) fn sign(language: Language, fault: LineFault) -> String {
    match fault {
        LineFault::Joint(_) | LineFault::NoLastBreak | LineFault::ExtraBreak => {
            advice::join_lines(language).to_owned()
        }
        LineFault::OtherValue(field) => advice::sign_same_value(language, field.name()),
        _ => advice::sign_lines(language).to_owned(),
    }
}

const fn joint_name(language: Language, joint: Joint) -> &'static str {
    match joint {
        Joint::EscapedLf => found::joint_escaped_lf(language),
        Joint::EscapedCrLf => found::joint_escaped_crlf(language),
        Joint::CrLf => found::joint_crlf(language),
        Joint::Cr => found::joint_cr(language),
        Joint::TwoLf => found::joint_two_lf(language),
        Joint::Tab => found::joint_tab(language),
        Joint::EscapedTab => found::joint_escaped_tab(language),
        Joint::Space => found::joint_space(language),
        Joint::Nothing => found::joint_nothing(language),
        Joint::Comma => found::joint_comma(language),
        Joint::CommaSpace => found::joint_comma_space(language),
        Joint::Semicolon => found::joint_semicolon(language),
        Joint::Ampersand => found::joint_ampersand(language),
        Joint::Bar => found::joint_bar(language),
        Joint::Nul => found::joint_nul(language),
        Joint::PercentLf => found::joint_percent_lf(language),
        Joint::Br => found::joint_br(language),
    }
}
