//! The server functions of **Export** and **Import**.

use leptos::prelude::*;
use leptos::server_fn::codec::{MultipartData, MultipartFormData};

use crate::failure::Failure;
#[cfg(feature = "ssr")]
use {
    super::api::tab_address,
    super::multipart::Form,
    crate::i18n::done::Done,
    crate::ssr::{actor, console, into_failure, invalid, parse_or_not_found, redirect},
    domain::account::person::Password,
    domain::application::sdkappid::Sdkappid,
    domain::certificate::Tab,
    domain::field::{Checklist, Field, Problem},
    zeroize::Zeroizing,
};

/// **Export** -> **Confirm**.
#[server(endpoint = "export_certificates")]
pub async fn export_certificates(
    #[server(default)] sdkappid: String,
    #[server(default)] platform: String,
    #[server(default)] password: String,
    #[server(default)] passphrase: String,
) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    let sdkappid: Sdkappid = parse_or_not_found(&sdkappid)?;
    let (password, passphrase) = (Zeroizing::new(password), Zeroizing::new(passphrase));
    let mut checklist = Checklist::new();
    let password = checklist.check(Field::Password, Password::parse(&password));
    let passphrase = checklist.check(Field::Passphrase, Password::parse_new(&passphrase));
    let (password, passphrase) = checklist.finish(password.zip(passphrase)).map_err(invalid)?;
    let certificates = console.acting_as(&actor).certificates();
    let answer = certificates.export(sdkappid, &password, &passphrase).await.map_err(into_failure)?;
    let tab = Tab::from_code(&platform).unwrap_or_default().code();
    redirect(&format!("{}&dialog=export&answer={answer}", tab_address(sdkappid, tab)));
    Ok(())
}

/// **Import** -> **Show changes**.
#[server(endpoint = "open_certificates", input = MultipartFormData)]
pub async fn open_certificates(data: MultipartData) -> Result<(), Failure> {
    let (console, actor) = (console(), actor());
    // Check access before reading the request body.
    crate::ssr::signed_in()?;
    let form = Form::read_up_to(data, ::console::MAX_EXPORT_BYTES).await?;
    let sdkappid = form.sdkappid()?;
    let mut checklist = Checklist::new();
    let file = checklist.check(Field::File, form.file.as_ref().ok_or(Problem::Missing));
    let passphrase = checklist.check(Field::Passphrase, Password::parse(form.text("passphrase")));
    let (file, passphrase) = checklist.finish(file.zip(passphrase)).map_err(invalid)?;
    let certificates = console.acting_as(&actor).certificates();
    let answer = certificates.open_file(sdkappid, file.bytes(), &passphrase).await.map_err(into_failure)?;
    let tab = Tab::from_code(form.text("platform")).unwrap_or_default().code();
    redirect(&format!("{}&dialog=import&answer={answer}", tab_address(sdkappid, tab)));
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
    let sdkappid: Sdkappid = parse_or_not_found(&sdkappid)?;
    let imported =
        console.acting_as(&actor).certificates().import(sdkappid, &answer).await.map_err(into_failure)?;
    let tab = Tab::from_code(&platform).unwrap_or_default().code();
    let count = imported.added + imported.changed;
    redirect(&format!("{}&done={}", tab_address(sdkappid, tab), Done::CertificatesImported(count)));
    Ok(())
}
