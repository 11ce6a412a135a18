//! Certificates: the authority, the server, and APNs clients (docs/facts/push-credentials.md#apns-certificates).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use domain::time::Timestamp;
use rcgen::{
    BasicConstraints, CertificateParams, CustomExtension, DistinguishedName, DnType, ExtendedKeyUsagePurpose,
    IsCa, KeyUsagePurpose, SanType, date_time_ymd,
};

use super::Unmade;
use crate::credential::Environment;

const UID: &[u64] = &[0, 9, 2342, 19_200_300, 100, 1, 1];
const DEVELOPMENT: &[u64] = &[1, 2, 840, 113_635, 100, 6, 3, 1];
const PRODUCTION: &[u64] = &[1, 2, 840, 113_635, 100, 6, 3, 2];
/// The extensions have no content but their presence: NULL in DER.
const NULL: [u8; 2] = [5, 0];

/// The authority: the same name for every key.
pub(super) fn authority() -> CertificateParams {
    let mut params = named("Chat Console vendor simulator, not Apple");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}

/// A server at `host`, and at every name of this machine.
pub(super) fn server(host: IpAddr) -> Result<CertificateParams, Unmade> {
    let mut params = named("Chat Console vendor simulator");
    let local = [IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST), host];
    let name = "localhost".try_into().map_err(|_| Unmade::Certificate)?;
    params.subject_alt_names = local.into_iter().map(SanType::IpAddress).collect();
    params.subject_alt_names.push(SanType::DnsName(name));
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    Ok(params)
}

/// A client certificate as Apple issues it. The one for production is the combined one, which its sandbox takes
/// too.
pub(super) fn apple(bundle_id: &str, environment: Environment, voip: bool) -> CertificateParams {
    let kind = match (voip, environment) {
        (true, _) => "VoIP Services",
        (false, Environment::Production) => "Apple Push Services",
        (false, Environment::Development) => "Apple Development IOS Push Services",
    };
    let mut params = named(&format!("{kind}: {bundle_id}"));
    params.distinguished_name.push(DnType::from_oid(UID), bundle_id);
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    let services: &[&[u64]] = match environment {
        Environment::Production => &[DEVELOPMENT, PRODUCTION],
        Environment::Development => &[DEVELOPMENT],
    };
    params.custom_extensions =
        services.iter().map(|oid| CustomExtension::from_oid_content(oid, NULL.to_vec())).collect();
    params
}

/// Lets it end at the beginning of the day (UTC) of `end`.
pub(super) fn end_on(params: &mut CertificateParams, end: Timestamp) {
    let civil = end.civil();
    let number = |value: u32| u8::try_from(value).unwrap_or(1);
    params.not_after =
        date_time_ymd(i32::try_from(civil.year).unwrap_or(9999), number(civil.month), number(civil.day));
}

fn named(name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = date_time_ymd(2049, 12, 31);
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    params
}
