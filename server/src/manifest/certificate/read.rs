//! A table of the file as a certificate: understood by the parsers of the console, its secret included.

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::certificate::{
    CertificateName, ClickAction, EditedCertificate, Facts, NewCertificate, Notes, Platform, Settings, Upload,
};
use domain::field::{Field, InvalidField};
use domain::time::Timestamp;
use toml::{Spanned, Value};
use zeroize::Zeroizing;

use super::{Desired, Secret, SecretMember, Texts, secret_fields, texts};
use crate::manifest::fault::Faults;
use crate::manifest::file::CertificateTable;
use crate::manifest::plan::Member;
use crate::manifest::secret::{Hidden, Outside, Reference};

/// What a table says, before it is understood.
#[derive(Default)]
struct Given {
    id: Option<u32>,
    platform: Option<Platform>,
    is_default: bool,
    /// Fields by where they are; secret ones are read.
    fields: HashMap<Field, Zeroizing<String>>,
    places: HashMap<Field, usize>,
    /// Where secrets come from, in the order of their names.
    sources: Vec<(Field, Reference)>,
    file: Option<Upload>,
}

/// A certificate of the file; `None` if something in it is wrong.
pub fn read(
    table: Spanned<CertificateTable>,
    outside: &Outside<'_>,
    now: Timestamp,
    faults: &mut Faults<'_>,
) -> Option<Desired> {
    let start = table.span().start;
    let mut given = Given::default();
    let mut is_right = true;
    for (key, value) in table.into_inner() {
        if let Err(text) = given.take(key.get_ref(), value.get_ref(), key.span().start, outside) {
            faults.add(key.span().start, text);
            is_right = false;
        }
    }
    let Some(platform) = given.platform else {
        if is_right {
            faults.add(start, "a certificate needs `platform`");
        }
        return None;
    };
    if !is_right {
        return None;
    }
    let understood = match given.understand(platform, now) {
        Ok(understood) => understood,
        Err(invalid) => {
            for invalid in invalid {
                faults.invalid(given.places.get(&invalid.field).copied().unwrap_or(start), invalid);
            }
            return None;
        }
    };
    for (field, place) in &given.places {
        let is_known = understood.texts.contains_key(field.name()) || secret_fields(platform).contains(field);
        if !is_known {
            let text = format!("a certificate of platform {:?} has no `{}`", platform.code(), field.name());
            faults.add(*place, text);
            is_right = false;
        }
    }
    let name = understood.texts.get(Field::CertificateName.name()).cloned().unwrap_or_default();
    let Understood { texts, facts } = understood;
    let bundle = facts.as_ref().map(|facts| facts.bundle().to_owned());
    let typed =
        [Field::PackageName, Field::BundleId].iter().find_map(|field| texts.get(field.name()).cloned());
    is_right.then(|| Desired {
        at: faults.position(start),
        id: given.id,
        platform,
        name,
        // A platform whose certificates are for no bundle.
        bundle: bundle.or(typed).or((platform != Platform::Apns).then(String::new)),
        texts,
        is_default: given.is_default,
        secret: facts.map(|facts| given.secret(&facts)),
    })
}

struct Understood {
    texts: Texts,
    /// `None` if the table refers to no secret.
    facts: Option<Facts>,
}

impl Given {
    /// Takes a key with its value; or what is wrong with it.
    fn take(&mut self, key: &str, value: &Value, place: usize, outside: &Outside<'_>) -> Result<(), String> {
        match key {
            "id" => {
                let id = value.as_integer().and_then(|id| u32::try_from(id).ok()).filter(|id| *id > 0);
                self.id = Some(id.ok_or("`id`: expected the number of a certificate")?);
            }
            "platform" => {
                let platform = value.as_str().and_then(|code| code.parse().ok());
                let codes = Platform::ALL.map(Platform::code).join(", ");
                self.platform = Some(platform.ok_or(format!("`platform`: expected one of {codes}"))?);
            }
            "default" if value.as_bool() == Some(true) => self.is_default = true,
            "default" => {
                return Err("`default`: expected true; to end it, make another one the default".to_owned());
            }
            name => {
                let field = Field::from_name(name).ok_or_else(|| format!("unknown key `{name}`"))?;
                self.places.insert(field, place);
                if field == Field::File || field.is_secret() {
                    self.refer(field, value, outside)?;
                } else {
                    let text = match (field, value) {
                        (Field::MutableContent, Value::Boolean(is_on)) => {
                            if *is_on {
                                "on"
                            } else {
                                ""
                            }
                        }
                        (Field::MutableContent, _) => {
                            return Err(format!("`{name}`: expected true or false"));
                        }
                        (_, Value::String(text)) => text,
                        _ => return Err(format!("`{name}`: expected a text")),
                    };
                    self.fields.insert(field, Zeroizing::new(text.to_owned()));
                }
            }
        }
        Ok(())
    }

    /// Takes a secret by reference. The value is never quoted: it may be the secret itself.
    fn refer(&mut self, field: Field, value: &Value, outside: &Outside<'_>) -> Result<(), String> {
        let name = field.name();
        let reference = Reference::of(value).ok_or_else(|| {
            format!("`{name}` is secret: refer to it, as {{ env = \"VARIABLE\" }} or {{ file = \"PATH\" }}")
        })?;
        let wrong = |text| format!("`{name}`: {text}");
        if field == Field::File {
            self.file = Some(reference.upload(outside).map_err(wrong)?);
        } else {
            self.fields.insert(field, reference.text(outside).map_err(wrong)?);
        }
        self.sources.push((field, reference));
        Ok(())
    }

    fn understand(&self, platform: Platform, now: Timestamp) -> Result<Understood, Vec<InvalidField>> {
        let form = |field: Field| self.fields.get(&field).map_or("", |text| text.as_str());
        if self.sources.is_empty() {
            let EditedCertificate { name, notes, account, click_action, settings } =
                EditedCertificate::parse(platform, &form, None)?;
            let texts =
                described(texts::of_account(&account), &name, &notes, click_action.as_ref(), &settings);
            return Ok(Understood { texts, facts: None });
        }
        let NewCertificate { name, notes, account, click_action, settings } =
            NewCertificate::parse(platform, &form, self.file.clone())?;
        let parsed = push::credential::parse(&account, now);
        let facts =
            parsed.map_err(|reasons| reasons.into_iter().map(InvalidField::from).collect::<Vec<_>>())?.facts;
        let texts = described(texts::of_facts(&facts), &name, &notes, click_action.as_ref(), &settings);
        Ok(Understood { texts, facts: Some(facts) })
    }

    fn secret(&self, facts: &Facts) -> Secret {
        let members = self.sources.iter().filter_map(|(field, reference)| {
            let value = match (&self.file, self.fields.get(field)) {
                (Some(file), None) => {
                    let content = Hidden(Zeroizing::new(STANDARD.encode(file.bytes())));
                    Member::File { name: file.name().to_owned(), content }
                }
                (_, text) => Member::Secret(Hidden(text?.clone())),
            };
            Some(SecretMember { field: field.name(), source: reference.to_string(), value })
        });
        Secret { fingerprint: facts.fingerprint().to_owned(), members: members.collect() }
    }
}

fn described(
    account: Texts,
    name: &CertificateName,
    notes: &Notes,
    click_action: Option<&ClickAction>,
    settings: &Settings,
) -> Texts {
    let (kind, target) = click_action.map_or(("", ""), |action| (action.kind().code(), action.target()));
    let mut texts = account;
    texts.extend(texts::common(name.as_str(), notes.as_str(), settings));
    texts.extend(texts::click(settings.platform(), kind, target));
    texts
}
