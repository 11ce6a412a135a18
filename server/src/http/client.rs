//! Where a request comes from, as far as trusted proxies say so.
//!
//! Each proxy adds at the end of `X-Forwarded-For` or `Forwarded` (RFC 7239) whom it was asked by. So these are read
//! from their end, up to the first address that is no proxy of ours: what stands before it came from outside, and
//! may say anything.

mod hop;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{ConnectInfo, Request};
use http::HeaderName;
use http::header::{FORWARDED, HeaderMap};

use crate::config::{Networks, ProxyHeader};

/// Reads the hops of a header's line, the nearest first; none where a hop is not an address.
type ReadHops = fn(&str) -> Vec<Option<IpAddr>>;

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Which peers are proxies of ours, and how they say where a request comes from.
#[derive(Debug, Clone, Default)]
pub struct Proxies {
    /// Addresses of proxies whose headers are believed.
    pub trusted: Networks,
    /// The header that they write.
    pub header: ProxyHeader,
}

/// The address of whoever asks.
pub fn address(request: &Request, proxies: &Proxies) -> IpAddr {
    behind(peer(request), request.headers(), proxies)
}

/// Whether a proxy of ours passed the request on.
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
        // A proxy that writes the one may pass on the other as a visitor made it up.
        ProxyHeader::Either => !headers.contains_key(X_FORWARDED_FOR),
    };
    let (name, read): (_, ReadHops) =
        if is_forwarded { (FORWARDED, hop::forwarded) } else { (X_FORWARDED_FOR, hop::x_forwarded_for) };
    let mut address = peer;
    for line in headers.get_all(name).iter().rev() {
        // What a visitor wrote need not be text, but what a proxy added to it is.
        for hop in read(&String::from_utf8_lossy(line.as_bytes())) {
            match hop {
                Some(hop) if proxies.trusted.contain(hop) => address = hop,
                Some(hop) => return hop,
                // The proxy does not know or does not tell: nobody nearer is known.
                None => return address,
            }
        }
    }
    address
}

#[cfg(test)]
mod tests;
