//! The server functions of **Access Setting**.

use domain::application::sdkappid::Sdkappid;
use domain::certificate::{AccessSetting, FileFacts, Import, TestResult, Warning};
use domain::field::InvalidField;
use domain::time::Timestamp;
use leptos::prelude::*;
use leptos::server_fn::codec::{GetUrl, MultipartData, MultipartFormData};
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
#[cfg(feature = "ssr")]
use crate::{
    i18n::done::{Done, Verdict},
    routes::PagePath,
};
#[cfg(feature = "ssr")]
use {
    super::multipart::Form,
    crate::ssr::{actor, console, into_failure, invalid, parse_or_not_found, redirect},
    domain::certificate::{CertificateId, EditedCertificate, FileUse, NewCertificate, Platform},
    domain::field::Field,
};

/// All certificates of an application.
#[server(endpoint = "access_setting", input = GetUrl)]
pub(crate) async fn read_access_setting(sdkappid: Sdkappid) -> Result<AccessSetting, Failure> {
    let (console, actor) = (console(), actor());
    console.acting_as(&actor).certificates().list(sdkappid).await.map_err(into_failure)
}

/// The data of a dialog beyond the certificates.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DialogAnswer {
    /// No further data.
    #[default]
    None,
    /// The result of the last test push.
    TestPush(TestResult),
    /// The exported file is ready under this token.
    Exported(String),
    /// The changes that an opened file would make.
    Import {
        /// The token of the opened file.
        token: String,
        /// The changes that the file would make.
        import: Import,
    },
    /// The URL that calendars subscribe to.
    Calendar(String),
}

/// The data of the dialog with that name; `answer` is the token from the redirect of its form.
#[server(endpoint = "access_dialog", input = GetUrl)]
pub(crate) async fn read_dialog(
    sdkappid: Sdkappid,
    #[server(default)] dialog: String,
    #[server(default)] answer: String,
) -> Result<DialogAnswer, Failure> {
    use super::query::AccessDialog;
    let (console, actor) = (console(), actor());
    let certificates = console.acting_as(&actor).certificates();
    Ok(match AccessDialog::named(&dialog) {
        Some(AccessDialog::TestPush(id)) => {
            let result = certificates.test_result(sdkappid, &answer).await.map_err(into_failure)?;
            result.filter(|result| result.id == id).map_or(DialogAnswer::None, DialogAnswer::TestPush)
        }
        Some(AccessDialog::Export) => {
            let file = certificates.exported(sdkappid, &answer).await.map_err(into_failure)?;
            file.map_or(DialogAnswer::None, |_| DialogAnswer::Exported(answer))
        }
        Some(AccessDialog::Import) => {
            let import = certificates.opened(sdkappid, &answer).await.map_err(into_failure)?;
            import.map_or(DialogAnswer::None, |import| DialogAnswer::Import { token: answer, import })
        }
        Some(AccessDialog::Calendar) => {
            let key = certificates.calendar_key(sdkappid).await.map_err(into_failure)?;
            crate::ssr::shows_secret();
            let page = crate::ssr::address();
            DialogAnswer::Calendar(format!("{page}/applications/{sdkappid}/push/expiries.ics?key={key}"))
        }
        _ => DialogAnswer::None,
    })
}

/// The result of inspecting the file of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Inspection {
    /// There is no file, or it cannot be read until the rest of the form is filled in.
    None,
    /// The file is a usable credential.
    Understood {
        /// The values read from the file.
        facts: Box<FileFacts>,
        /// Possible mistakes that do not prevent its use.
        warnings: Vec<Warning>,
        /// When the file was read.
        at: Timestamp,
    },
    /// The file is not a usable credential, for these reasons.
    Refused(Vec<InvalidField>),
}

/// Inspects the file of a form while the form is being filled in. Nothing is stored.
#[server(endpoint = "inspect_certificate", input = MultipartFormData)]
pub(crate) async fn inspect_certificate(data: MultipartData) -> Result<Inspection, Failure> {
    let (console, actor) = (console(), actor());
    crate::ssr::signed_in()?;
    let form = Form::read(data).await?;
    let wanted = FileUse::of(form.platform()?, &|field: Field| form.field(field));
    let Some((file, wanted)) = form.file.clone().zip(wanted) else { return Ok(Inspection::None) };
    match console.acting_as(&actor).certificates().inspect_file(file, wanted).await {
        Ok((facts, warnings)) => {
            Ok(Inspection::Understood { facts: Box::new(facts), warnings, at: console.now() })
        }
        Err(::console::Error::Invalid(wrong)) => Ok(Inspection::Refused(wrong)),
        Err(error) => Err(into_failure(error)),
    }
}

/// **Confirm** of **Add Certificate** and of **Edit**.
#[server(endpoint = "save_certificate", input = MultipartFormData)]
pub async fn save_certificate(data: MultipartData) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    // Check access before reading the request body.
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
    let saved = saved.map_err(into_failure)?;
    if form.field(Field::CheckOnSave) == "on" {
        // The certificate stays saved, whatever the vendor answers.
        certificates.check(sdkappid, saved.id).await.map_err(into_failure)?;
    }
    let tab = platform.tab().code();
    redirect(&format!("{}&done={}#c-{}", tab_address(sdkappid, tab), Done::Saved, saved.id));
    Ok(())
}

/// **Check** of a certificate.
#[server(endpoint = "check_certificate")]
pub async fn check_certificate(
    #[server(default)] sdkappid: String,
    #[server(default)] id: String,
) -> Result<(), Failure> {
    let target = CertificateTarget::parse(&sdkappid, &id)?;
    let health = target.certificates().check(target.sdkappid, target.id).await.map_err(into_failure)?;
    target.redirect(|platform| Done::CertificateChecked(platform, Verdict::of(&health))).await
}

/// **Make default** of a certificate.
#[server(endpoint = "make_default_certificate")]
pub async fn make_default_certificate(
    #[server(default)] sdkappid: String,
    #[server(default)] id: String,
) -> Result<(), Failure> {
    let target = CertificateTarget::parse(&sdkappid, &id)?;
    target.certificates().make_default(target.sdkappid, target.id).await.map_err(into_failure)?;
    target.redirect(|_| Done::CertificateIsDefault).await
}

/// **Delete** -> **Confirm** of a certificate.
#[server(endpoint = "delete_certificate")]
pub async fn delete_certificate(
    #[server(default)] sdkappid: String,
    #[server(default)] id: String,
) -> Result<(), Failure> {
    let target = CertificateTarget::parse(&sdkappid, &id)?;
    let (certificates, sdkappid, id) = (target.certificates(), target.sdkappid, target.id);
    let setting = certificates.list(sdkappid).await.map_err(into_failure)?;
    let tab = setting.certificate(id).map_or("android", |certificate| certificate.platform.tab().code());
    certificates.delete(sdkappid, id).await.map_err(into_failure)?;
    redirect(&format!("{}&done={}", tab_address(sdkappid, tab), Done::CertificateDeleted));
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
    let target = CertificateTarget::parse(&sdkappid, &id)?;
    let (sdkappid, id) = (target.sdkappid, target.id);
    let test = ::console::TestPush::parse(&title, &body, &token).map_err(invalid)?;
    let answer = target.certificates().test(sdkappid, id, test).await;
    let answer = answer.map_err(into_failure)?;
    let prefix = format!("/applications/{sdkappid}/push/access?platform=");
    let back = if back.starts_with(&prefix) { back } else { format!("{prefix}android") };
    redirect(&format!("{back}&dialog=test-{id}&answer={answer}"));
    Ok(())
}

/// The URL of the page with that tab.
#[cfg(feature = "ssr")]
pub(super) fn tab_address(sdkappid: Sdkappid, tab: &str) -> String {
    format!("{}?platform={tab}", PagePath::Access(sdkappid))
}

/// The certificate that a form acts on, with the console and the person who sent the form.
#[cfg(feature = "ssr")]
struct CertificateTarget {
    console: ::console::Console,
    actor: ::console::Actor,
    sdkappid: Sdkappid,
    id: CertificateId,
}

#[cfg(feature = "ssr")]
impl CertificateTarget {
    /// Parses the hidden fields of the form.
    fn parse(sdkappid: &str, id: &str) -> Result<Self, Failure> {
        let (sdkappid, id) = (parse_or_not_found(sdkappid)?, parse_or_not_found(id)?);
        Ok(Self { console: console(), actor: actor(), sdkappid, id })
    }

    fn certificates(&self) -> ::console::Certificates<'_> {
        self.console.acting_as(&self.actor).certificates()
    }

    /// Redirects to the card of the certificate.
    async fn redirect(&self, done: impl FnOnce(Platform) -> Done) -> Result<(), Failure> {
        let Self { sdkappid, id, .. } = *self;
        let setting = self.certificates().list(sdkappid).await.map_err(into_failure)?;
        let Some(platform) = setting.certificate(id).map(|certificate| certificate.platform) else {
            // Deleted meanwhile.
            redirect(&PagePath::Access(sdkappid).to_string());
            return Ok(());
        };
        let (tab, done) = (platform.tab().code(), done(platform));
        redirect(&format!("{}&done={done}#c-{id}", tab_address(sdkappid, tab)));
        Ok(())
    }
}
