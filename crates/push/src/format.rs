//! File formats of keys and certificates, independent of vendors.

pub(crate) mod base64;
pub(crate) mod bundle;
pub(crate) mod pem;
pub(crate) mod pkcs12;
pub(crate) mod private_key;
pub(crate) mod tlv;
