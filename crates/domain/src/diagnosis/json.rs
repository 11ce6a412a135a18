//! Reads the JSON of a token that the service cannot read, and says why.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::finding::{Field, Finding, clip};
use crate::usersig::{Claims, Legacy, Scheme};

/// The claims in `json`, however they are written; nothing where one of them is missing. Everything that
/// is wrong is noted.
pub(super) fn read(json: &[u8], findings: &mut Vec<Finding>) -> Option<Claims<'static>> {
    if let Ok(claims) = Claims::read(json) {
        return Some(claims.into_owned());
    }
    // The first object; what comes after it makes the token ambiguous.
    let object = serde_json::Deserializer::from_slice(json).into_iter::<Map<String, Value>>().next();
    let Some(Ok(object)) = object else {
        findings.insert(0, Finding::NotJson);
        return None;
    };
    let before = findings.len();
    let mut reader = Reader { object: &object, findings };
    let claims = reader.claims();
    if findings.len() == before {
        findings.push(Finding::Ambiguous);
    }
    // What is wrong inside matters more than how it was pasted.
    findings.rotate_left(before);
    claims
}

struct Reader<'a> {
    object: &'a Map<String, Value>,
    findings: &'a mut Vec<Finding>,
}

impl Reader<'_> {
    fn claims(&mut self) -> Option<Claims<'static>> {
        let scheme = self.scheme();
        let (sdkappid, expire) = match scheme {
            Scheme::V2 => (Field::Sdkappid, Field::Expire),
            Scheme::Legacy => (Field::SdkAppid, Field::ExpireAfter),
        };
        // All of them are looked at before one that is missing ends it.
        let identifier = self.text(Field::Identifier, scheme);
        let sdkappid = self.number(sdkappid, scheme);
        let time = self.number(Field::Time, scheme);
        let expire = self.number(expire, scheme);
        let userbuf = self.optional_text(Field::Userbuf, scheme);
        let sig = self.text(Field::Sig, scheme);
        let legacy = match scheme {
            Scheme::V2 => Some(Legacy::default()),
            Scheme::Legacy => {
                let account_type = self.text(Field::AccountType, scheme);
                let appid_at_3rd = self.optional_text(Field::AppidAt3rd, scheme);
                account_type.map(|account_type| Legacy { account_type, appid_at_3rd })
            }
        };
        Some(Claims {
            scheme,
            identifier: identifier?,
            sdkappid: sdkappid?,
            time: time?,
            expire: expire?,
            userbuf,
            legacy: legacy?,
            sig: sig?,
        })
    }

    /// Without `TLS.ver` it is a legacy token, unless its fields are those of the current scheme.
    fn scheme(&mut self) -> Scheme {
        match self.value(Field::Ver) {
            Some(Value::String(version)) if version == "2.0" => Scheme::V2,
            Some(version) => {
                let version = version.as_str().map_or_else(|| version.to_string(), str::to_owned);
                self.findings.push(Finding::OtherVersion { version: clip(&version) });
                Scheme::V2
            }
            None if self.value(Field::Sdkappid).is_some() || self.value(Field::Expire).is_some() => {
                self.findings.push(Finding::Missing(Field::Ver));
                Scheme::V2
            }
            None => Scheme::Legacy,
        }
    }

    fn value(&self, field: Field) -> Option<&Value> {
        self.object.get(field.name()).filter(|value| !value.is_null())
    }

    fn text(&mut self, field: Field, scheme: Scheme) -> Option<Cow<'static, str>> {
        if self.value(field).is_none() {
            self.findings.push(Finding::Missing(field));
        }
        self.optional_text(field, scheme)
    }

    fn optional_text(&mut self, field: Field, scheme: Scheme) -> Option<Cow<'static, str>> {
        let (text, finding) = match self.value(field)? {
            Value::String(text) => (text.clone(), None),
            Value::Number(number) => {
                let wrong = scheme == Scheme::V2 || matches!(field, Field::Userbuf | Field::Sig);
                (number.to_string(), wrong.then_some(Finding::TextAsNumber(field)))
            }
            _ => {
                self.findings.push(Finding::NotAText(field));
                return None;
            }
        };
        self.findings.extend(finding);
        Some(text.into())
    }

    fn number(&mut self, field: Field, scheme: Scheme) -> Option<u64> {
        let (number, finding) = match self.value(field) {
            None => (None, Some(Finding::Missing(field))),
            Some(Value::Number(number)) => (number.as_u64(), None),
            Some(Value::String(text)) => {
                let number = text.parse::<u64>().ok().filter(|number| number.to_string() == *text);
                let wrong = scheme == Scheme::V2 && number.is_some();
                (number, wrong.then_some(Finding::NumberAsText(field)))
            }
            Some(_) => (None, None),
        };
        let finding = finding.or_else(|| number.is_none().then_some(Finding::NotANumber(field)));
        self.findings.extend(finding);
        number
    }
}
