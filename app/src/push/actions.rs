//! The server functions of the page. A form with a file comes as `multipart/form-data`; what it is read into is
//! wiped when it is dropped, and what of it is secret is never kept for the next page.

use std::collections::BTreeMap;

use domain::certificate::{CertificateId, EditedCertificate, NewCertificate, Platform, Tab, Upload};
use domain::field::{Checklist, Field, Invalid, Problem};
use domain::person::Password;
use domain::sdkappid::Sdkappid;
use leptos::prelude::*;
use leptos::server_fn::codec::{MultipartData, MultipartFormData};
use zeroize::Zeroizing;

use crate::done;
use crate::failure::Failure;
use crate::ssr::{actor, console, fail, go, invalid};

/// A form, read.
pub(super) struct Form {
    texts: BTreeMap<String, Zeroizing<String>>,
    pub(super) file: Option<Upload>,
}

impl Form {
    /// Reads it part by part; a file is not read further than it may be large. Texts are as long as they are: the
    /// request as a whole is bounded already.
    pub(super) async fn read(data: MultipartData) -> Result<Self, Failure> {
        Self::read_up_to(data, Upload::MOST_BYTES).await
    }

    async fn read_up_to(data: MultipartData, most_of_file: usize) -> Result<Self, Failure> {
        let malformed = || Failure::new(crate::failure::Failed::Malformed);
        let mut parts = data.into_inner().ok_or_else(malformed)?;
        let mut form = Self { texts: BTreeMap::new(), file: None };
        while let Some(mut part) = parts.next_field().await.map_err(|_| malformed())? {
            let name = part.name().unwrap_or_default().to_owned();
            let is_file = name == Field::File.name();
            let file_name = part.file_name().unwrap_or_default().to_owned();
            // One byte more than allowed is enough to know.
            let most = if is_file { most_of_file + 1 } else { usize::MAX };
            let mut bytes = Upload::buffer();
            while let Some(chunk) = part.chunk().await.map_err(|_| malformed())? {
                let room = most - bytes.len();
                bytes.extend_from_slice(&chunk[..chunk.len().min(room)]);
                if bytes.len() == most {
                    break;
                }
            }
            if !is_file {
                // Nothing is taken that is not what was sent.
                let text = std::str::from_utf8(&bytes).ok().filter(|_| bytes.len() < most);
                form.texts.insert(name, Zeroizing::new(text.ok_or_else(malformed)?.to_owned()));
            } else if !(bytes.is_empty() && file_name.is_empty()) {
                form.file = Some(Upload::new(&file_name, bytes));
            }
        }
        Ok(form)
    }

    pub(super) fn text(&self, name: &str) -> &str {
        self.texts.get(name).map_or("", |text| text.as_str())
    }

    pub(super) fn field(&self, field: Field) -> &str {
        self.text(field.name())
    }

    fn sdkappid(&self) -> Result<Sdkappid, Failure> {
        self.text("sdkappid").parse().map_err(|_| fail(::console::Error::NotFound))
    }

    pub(super) fn platform(&self) -> Result<Platform, Failure> {
        self.text("platform").parse().map_err(|_| fail(::console::Error::NotFound))
    }
}

/// **Confirm** of **Add Certificate** and of **Edit**.
#[server(endpoint = "save_certificate", input = MultipartFormData)]
pub async fn save_certificate(data: MultipartData) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    // Nothing is read for somebody who may not save.
    crate::ssr::signed_in()?;
    let form = Form::read(data).await?;
    let (sdkappid, platform) = (form.sdkappid()?, form.platform()?);
    let certificates = console.acting_as(&actor).certificates();
    let read = |field: Field| form.field(field);
    let id: Option<CertificateId> = form.text("id").parse().ok();
    let saved = match id {
        None => {
            let new = NewCertificate::parse(platform, &read, form.file.clone()).map_err(invalid)?;
            certificates.add(sdkappid, new).await
        }
        Some(id) => {
            let edited = EditedCertificate::parse(platform, &read, form.file.clone()).map_err(invalid)?;
            let seen = form.text("version").parse().unwrap_or(0);
            certificates.edit(sdkappid, id, edited, seen).await
        }
    };
    let saved = saved.map_err(fail)?;
    if form.field(Field::CheckOnSave) == "on" {
        // What was saved stays saved, whatever the vendor says.
        certificates.check(sdkappid, saved.id).await.map_err(fail)?;
    }
    let tab = platform.tab().code();
    go(&format!("/applications/{sdkappid}/push/access?platform={tab}&done=saved#c-{}", saved.id));
    Ok(())
}

/// **Check**.
#[server(endpoint = "check_certificate")]
pub async fn check_certificate(
    #[server(default)] sdkappid: String,
    #[server(default)] id: String,
) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let (sdkappid, id) = parse(&sdkappid, &id)?;
    let certificates = console.acting_as(&actor).certificates();
    let health = certificates.check(sdkappid, id).await.map_err(fail)?;
    back(&certificates, sdkappid, id, |platform| done::checked(platform, &health)).await
}

/// **Make default**.
#[server(endpoint = "make_default_certificate")]
pub async fn make_default_certificate(
    #[server(default)] sdkappid: String,
    #[server(default)] id: String,
) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let (sdkappid, id) = parse(&sdkappid, &id)?;
    let certificates = console.acting_as(&actor).certificates();
    certificates.make_default(sdkappid, id).await.map_err(fail)?;
    back(&certificates, sdkappid, id, |_| "certificate.default".into()).await
}

/// **Delete** -> **Confirm**.
#[server(endpoint = "delete_certificate")]
pub async fn delete_certificate(
    #[server(default)] sdkappid: String,
    #[server(default)] id: String,
) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let (sdkappid, id) = parse(&sdkappid, &id)?;
    let certificates = console.acting_as(&actor).certificates();
    let setting = certificates.list(sdkappid).await.map_err(fail)?;
    let tab = setting.certificate(id).map_or("android", |certificate| certificate.platform.tab().code());
    certificates.delete(sdkappid, id).await.map_err(fail)?;
    go(&format!("/applications/{sdkappid}/push/access?platform={tab}&done=certificate.deleted"));
    Ok(())
}

/// **Send** of a test push.
#[server(endpoint = "send_test_push")]
pub async fn send_test_push(
    #[server(default)] sdkappid: String,
    #[server(default)] id: String,
    #[server(default)] title: String,
    #[server(default)] body: String,
    #[server(default)] token: String,
    #[server(default)] back: String,
) -> Result<(), Failure> {
    const MOST_CHARACTERS: u32 = 4_000;
    let (console, actor) = (console(), actor());
    let (sdkappid, id) = parse(&sdkappid, &id)?;
    let trimmed = |text: &str| text.trim().to_owned();
    let test = ::console::TestPush { title: trimmed(&title), body: trimmed(&body), token: trimmed(&token) };
    let given = [
        (Field::PushTitle, &*test.title),
        (Field::PushBody, &*test.body),
        (Field::DeviceToken, &*test.token),
    ];
    let wrong: Vec<Invalid> = given
        .into_iter()
        .filter_map(|(field, text)| {
            let problem = match text.chars().count() {
                0 => Problem::Missing,
                count if count > MOST_CHARACTERS as usize => Problem::TooLong(MOST_CHARACTERS),
                _ => return None,
            };
            Some(Invalid { field, problem })
        })
        .collect();
    if !wrong.is_empty() {
        return Err(invalid(wrong));
    }
    let answer = console.acting_as(&actor).certificates().test(sdkappid, id, test.clone()).await;
    let answer = answer.map_err(fail)?;
    let prefix = format!("/applications/{sdkappid}/push/access?platform=");
    let back = if back.starts_with(&prefix) { back } else { format!("{prefix}android") };
    go(&format!("{back}&dialog=test-{id}&answer={answer}"));
    Ok(())
}

/// **Export** -> **Confirm**.
#[server(endpoint = "export_certificates")]
pub async fn export_certificates(
    #[server(default)] sdkappid: String,
    #[server(default)] platform: String,
    #[server(default)] password: String,
    #[server(default)] passphrase: String,
) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let sdkappid: Sdkappid = sdkappid.parse().map_err(|_| fail(::console::Error::NotFound))?;
    let (password, passphrase) = (Zeroizing::new(password), Zeroizing::new(passphrase));
    let mut checklist = Checklist::new();
    let password = checklist.check(Field::Password, Password::parse(&password));
    let passphrase = checklist.check(Field::Passphrase, Password::parse_new(&passphrase));
    let (password, passphrase) = checklist.finish(password.zip(passphrase)).map_err(invalid)?;
    let certificates = console.acting_as(&actor).certificates();
    let answer = certificates.export(sdkappid, &password, &passphrase).await.map_err(fail)?;
    let tab = Tab::from_code(&platform).unwrap_or_default().code();
    go(&format!("/applications/{sdkappid}/push/access?platform={tab}&dialog=export&answer={answer}"));
    Ok(())
}

/// **Import** -> **Show changes**.
#[server(endpoint = "open_certificates", input = MultipartFormData)]
pub async fn open_certificates(data: MultipartData) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    // Nothing is read for somebody who may not save.
    crate::ssr::signed_in()?;
    let form = Form::read_up_to(data, ::console::EXPORT_MOST_BYTES).await?;
    let sdkappid = form.sdkappid()?;
    let mut checklist = Checklist::new();
    let file = checklist.check(Field::File, form.file.as_ref().ok_or(Problem::Missing));
    let passphrase = checklist.check(Field::Passphrase, Password::parse(form.text("passphrase")));
    let (file, passphrase) = checklist.finish(file.zip(passphrase)).map_err(invalid)?;
    let certificates = console.acting_as(&actor).certificates();
    let answer = certificates.open_file(sdkappid, file.bytes(), &passphrase).await.map_err(fail)?;
    let tab = Tab::from_code(form.text("platform")).unwrap_or_default().code();
    go(&format!("/applications/{sdkappid}/push/access?platform={tab}&dialog=import&answer={answer}"));
    Ok(())
}

/// **Confirm** of the changes of an import.
#[server(endpoint = "import_certificates")]
pub async fn import_certificates(
    #[server(default)] sdkappid: String,
    #[server(default)] platform: String,
    #[server(default)] answer: String,
) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let sdkappid: Sdkappid = sdkappid.parse().map_err(|_| fail(::console::Error::NotFound))?;
    let imported = console.acting_as(&actor).certificates().import(sdkappid, &answer).await.map_err(fail)?;
    let tab = Tab::from_code(&platform).unwrap_or_default().code();
    let count = imported.added + imported.changed;
    go(&format!("/applications/{sdkappid}/push/access?platform={tab}&done=certificates-{count}"));
    Ok(())
}

/// To the card of the certificate.
async fn back(
    certificates: &::console::Certificates<'_>,
    sdkappid: Sdkappid,
    id: CertificateId,
    done: impl FnOnce(Platform) -> String,
) -> Result<(), Failure> {
    let setting = certificates.list(sdkappid).await.map_err(fail)?;
    let platform = setting.certificate(id).map_or(Platform::Xiaomi, |certificate| certificate.platform);
    let (tab, done) = (platform.tab().code(), done(platform));
    go(&format!("/applications/{sdkappid}/push/access?platform={tab}&done={done}#c-{id}"));
    Ok(())
}

fn parse(sdkappid: &str, id: &str) -> Result<(Sdkappid, CertificateId), Failure> {
    let nothing = || fail(::console::Error::NotFound);
    Ok((sdkappid.parse().map_err(|_| nothing())?, id.parse().map_err(|_| nothing())?))
}
