//! Compression of responses; files of the site are compressed at build time.
//!
//! A response that shows a secret is not compressed: an attacker who sees the size of responses and controls a part
//! of them could guess the secret by the size (BREACH, CVE-2013-3587). A handler marks such a response with
//! `no-transform`, which proxies respect as well (RFC 9111, 5.2.2.6).

use http::header::CACHE_CONTROL;
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};

/// In bytes; a smaller response fits in one packet anyway.
const MIN_BYTES: u64 = 860;
/// Of 11 for brotli and of 9 for gzip. For a page of 96 kB, brotli takes less than a millisecond at 5 and leaves 9.1
/// kB; at 4 it leaves 10.5 kB, and at 11 it takes a hundred times as long for 7.8 kB.
const LEVEL: i32 = 5;

/// Compresses with an encoding that the browser accepts; brotli is preferred to gzip.
pub fn layer() -> CompressionLayer<impl Predicate> {
    let predicate = SizeAbove::new(MIN_BYTES).and(NotForContentType::IMAGES).and(is_transformable);
    CompressionLayer::new().quality(CompressionLevel::Precise(LEVEL)).compress_when(predicate)
}

fn is_transformable(
    _: http::StatusCode,
    _: http::Version,
    headers: &http::HeaderMap,
    _: &http::Extensions,
) -> bool {
    let values = headers.get_all(CACHE_CONTROL).iter().filter_map(|value| value.to_str().ok());
    !values.flat_map(|value| value.split(',')).any(|directive| directive.trim() == "no-transform")
}
