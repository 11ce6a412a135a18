//! TLS clients, and validation of their certificates as by Apple: issuer, application, service.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use domain::time::Timestamp;
use rustls::client::danger::HandshakeSignatureValid;
use rustls::pki_types::{CertificateDer, UnixTime};
use rustls::server::danger::{ClientCertVerified, ClientCertVerifier};
use rustls::{DigitallySignedStruct, DistinguishedName, Error, SignatureScheme};
use x509_cert::Certificate;
use x509_cert::der::Decode as _;
use x509_cert::der::oid::ObjectIdentifier;

/// Subject attribute that contains the bundle id.
const UID: ObjectIdentifier = ObjectIdentifier::new_unwrap("0.9.2342.19200300.100.1.1");
const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");
/// Extensions that name the services of a certificate (docs/facts/push-credentials.md#apns-certificates).
const DEVELOPMENT: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113635.100.6.3.1");
const PRODUCTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113635.100.6.3.2");

/// The client at the other end of a connection.
#[derive(Debug)]
pub(crate) enum Client {
    /// The client presented no certificate.
    Anonymous,
    /// The client presented a certificate with its chain; `verifier` knows the trusted issuers.
    Certificate { chain: Vec<CertificateDer<'static>>, verifier: Arc<dyn ClientCertVerifier> },
}

/// What an APNs client certificate is issued for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Identity {
    pub bundle_id: String,
    pub is_for_development: bool,
    pub is_for_production: bool,
    pub is_for_voip: bool,
}

impl Client {
    /// The identity of the client. `None` without a certificate; `Err` if the certificate is untrusted, outside its
    /// validity period, or not in Apple's format.
    pub(crate) fn identity(&self, now: Timestamp) -> Option<Result<Identity, ()>> {
        let Self::Certificate { chain, verifier } = self else { return None };
        let since = Duration::from_secs(u64::try_from(now.unix_seconds()).unwrap_or(0));
        let (own, others) = chain.split_first()?;
        let verified = verifier.verify_client_cert(own, others, UnixTime::since_unix_epoch(since));
        Some(verified.map_err(|_| ()).and_then(|_| parse(own).ok_or(())))
    }
}

fn parse(certificate: &CertificateDer<'_>) -> Option<Identity> {
    let certificate = Certificate::from_der(certificate).ok()?;
    let certificate = certificate.tbs_certificate();
    let named = |oid| {
        let value = certificate.subject().iter().find(|attribute| attribute.oid == oid)?.value.value();
        String::from_utf8(value.to_vec()).ok()
    };
    let has = |oid| {
        certificate.extensions().is_some_and(|all| all.iter().any(|extension| extension.extn_id == oid))
    };
    Some(Identity {
        bundle_id: named(UID)?,
        is_for_development: has(DEVELOPMENT),
        is_for_production: has(PRODUCTION),
        is_for_voip: named(COMMON_NAME)?.starts_with("VoIP Services:"),
    })
}

/// Accepts any certificate whose private key the client proves to hold. As at Apple, untrusted ones are refused in the
/// response, not during the handshake.
pub(crate) struct AcceptAnyClient(pub Arc<dyn ClientCertVerifier>);

impl fmt::Debug for AcceptAnyClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AcceptAnyClient")
    }
}

impl ClientCertVerifier for AcceptAnyClient {
    fn client_auth_mandatory(&self) -> bool {
        false
    }

    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        // Hints would prevent clients from presenting certificates of other issuers.
        &[]
    }

    fn verify_client_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        Ok(ClientCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.0.verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.0.verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.supported_verify_schemes()
    }
}
