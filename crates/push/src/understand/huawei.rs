//! Huawei service accounts (docs/facts/push-credentials.md#huawei-service-accounts).

use domain::certificate::{HuaweiAccountFacts, JsonField, Upload, Vendor, Wrong};

use super::json::Object;
use super::mark;
use super::private_key::PrivateKey;
use crate::credential::HuaweiAccount;

pub(super) fn read(file: &Upload) -> Result<(HuaweiAccount, HuaweiAccountFacts), Wrong> {
    let object = Object::read(file, Vendor::Huawei)?;
    let project_id = object.word(JsonField::ProjectId)?;
    let key_id = object.word(JsonField::KeyId)?;
    let sub_account = object.word(JsonField::SubAccount)?;
    let key = PrivateKey::rsa_from_pem(&object.text(JsonField::PrivateKey)?, Vendor::Huawei)?;
    let facts = HuaweiAccountFacts {
        project_id: project_id.clone(),
        key_id: key_id.clone(),
        sub_account: sub_account.clone(),
        key_bits: key.bits,
        fingerprint: mark::fingerprint(key.pem.expose().as_bytes()),
    };
    Ok((HuaweiAccount { project_id, key_id, sub_account, private_key: key.pem }, facts))
}
