use proptest::prelude::*;

use super::*;

fn proxies(header: ProxyHeader) -> Proxies {
    let trusted = ["10.0.0.0/8", "fd00::/8", "::1"].map(|network| network.parse().unwrap());
    Proxies { trusted: Networks(trusted.to_vec()), header }
}

fn headers(lines: &[(HeaderName, &[u8])]) -> HeaderMap {
    lines.iter().map(|(name, line)| (name.clone(), (*line).try_into().unwrap())).collect()
}

fn found(peer: &str, header: ProxyHeader, lines: &[(HeaderName, &[u8])]) -> String {
    let peer = peer.parse::<IpAddr>().unwrap().to_canonical();
    behind(peer, &headers(lines), &proxies(header)).to_string()
}

/// Where a request of `peer` with these lines of one header comes from.
fn with(name: &HeaderName, peer: &str, lines: &[&str]) -> String {
    let lines: Vec<_> = lines.iter().map(|line| (name.clone(), line.as_bytes())).collect();
    found(peer, ProxyHeader::Either, &lines)
}

#[test]
fn what_proxies_write_into_x_forwarded_for() {
    for (lines, address) in [
        (&["198.51.100.1"][..], "198.51.100.1"),
        (&["203.0.113.9:51234"], "203.0.113.9"),
        (&["2001:db8::1"], "2001:db8::1"),
        (&["[2001:db8::1]"], "2001:db8::1"),
        (&["[2001:db8::1]:51234"], "2001:db8::1"),
        (&["2001:db8:0:0:0:0:0:1:51234"], "2001:db8::1"),
        (&["\"[2001:db8::1]:443\""], "2001:db8::1"),
        (&["fe80::1%eth0"], "fe80::1"),
        (&["::ffff:198.51.100.1"], "198.51.100.1"),
        (&["[::ffff:198.51.100.1]:80"], "198.51.100.1"),
        (&["1.1.1.1, 198.51.100.1:5, 10.0.0.2:443"], "198.51.100.1"),
        (&["1.1.1.1,198.51.100.1 ,\t10.0.0.2"], "198.51.100.1"),
        (&["1.1.1.1", "198.51.100.1", "10.0.0.2, 10.0.0.3"], "198.51.100.1"),
        (&["198.51.100.1, ,"], "198.51.100.1"),
        (&["198.51.100.1", ""], "198.51.100.1"),
        (&["서울, 198.51.100.1"], "198.51.100.1"),
        // The nearest proxy does not know: what stands before was never looked at by it.
        (&["198.51.100.1, unknown"], "10.0.0.1"),
        (&["198.51.100.1, unknown, 10.0.0.2"], "10.0.0.2"),
        (&["nonsense"], "10.0.0.1"),
        (&["198.51.100.1:port"], "10.0.0.1"),
        (&["198.51.100.1:123456"], "10.0.0.1"),
        (&["[198.51.100.1]"], "10.0.0.1"),
        (&["[2001:db8::1"], "10.0.0.1"),
        (&["198.51.100.1%eth0"], "10.0.0.1"),
        (&[""], "10.0.0.1"),
        (&[], "10.0.0.1"),
        (&["10.0.0.3, 10.0.0.2"], "10.0.0.3"),
    ] {
        assert_eq!(with(&X_FORWARDED_FOR, "10.0.0.1", lines), address, "{lines:?}");
        assert_eq!(
            with(&X_FORWARDED_FOR, "203.0.113.77", lines),
            "203.0.113.77",
            "no proxy of ours: {lines:?}"
        );
    }
    assert_eq!(with(&X_FORWARDED_FOR, "::ffff:10.0.0.1", &["2001:db8::1"]), "2001:db8::1");
    assert_eq!(with(&X_FORWARDED_FOR, "fd00::7", &["198.51.100.1, ::1"]), "198.51.100.1");
}

#[test]
fn what_proxies_write_into_forwarded() {
    for (lines, address) in [
        (&["for=192.0.2.43"][..], "192.0.2.43"),
        (&["For=\"[2001:db8:cafe::17]:4711\""], "2001:db8:cafe::17"),
        (&["for=192.0.2.60;proto=http;by=203.0.113.43"], "192.0.2.60"),
        (&["by=203.0.113.43; FOR = \"192.0.2.60:_gazonk\" ;host=\"a,b;for=1.1.1.1\""], "192.0.2.60"),
        (&["for=\"192.0.2.43:47011\""], "192.0.2.43"),
        (&["for=192.0.2.43:47011"], "192.0.2.43"),
        (&["for=1.1.1.1, for=192.0.2.43, for=\"10.0.0.2:443\""], "192.0.2.43"),
        (&["for=1.1.1.1", "for=192.0.2.43", "for=10.0.0.2,for=\"[fd00::1]\""], "192.0.2.43"),
        (&["for=\"\\192.0.2.43\""], "192.0.2.43"),
        // A visitor's quote that is left open hides nothing.
        (&["for=\"x, for=192.0.2.43"], "192.0.2.43"),
        (&["host=\"a\\\", for=1.1.1.1, for=192.0.2.43"], "192.0.2.43"),
        (&["for=1.1.1.1, for=unknown"], "10.0.0.1"),
        (&["for=1.1.1.1, for=_hidden, for=10.0.0.2"], "10.0.0.2"),
        (&["for=1.1.1.1, for=\"_SEVKISEK:_x\""], "10.0.0.1"),
        (&["for=1.1.1.1, proto=https"], "10.0.0.1"),
        (&["for=1.1.1.1;for=2.2.2.2"], "10.0.0.1"),
        (&["192.0.2.43"], "10.0.0.1"),
        (&[""], "10.0.0.1"),
    ] {
        assert_eq!(with(&FORWARDED, "10.0.0.1", lines), address, "{lines:?}");
        assert_eq!(with(&FORWARDED, "203.0.113.77", lines), "203.0.113.77", "no proxy of ours: {lines:?}");
    }
}

#[test]
fn of_two_headers_the_one_that_the_proxy_writes_counts() {
    let both: [(HeaderName, &[u8]); 2] = [(FORWARDED, b"for=1.1.1.1"), (X_FORWARDED_FOR, b"2.2.2.2")];
    for (header, address) in [
        (ProxyHeader::Either, "2.2.2.2"),
        (ProxyHeader::XForwardedFor, "2.2.2.2"),
        (ProxyHeader::Forwarded, "1.1.1.1"),
    ] {
        assert_eq!(found("10.0.0.1", header, &both), address);
    }
    assert_eq!(found("10.0.0.1", ProxyHeader::XForwardedFor, &both[..1]), "10.0.0.1");
    assert_eq!(found("10.0.0.1", ProxyHeader::Forwarded, &both[1..]), "10.0.0.1");
    assert_eq!(found("10.0.0.1", ProxyHeader::Either, &[(X_FORWARDED_FOR, b"\xff\xfe, 2.2.2.2")]), "2.2.2.2");
}

/// How proxies write an address.
fn written(address: IpAddr, style: u8) -> (String, String) {
    let bracketed = if address.is_ipv6() { format!("[{address}]") } else { address.to_string() };
    let plain = match style % 3 {
        0 => address.to_string(),
        1 => bracketed.clone(),
        _ => format!("{bracketed}:51234"),
    };
    let quoted = match style % 3 {
        2 => format!("for=\"{bracketed}:51234\";proto=https"),
        _ => format!("by=_x;For=\"{bracketed}\""),
    };
    (plain, quoted)
}

proptest! {
    /// Whatever a visitor sends along, the proxy's word about them counts, and no word of anybody else.
    #[test]
    fn nobody_chooses_their_address(
        sent in proptest::collection::vec("[ -~]{0,40}|for=\"|[0-9.,:\\[\\]\"\\\\]{0,20}", 0..4),
        visitor in prop_oneof![
            any::<[u8; 4]>().prop_map(IpAddr::from),
            any::<[u8; 16]>().prop_map(IpAddr::from),
        ],
        style in any::<u8>(),
        is_same_line in any::<bool>(),
    ) {
        let visitor = visitor.to_canonical();
        prop_assume!(!proxies(ProxyHeader::Either).trusted.contain(visitor));
        let (plain, quoted) = written(visitor, style);
        for (name, hop) in [(X_FORWARDED_FOR, plain), (FORWARDED, quoted)] {
            let mut lines = sent.clone();
            match lines.last_mut().filter(|_| is_same_line) {
                Some(last) => *last = format!("{last}, {hop}"),
                None => lines.push(hop),
            }
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            prop_assert_eq!(with(&name, "10.0.0.1", &lines), visitor.to_string());
            prop_assert_eq!(with(&name, "203.0.113.77", &lines), "203.0.113.77");
        }
    }
}
