//! Parses the JSON of a token that the service cannot read, and reports what is wrong with it.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::fault::JsonType;
use super::finding::{Field, Finding, clip};
use crate::usersig::{Claims, Legacy, Scheme};

/// Reads the claims from `json` leniently; `None` if one is missing. Every error is recorded.
pub(super) fn read(json: &[u8], findings: &mut Vec<Finding>) -> Option<Claims<'static>> {
    if let Ok(claims) = Claims::read(json) {
        return Some(claims.into_owned());
    }
    // Only the first object; anything after it makes the token ambiguous.
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
    // Errors in the content come before those of pasting.
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
        // All fields are read before a missing one ends this.
        let identifier = self.text(Field::Identifier, scheme);
        let sdkappid = self.number(sdkappid, scheme);
        let time = self.number(Field::Time, scheme);
        let expire = self.number(expire, scheme);
        let userbuf = self.optional_text(Field::Userbuf, scheme);
        let sig = self.text(Field::Sig, scheme);
        self.others(scheme);
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

    /// Without `TLS.ver` it is a legacy token, unless it has the fields of the current scheme.
    fn scheme(&mut self) -> Scheme {
        match self.value(Field::Ver) {
            Some(Value::String(version)) if version == "2.0" => Scheme::V2,
            Some(Value::String(version)) => {
                let version = clip(version);
                self.findings.push(Finding::OtherVersion { version });
                Scheme::V2
            }
            Some(_) => {
                self.wrong_type(Field::Ver, JsonType::Text);
                Scheme::V2
            }
            None if self.value(Field::Sdkappid).is_some() || self.value(Field::Expire).is_some() => {
                self.missing(Field::Ver, JsonType::Text);
                Scheme::V2
            }
            None => Scheme::Legacy,
        }
    }

    fn value(&self, field: Field) -> Option<&Value> {
        self.object.get(field.name()).filter(|value| !value.is_null())
    }

    /// Records the type of a value if it differs from `wanted`.
    fn wrong_type(&mut self, field: Field, wanted: JsonType) {
        if let Some(value) = self.object.get(field.name()) {
            self.findings.push(Finding::WrongType { field, found: JsonType::of(value), wanted });
        }
    }

    /// Records that a field is missing or null.
    fn missing(&mut self, field: Field, wanted: JsonType) {
        if self.object.contains_key(field.name()) {
            self.wrong_type(field, wanted);
        } else {
            self.findings.push(Finding::Missing(field));
        }
    }

    fn text(&mut self, field: Field, scheme: Scheme) -> Option<Cow<'static, str>> {
        if self.value(field).is_none() {
            self.missing(field, JsonType::Text);
        }
        self.optional_text(field, scheme)
    }

    fn optional_text(&mut self, field: Field, scheme: Scheme) -> Option<Cow<'static, str>> {
        match self.value(field)? {
            Value::String(text) => Some(text.clone().into()),
            Value::Number(number) => {
                let text = number.to_string();
                let digits_stand_for_a_text = number.is_u64()
                    && scheme == Scheme::Legacy
                    && !matches!(field, Field::Userbuf | Field::Sig);
                if !digits_stand_for_a_text {
                    self.wrong_type(field, JsonType::Text);
                }
                Some(text.into())
            }
            _ => {
                self.wrong_type(field, JsonType::Text);
                None
            }
        }
    }

    fn number(&mut self, field: Field, scheme: Scheme) -> Option<u64> {
        let wanted = match scheme {
            Scheme::V2 => JsonType::Number,
            Scheme::Legacy => JsonType::Text,
        };
        match self.value(field) {
            None => self.missing(field, wanted),
            Some(Value::Number(number)) => match number.as_u64() {
                Some(number) => return Some(number),
                None => self.not_a_number(field),
            },
            Some(Value::String(text)) => {
                let number = text.parse::<u64>().ok().filter(|number| number.to_string() == *text);
                match (scheme, number) {
                    (Scheme::Legacy, None) => self.not_a_number(field),
                    (Scheme::Legacy, Some(_)) => {}
                    (Scheme::V2, _) => self.wrong_type(field, wanted),
                }
                return number;
            }
            Some(_) => self.wrong_type(field, wanted),
        }
        None
    }

    fn not_a_number(&mut self, field: Field) {
        let value = match self.value(field) {
            Some(Value::String(text)) => clip(text),
            Some(value) => clip(&value.to_string()),
            None => return,
        };
        self.findings.push(Finding::NotANumber { field, value });
    }

    /// Fields of the other scheme are ignored, but must be strings or integers too.
    fn others(&mut self, scheme: Scheme) {
        let others: &[Field] = match scheme {
            Scheme::V2 => &[Field::SdkAppid, Field::ExpireAfter, Field::AccountType, Field::AppidAt3rd],
            Scheme::Legacy => &[Field::Sdkappid, Field::Expire],
        };
        for field in others {
            match self.value(*field) {
                None | Some(Value::String(_)) => {}
                Some(Value::Number(number)) if number.is_u64() => {}
                Some(Value::Number(_)) => self.not_a_number(*field),
                Some(_) => self.wrong_type(*field, JsonType::Text),
            }
        }
    }
}
