//! The vendors' addresses, each of which the configuration may replace, and additional certificate authorities.

use http::Uri;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;

use crate::credential::{Environment, XiaomiRegion};

/// A base address. The paths of the protocols are appended to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Host {
    /// Apple's service for the App Store and `TestFlight` (`facts` 4.1).
    ApnsProduction,
    /// Apple's service for builds out of Xcode (`facts` 4.1).
    ApnsSandbox,
    /// Google FCM (`facts` 4.2).
    Fcm,
    /// Google's token endpoint, the complete URL (`facts` 4.2).
    FcmToken,
    /// Huawei Push Kit for Android (`facts` 4.3).
    Huawei,
    /// Huawei's OAuth server (`facts` 4.3).
    HuaweiToken,
    /// Huawei Push Kit for `HarmonyOS` (`facts` 4.4).
    Harmony,
    /// HONOR (`facts` 4.5).
    Honor,
    /// HONOR's OAuth server (`facts` 4.5).
    HonorToken,
    /// Xiaomi, mainland China (`facts` 4.6).
    XiaomiChina,
    /// Xiaomi, Singapore.
    XiaomiSingapore,
    /// Xiaomi, Europe.
    XiaomiEurope,
    /// Xiaomi, India.
    XiaomiIndia,
    /// Xiaomi, Russia.
    XiaomiRussia,
    /// OPPO (`facts` 4.7).
    Oppo,
    /// vivo (`facts` 4.8).
    Vivo,
    /// Meizu (`facts` 4.9).
    Meizu,
}

/// The addresses in force.
#[derive(Debug, Clone)]
pub struct Hosts {
    addresses: [String; Host::ALL.len()],
    authorities: Vec<CertificateDer<'static>>,
}

/// An address or a certificate authority of the configuration cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HostError {
    /// Not an absolute HTTP(S) URL.
    #[error("\"{0}\" is not an address such as https://push.example.com")]
    NotAnAddress(String),
    /// Credentials would cross a network unencrypted.
    #[error(
        "\"{0}\" must begin with https://; http:// is for this machine alone (127.0.0.1, [::1], localhost)"
    )]
    InTheClear(String),
    /// User name or query are not allowed.
    #[error("\"{0}\" must have neither a user name nor a question mark")]
    TooMuch(String),
    /// No PEM certificate.
    #[error("there is no usable certificate in PEM form in it")]
    NotAnAuthority,
}

impl Host {
    /// All hosts, in the order of their declaration.
    pub const ALL: [Self; 17] = [
        Self::ApnsProduction,
        Self::ApnsSandbox,
        Self::Fcm,
        Self::FcmToken,
        Self::Huawei,
        Self::HuaweiToken,
        Self::Harmony,
        Self::Honor,
        Self::HonorToken,
        Self::XiaomiChina,
        Self::XiaomiSingapore,
        Self::XiaomiEurope,
        Self::XiaomiIndia,
        Self::XiaomiRussia,
        Self::Oppo,
        Self::Vivo,
        Self::Meizu,
    ];

    /// Its key in the configuration.
    pub const fn key(self) -> &'static str {
        match self {
            Self::ApnsProduction => "push_apns_production",
            Self::ApnsSandbox => "push_apns_sandbox",
            Self::Fcm => "push_fcm",
            Self::FcmToken => "push_fcm_token",
            Self::Huawei => "push_huawei",
            Self::HuaweiToken => "push_huawei_token",
            Self::Harmony => "push_harmony",
            Self::Honor => "push_honor",
            Self::HonorToken => "push_honor_token",
            Self::XiaomiChina => "push_xiaomi_china",
            Self::XiaomiSingapore => "push_xiaomi_singapore",
            Self::XiaomiEurope => "push_xiaomi_europe",
            Self::XiaomiIndia => "push_xiaomi_india",
            Self::XiaomiRussia => "push_xiaomi_russia",
            Self::Oppo => "push_oppo",
            Self::Vivo => "push_vivo",
            Self::Meizu => "push_meizu",
        }
    }

    /// Its environment variable.
    pub fn variable(self) -> String {
        variable(self.key())
    }

    /// The vendor's public address.
    pub const fn public(self) -> &'static str {
        match self {
            Self::ApnsProduction => "https://api.push.apple.com",
            Self::ApnsSandbox => "https://api.sandbox.push.apple.com",
            Self::Fcm => "https://fcm.googleapis.com",
            Self::FcmToken => "https://oauth2.googleapis.com/token",
            Self::Huawei | Self::Harmony => "https://push-api.cloud.huawei.com",
            Self::HuaweiToken => "https://oauth-login.cloud.huawei.com",
            Self::Honor => "https://push-api.cloud.honor.com",
            Self::HonorToken => "https://iam.developer.honor.com",
            Self::XiaomiChina => "https://api.xmpush.xiaomi.com",
            Self::XiaomiSingapore => "https://sgp-api.xmpush.global.xiaomi.com",
            Self::XiaomiEurope => "https://fr-api.xmpush.global.xiaomi.com",
            Self::XiaomiIndia => "https://idmb-api.xmpush.global.xiaomi.com",
            Self::XiaomiRussia => "https://ru-api.xmpush.global.xiaomi.com",
            Self::Oppo => "https://api.push.oppomobile.com",
            Self::Vivo => "https://api-push.vivo.com.cn",
            Self::Meizu => "https://server-api-push.meizu.com",
        }
    }
}

/// The configuration key of the file with additional certificate authorities.
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
    /// Replaces the address of `host`: `https://`, or `http://` on this machine, with an optional path.
    pub fn replace(&mut self, host: Host, address: &str) -> Result<(), HostError> {
        let address = parse(address)?;
        self.addresses[host as usize] = address;
        Ok(())
    }

    /// Trusts the certificates of `pem` in addition to the public authorities.
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

    /// Trusted in addition to the public authorities.
    pub(crate) fn authorities(&self) -> &[CertificateDer<'static>] {
        &self.authorities
    }
}

impl From<Environment> for Host {
    fn from(environment: Environment) -> Self {
        match environment {
            Environment::Development => Self::ApnsSandbox,
            Environment::Production => Self::ApnsProduction,
        }
    }
}

impl From<XiaomiRegion> for Host {
    fn from(region: XiaomiRegion) -> Self {
        match region {
            XiaomiRegion::China => Self::XiaomiChina,
            XiaomiRegion::Singapore => Self::XiaomiSingapore,
            XiaomiRegion::Europe => Self::XiaomiEurope,
            XiaomiRegion::India => Self::XiaomiIndia,
            XiaomiRegion::Russia => Self::XiaomiRussia,
        }
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
