//! X.509 certificates as Apple issues them (docs/facts/push-credentials.md#apns-certificates).

use domain::certificate::{ApnsCertificateFacts, BundleId, CredentialError, Environment, Topic};
use domain::time::Timestamp;
use x509_cert::Certificate;
use x509_cert::der::asn1::ObjectIdentifier;
use x509_cert::der::{Decode as _, Encode as _, Tag, Tagged as _};
use x509_cert::name::Name;
use x509_cert::time::Time;

use crate::credential::short_fingerprint;
use crate::format::private_key::bits;
use crate::format::tlv::{INTEGER, Reader};

const USER_ID: ObjectIdentifier = ObjectIdentifier::new_unwrap("0.9.2342.19200300.100.1.1");
const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");
const ORGANISATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.10");
const SANDBOX: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113635.100.6.3.1");
const PRODUCTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113635.100.6.3.2");
const TOPICS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113635.100.6.3.6");

/// Common name prefixes of APNs certificates, and the services that these are valid for.
const PUSHES: [(&str, &[Environment]); 7] = [
    ("Apple Push Services: ", &Environment::ALL),
    ("Apple Development IOS Push Services: ", &[Environment::Development]),
    ("Apple Production IOS Push Services: ", &[Environment::Production]),
    ("Apple Sandbox Push Services: ", &[Environment::Development]),
    ("Apple Development Mac Push Services: ", &[Environment::Development]),
    ("Apple Production Mac Push Services: ", &[Environment::Production]),
    (VOIP, &Environment::ALL),
];
const VOIP: &str = "VoIP Services: ";
/// Common name prefixes of code signing certificates.
const CODE_SIGNING: [&str; 9] = [
    "Apple Development: ",
    "Apple Distribution: ",
    "iPhone Developer: ",
    "iPhone Distribution: ",
    "Mac Developer: ",
    "Mac App Distribution: ",
    "3rd Party Mac Developer ",
    "Developer ID Application: ",
    "Developer ID Installer: ",
];

pub(super) struct X509 {
    certificate: Certificate,
    /// The certificate as DER.
    pub der: Vec<u8>,
}

impl X509 {
    pub fn parse(der: Vec<u8>) -> Result<Self, CredentialError> {
        let certificate = Certificate::from_der(&der).map_err(|_| CredentialError::Malformed)?;
        Ok(Self { certificate, der })
    }

    /// The contents of the public key's bit string.
    pub fn public(&self) -> &[u8] {
        self.certificate.tbs_certificate().subject_public_key_info().subject_public_key.raw_bytes()
    }

    /// The subject's common name, or else its organisation, or else the whole subject.
    pub fn common_name(&self) -> String {
        let subject = self.certificate.tbs_certificate().subject();
        let name = text(subject, COMMON_NAME).or_else(|| text(subject, ORGANISATION));
        name.unwrap_or_else(|| subject.to_string())
    }

    /// Whether the subject of `other` is this certificate's issuer. Signatures are not verified.
    pub fn is_issued_by(&self, other: &Self) -> bool {
        let issuer = self.certificate.tbs_certificate().issuer().to_der();
        issuer.is_ok_and(|issuer| other.certificate.tbs_certificate().subject().to_der() == Ok(issuer))
    }

    /// The facts of an APNs certificate. Environment and VoIP are preset from it; the caller may change them.
    pub fn facts(&self, had_password: bool) -> Result<ApnsCertificateFacts, CredentialError> {
        let certificate = self.certificate.tbs_certificate();
        let subject = text(certificate.subject(), COMMON_NAME).unwrap_or_default();
        let prefix = PUSHES.iter().find(|(prefix, _)| subject.starts_with(prefix));
        let mut environments = self.environments()?;
        let topics = self.topics()?;
        if environments.is_empty() {
            environments = prefix.map_or_else(Vec::new, |(_, environments)| environments.to_vec());
        }
        if environments.is_empty() {
            let signing = CODE_SIGNING.iter().any(|prefix| subject.starts_with(prefix));
            return Err(if signing {
                CredentialError::IsCodeSigning
            } else {
                CredentialError::NotApnsCertificate
            });
        }
        let after = prefix.and_then(|(prefix, _)| subject.strip_prefix(prefix)).map(str::to_owned);
        let bundle_id = text(certificate.subject(), USER_ID).or(after).ok_or(CredentialError::NoBundleId)?;
        let issuer = certificate.issuer();
        Ok(ApnsCertificateFacts {
            bundle_id: parse_bundle_id(&bundle_id)?,
            voip_only: subject.starts_with(VOIP),
            environment: environments.last().copied().unwrap_or(Environment::Production),
            voip: subject.starts_with(VOIP),
            environments,
            topics,
            not_before: instant(certificate.validity().not_before),
            expires_at: instant(certificate.validity().not_after),
            issuer: text(issuer, COMMON_NAME).unwrap_or_default(),
            issued_by_apple: text(issuer, ORGANISATION).is_some_and(|name| name == "Apple Inc."),
            key_bits: self.key_bits(),
            had_password,
            fingerprint: short_fingerprint(&self.der),
            unused: Vec::new(),
            subject,
        })
    }

    fn extension(&self, identifier: ObjectIdentifier) -> Result<Option<&[u8]>, CredentialError> {
        let mut found = self.certificate.tbs_certificate().extensions().into_iter().flatten();
        let first = found.find(|extension| extension.extn_id == identifier);
        // Duplicates are forbidden (RFC 5280 4.2) and ambiguous.
        if found.any(|extension| extension.extn_id == identifier) {
            return Err(CredentialError::Malformed);
        }
        Ok(first.map(|extension| extension.extn_value.as_bytes()))
    }

    /// The services that the extensions name.
    fn environments(&self) -> Result<Vec<Environment>, CredentialError> {
        let mut environments = Vec::new();
        for (identifier, environment) in
            [(SANDBOX, Environment::Development), (PRODUCTION, Environment::Production)]
        {
            if self.extension(identifier)?.is_some() {
                environments.push(environment);
            }
        }
        Ok(environments)
    }

    /// The topics extension: a sequence of alternating names and kinds.
    fn topics(&self) -> Result<Vec<Topic>, CredentialError> {
        let Some(value) = self.extension(TOPICS)? else { return Ok(Vec::new()) };
        let mut list = Reader::new(value).sequence().map_err(|_| CredentialError::Malformed)?;
        let string = |content: &[u8]| String::from_utf8_lossy(content).into_owned();
        let mut topics = Vec::new();
        while !list.is_empty() {
            let name = list.next().map_err(|_| CredentialError::Malformed)?;
            let mut inside = list.sequence().map_err(|_| CredentialError::Malformed)?;
            let mut kinds = Vec::new();
            while !inside.is_empty() {
                kinds.push(string(inside.next().map_err(|_| CredentialError::Malformed)?.content));
            }
            topics.push(Topic { name: string(name.content), kinds });
        }
        Ok(topics)
    }

    /// The key length in bits: that of the RSA modulus, or of half the elliptic curve point.
    fn key_bits(&self) -> u32 {
        let public = self.public();
        let modulus = Reader::new(public).sequence().and_then(|mut numbers| numbers.expect(INTEGER));
        modulus.map_or_else(
            |_| u32::try_from(public.len() / 2 * 8).unwrap_or(u32::MAX),
            |modulus| bits(modulus.content),
        )
    }
}

/// Parses a bundle ID, to which VoIP certificates append `.voip`.
fn parse_bundle_id(text: &str) -> Result<BundleId, CredentialError> {
    if text.contains('*') {
        return Err(CredentialError::WildcardBundleId);
    }
    text.strip_suffix(".voip").unwrap_or(text).parse().map_err(|_| CredentialError::NoBundleId)
}

/// The first attribute of `kind` in a name, as text.
fn text(name: &Name, kind: ObjectIdentifier) -> Option<String> {
    let value = &name.iter().find(|attribute| attribute.oid == kind)?.value;
    if value.tag() != Tag::BmpString {
        return Some(String::from_utf8_lossy(value.value()).into_owned());
    }
    let units = value.value().chunks_exact(2).map(|unit| u16::from_be_bytes([unit[0], unit[1]]));
    Some(char::decode_utf16(units).map(|char| char.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}

fn instant(time: Time) -> Timestamp {
    Timestamp::from_unix_seconds(i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX))
}
