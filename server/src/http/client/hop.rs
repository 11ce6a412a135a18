//! The addresses in a line of `X-Forwarded-For` or `Forwarded`, the nearest first. None stands for one that is not
//! told: `unknown`, an obfuscated identifier, or what is no address.

use std::net::IpAddr;

/// `203.0.113.9, 203.0.113.9:51234, 2001:db8::1, [2001:db8::1]:443`: proxies differ, and some add the port.
pub(super) fn x_forwarded_for(line: &str) -> Vec<Option<IpAddr>> {
    let hops = line.rsplit(',').map(str::trim).filter(|hop| !hop.is_empty());
    hops.map(|hop| node(&unquoted(hop))).collect()
}

/// Hops of one line of `Forwarded`, e.g. `for=203.0.113.9;proto=https, For="[2001:db8::1]:443"`.
pub(super) fn forwarded(line: &str) -> Vec<Option<IpAddr>> {
    let hops = split_from_the_end(line, ',').into_iter().filter(|hop| !hop.is_empty());
    hops.map(|hop| {
        let mut named = split_from_the_end(hop, ';').into_iter().filter_map(|pair| {
            let (name, value) = pair.split_once('=')?;
            name.trim().eq_ignore_ascii_case("for").then_some(value.trim())
        });
        // RFC 7239 allows each parameter once in an element.
        match (named.next(), named.next()) {
            (Some(value), None) => node(&unquoted(value)),
            _ => None,
        }
    })
    .collect()
}

/// An address, with or without a port, which may be obfuscated (`_x`).
fn node(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix('[') {
        let (address, port) = rest.split_once(']')?;
        let is_port = port.is_empty() || port.strip_prefix(':').is_some_and(is_port);
        return is_port.then(|| ip(address)).flatten().filter(IpAddr::is_ipv6).map(|ip| ip.to_canonical());
    }
    ip(text)
        .or_else(|| {
            let (address, port) = text.rsplit_once(':')?;
            is_port(port).then(|| ip(address)).flatten()
        })
        .map(|ip| ip.to_canonical())
}

/// The zone of a link-local address (`fe80::1%eth0`) means something to the proxy alone.
fn ip(text: &str) -> Option<IpAddr> {
    let (address, zone) = text.split_once('%').unwrap_or((text, ""));
    address.parse().ok().filter(|ip: &IpAddr| zone.is_empty() || ip.is_ipv6())
}

fn is_port(text: &str) -> bool {
    let is_obfuscated = text.len() > 1
        && text.starts_with('_')
        && text.chars().all(|char| char.is_ascii_alphanumeric() || "._-".contains(char));
    is_obfuscated || (!text.is_empty() && text.len() <= 5 && text.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Without the quotes and backslashes of a quoted-string (RFC 9110 5.6.4).
fn unquoted(text: &str) -> String {
    let Some(inner) = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else {
        return text.to_owned();
    };
    let mut plain = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(char) = chars.next() {
        plain.extend(if char == '\\' { chars.next() } else { Some(char) });
    }
    plain
}

/// The parts between separators that stand in no quoted-string, the last one first. It is read from its end, so that
/// a quote which a visitor opens and does not close takes nothing away from what proxies added behind it.
fn split_from_the_end(line: &str, separator: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut end, mut is_quoted) = (line.len(), false);
    for (at, char) in line.char_indices().rev() {
        if char == '"' {
            let backslashes = line[..at].chars().rev().take_while(|char| *char == '\\').count();
            is_quoted ^= backslashes.is_multiple_of(2);
        } else if char == separator && !is_quoted {
            parts.push(line[at + char.len_utf8()..end].trim());
            end = at;
        }
    }
    parts.push(line[..end].trim());
    parts
}
