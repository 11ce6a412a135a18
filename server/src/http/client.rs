//! The client address of a request, as trusted proxies report it.
//!
//! Each proxy appends the address of its peer to `X-Forwarded-For` or `Forwarded` (RFC 7239). They are read
//! from the end, up to the first address that is not a trusted proxy: everything before it came from outside and
//! may be forged.

mod hop;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{ConnectInfo, Request};
use http::HeaderName;
use http::header::{FORWARDED, HeaderMap};

use crate::config::{Networks, ProxyHeader};

/// Reads the hops of a header line, nearest first; `None` for a hop that is not an address.
type ReadHops = fn(&str) -> Vec<Option<IpAddr>>;

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The trusted proxies and the header in which they report the client.
#[derive(Debug, Clone, Default)]
pub struct Proxies {
    /// Addresses of proxies whose headers are trusted.
    pub trusted: Networks,
    /// The header that they write.
    pub header: ProxyHeader,
}

/// The address of the client.
pub fn address(request: &Request, proxies: &Proxies) -> IpAddr {
    behind(peer(request), request.headers(), proxies)
}

/// Whether the request came through a trusted proxy.
pub fn is_proxied(request: &Request, proxies: &Proxies) -> bool {
    proxies.trusted.contain(peer(request))
}

fn peer(request: &Request) -> IpAddr {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(peer)| peer.ip().to_canonical())
}

fn behind(peer: IpAddr, headers: &HeaderMap, proxies: &Proxies) -> IpAddr {
    if !proxies.trusted.contain(peer) {
        return peer;
    }
    let is_forwarded = match proxies.header {
        ProxyHeader::XForwardedFor => false,
        ProxyHeader::Forwarded => true,
        // A proxy that writes one of them may pass on a forged other one.
        ProxyHeader::Either => !headers.contains_key(X_FORWARDED_FOR),
    };
    let (name, read): (_, ReadHops) =
        if is_forwarded { (FORWARDED, hop::forwarded) } else { (X_FORWARDED_FOR, hop::x_forwarded_for) };
    let mut address = peer;
    for line in headers.get_all(name).iter().rev() {
        // The client's part need not be text, but what a proxy appended is.
        for hop in read(&String::from_utf8_lossy(line.as_bytes())) {
            match hop {
                Some(hop) if proxies.trusted.contain(hop) => address = hop,
                Some(hop) => return hop,
                // The proxy does not report the address: its own is the nearest known.
                None => return address,
            }
        }
    }
    address
}

#[cfg(test)]
mod tests;
