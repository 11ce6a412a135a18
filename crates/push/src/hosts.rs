//! The vendors' addresses (docs/facts/push-vendors.md), each of which can be replaced in the configuration, and
//! additional certificate authorities.

use http::Uri;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;

/// Generates the enum of hosts and its tables from lines `Variant = "configuration key", "public address";`.
macro_rules! hosts {
    ($($(#[$doc:meta])* $host:ident = $key:literal, $address:literal;)+) => {
        /// A base address. The paths of the protocols are appended to it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Host {
            $($(#[$doc])* $host,)+
        }

        impl Host {
            /// All hosts, in declaration order.
            pub const ALL: [Self; [$($key),+].len()] = [$(Self::$host),+];

            /// The configuration key that replaces the address.
            pub const fn key(self) -> &'static str {
                const KEYS: [&str; Host::ALL.len()] = [$($key),+];
                KEYS[self as usize]
            }

            /// The vendor's public address.
            pub const fn public(self) -> &'static str {
                const ADDRESSES: [&str; Host::ALL.len()] = [$($address),+];
                ADDRESSES[self as usize]
            }
        }
    };
}

hosts! {
    /// Apple's production service, for the App Store and `TestFlight`.
    ApnsProduction = "push_apns_production", "https://api.push.apple.com";
    /// Apple's sandbox, for builds run from Xcode.
    ApnsSandbox = "push_apns_sandbox", "https://api.sandbox.push.apple.com";
    /// Google FCM, HTTP v1.
    Fcm = "push_fcm", "https://fcm.googleapis.com";
    /// Google's token endpoint: the complete URL, not a base address.
    FcmToken = "push_fcm_token", "https://oauth2.googleapis.com/token";
    /// Huawei Push Kit for Android.
    Huawei = "push_huawei", "https://push-api.cloud.huawei.com";
    /// Huawei's OAuth server.
    HuaweiToken = "push_huawei_token", "https://oauth-login.cloud.huawei.com";
    /// Huawei Push Kit for `HarmonyOS`.
    Harmony = "push_harmony", "https://push-api.cloud.huawei.com";
    /// HONOR's push service.
    Honor = "push_honor", "https://push-api.cloud.honor.com";
    /// HONOR's OAuth server.
    HonorToken = "push_honor_token", "https://iam.developer.honor.com";
    /// Xiaomi's push service in mainland China.
    XiaomiChina = "push_xiaomi_china", "https://api.xmpush.xiaomi.com";
    /// Xiaomi's push service in Singapore.
    XiaomiSingapore = "push_xiaomi_singapore", "https://sgp-api.xmpush.global.xiaomi.com";
    /// Xiaomi's push service in Europe.
    XiaomiEurope = "push_xiaomi_europe", "https://fr-api.xmpush.global.xiaomi.com";
    /// Xiaomi's push service in India.
    XiaomiIndia = "push_xiaomi_india", "https://idmb-api.xmpush.global.xiaomi.com";
    /// Xiaomi's push service in Russia.
    XiaomiRussia = "push_xiaomi_russia", "https://ru-api.xmpush.global.xiaomi.com";
    /// OPPO's push service.
    Oppo = "push_oppo", "https://api.push.oppomobile.com";
    /// vivo's push service.
    Vivo = "push_vivo", "https://api-push.vivo.com.cn";
    /// Meizu's push service.
    Meizu = "push_meizu", "https://server-api-push.meizu.com";
}

impl Host {
    /// The environment variable that replaces the address.
    pub fn variable(self) -> String {
        variable(self.key())
    }
}

/// The vendors' addresses and additional certificate authorities, as configured.
#[derive(Debug, Clone)]
pub struct Hosts {
    addresses: [String; Host::ALL.len()],
    authorities: Vec<CertificateDer<'static>>,
}

/// A configured address or certificate authority cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HostError {
    /// The address is not an absolute HTTP(S) URL.
    #[error("\"{0}\" is not an address such as https://push.example.com")]
    NotAnAddress(String),
    /// The address would send credentials unencrypted over a network.
    #[error(
        "\"{0}\" must begin with https://; http:// is for this machine alone (127.0.0.1, [::1], localhost)"
    )]
    InTheClear(String),
    /// The address has a user name or a query.
    #[error("\"{0}\" must have neither a user name nor a question mark")]
    TooMuch(String),
    /// The text contains no usable PEM certificate.
    #[error("there is no usable certificate in PEM form in it")]
    NotAnAuthority,
}

/// The configuration key that names the file of additional certificate authorities.
pub const CA_FILE: &str = "push_ca_file";

/// The environment variable of a configuration key.
pub fn variable(key: &str) -> String {
    format!("CHAT_CONSOLE_{}", key.to_uppercase())
}

impl Default for Hosts {
    fn default() -> Self {
        Self { addresses: Host::ALL.map(|host| host.public().to_owned()), authorities: Vec::new() }
    }
}

impl Hosts {
    /// Replaces the address of `host`, by an `https://` URL or an `http://` one on this machine, with an optional path.
    pub fn replace(&mut self, host: Host, address: &str) -> Result<(), HostError> {
        let address = parse(address)?;
        self.addresses[host as usize] = address;
        Ok(())
    }

    /// Trusts the certificates in `pem` in addition to the public authorities.
    pub fn trust(&mut self, pem: &str) -> Result<(), HostError> {
        let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem.as_bytes()).collect();
        let found = found.ok().filter(|found| !found.is_empty()).ok_or(HostError::NotAnAuthority)?;
        let mut roots = rustls::RootCertStore::empty();
        if roots.add_parsable_certificates(found.iter().cloned()) != (found.len(), 0) {
            return Err(HostError::NotAnAuthority);
        }
        self.authorities.extend(found);
        Ok(())
    }

    /// The address of `host`, without a trailing slash.
    pub fn at(&self, host: Host) -> &str {
        &self.addresses[host as usize]
    }

    /// Authorities that are trusted in addition to the public ones.
    pub(crate) fn authorities(&self) -> &[CertificateDer<'static>] {
        &self.authorities
    }
}

fn parse(address: &str) -> Result<String, HostError> {
    let trimmed = address.trim().trim_end_matches('/');
    let uri: Uri = trimmed.parse().map_err(|_| HostError::NotAnAddress(address.to_owned()))?;
    let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
        return Err(HostError::NotAnAddress(address.to_owned()));
    };
    if authority.as_str().contains('@') || uri.query().is_some() {
        return Err(HostError::TooMuch(address.to_owned()));
    }
    match scheme {
        "https" => Ok(trimmed.to_owned()),
        "http" if is_this_machine(authority.host()) => Ok(trimmed.to_owned()),
        "http" => Err(HostError::InTheClear(address.to_owned())),
        _ => Err(HostError::NotAnAddress(address.to_owned())),
    }
}

fn is_this_machine(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse().is_ok_and(|address: std::net::IpAddr| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_host_has_its_own_place_key_and_address() {
        let mut hosts = Hosts::default();
        for (index, host) in Host::ALL.into_iter().enumerate() {
            assert_eq!(host as usize, index, "{host:?}");
            assert_eq!(hosts.at(host), host.public());
            hosts.replace(host, &format!("https://vendors.example.com/{}/", host.key())).unwrap();
        }
        for host in Host::ALL {
            assert_eq!(hosts.at(host), format!("https://vendors.example.com/{}", host.key()));
        }
        assert_eq!(Host::XiaomiEurope.variable(), "CHAT_CONSOLE_PUSH_XIAOMI_EUROPE");
        assert_eq!(variable(CA_FILE), "CHAT_CONSOLE_PUSH_CA_FILE");
    }

    #[test]
    fn plain_http_is_for_this_machine_alone() {
        for address in ["http://127.0.0.1:8/x", "http://localhost:80", "http://[::1]:9", "https://a.example"]
        {
            assert_eq!(parse(address), Ok(address.to_owned()));
        }
        assert!(matches!(parse("http://10.0.0.1"), Err(HostError::InTheClear(_))));
        assert!(matches!(parse("http://localhost.example.com"), Err(HostError::InTheClear(_))));
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for address in ["", "vendors", "ftp://a.example", "/a", "https://", "https://a b"] {
            assert!(matches!(parse(address), Err(HostError::NotAnAddress(_))), "{address}");
        }
        for address in ["https://user@a.example", "https://a.example/?q"] {
            assert!(matches!(parse(address), Err(HostError::TooMuch(_))), "{address}");
        }
    }

    #[test]
    fn an_authority_is_a_certificate() {
        let mut hosts = Hosts::default();
        for pem in ["", "text", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
            assert_eq!(hosts.trust(pem), Err(HostError::NotAnAuthority), "{pem}");
        }
        assert!(hosts.authorities().is_empty());
    }
}
