//! The forms **Add Certificate** and **Edit**; all errors are reported at once.

use super::{
    Account, CertificateName, ClickAction, EditedAccount, NewAccount, Notes, Platform, SecretText, Settings,
    Upload,
};
use crate::field::{Checklist, Field, InvalidField, Problem};

/// Looks up a form field; empty if it is missing. Borrows its text, because some fields are secret: the buffer that
/// they were read into is wiped, and no copy is made of it.
pub(super) type Form<'form, 'text> = &'form dyn Fn(Field) -> &'text str;

/// Input for adding a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCertificate {
    /// Display name of the certificate.
    pub name: CertificateName,
    /// Notes about the certificate.
    pub notes: Notes,
    /// The account at the vendor.
    pub account: NewAccount,
    /// The action on a tap; `None` if the platform leaves it to the application.
    pub click_action: Option<ClickAction>,
    /// Optional settings of the platform.
    pub settings: Settings,
}

/// Input for editing a certificate. Its platform does not change, nor does any secret that is not entered again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditedCertificate {
    /// Display name of the certificate.
    pub name: CertificateName,
    /// Notes about the certificate.
    pub notes: Notes,
    /// The account at the vendor.
    pub account: EditedAccount,
    /// The action on a tap; `None` if the platform leaves it to the application.
    pub click_action: Option<ClickAction>,
    /// Optional settings of the platform.
    pub settings: Settings,
}

impl NewCertificate {
    /// Parses the form of **Add Certificate**; returns every invalid field. `file` is the upload, which is not
    /// parsed here: the `push` crate does that.
    pub fn parse(
        platform: Platform,
        form: Form<'_, '_>,
        file: Option<Upload>,
    ) -> Result<Self, Vec<InvalidField>> {
        let secret = |text: &str| text.parse();
        let file = file.ok_or(Problem::Missing);
        let read = Read::form(platform, form, &secret, file)?;
        let Read { name, notes, account, click_action, settings } = read;
        Ok(Self { name, notes, account, click_action, settings })
    }
}

impl EditedCertificate {
    /// Parses the form of **Edit**; returns every invalid field.
    pub fn parse(
        platform: Platform,
        form: Form<'_, '_>,
        file: Option<Upload>,
    ) -> Result<Self, Vec<InvalidField>> {
        let secret = |text: &str| match text.trim() {
            "" => Ok(None),
            text => text.parse().map(Some),
        };
        let read = Read::form(platform, form, &secret, Ok(file))?;
        let Read { name, notes, account, click_action, settings } = read;
        Ok(Self { name, notes, account, click_action, settings })
    }
}

/// The fields that both forms share.
struct Read<S, F> {
    name: CertificateName,
    notes: Notes,
    account: Account<S, F>,
    click_action: Option<ClickAction>,
    settings: Settings,
}

impl<S, F> Read<S, F> {
    fn form(
        platform: Platform,
        form: Form<'_, '_>,
        secret: &dyn Fn(&str) -> Result<S, Problem>,
        file: Result<F, Problem>,
    ) -> Result<Self, Vec<InvalidField>> {
        let mut checklist = Checklist::new();
        let name = checklist.check(Field::CertificateName, form(Field::CertificateName).parse());
        let account = account(platform, form, secret, file, &mut checklist);
        let click = ClickAction::parse(platform, form(Field::ClickAction), form(Field::ClickTarget));
        let click = click.map_err(|invalid| checklist.add(invalid)).ok();
        let settings = Settings::parse(platform, form)
            .map_err(|invalid| invalid.into_iter().for_each(|invalid| checklist.add(invalid)))
            .ok();
        let notes = checklist.check(Field::Notes, form(Field::Notes).parse());
        let whole = name.zip(notes).zip(account).zip(click.zip(settings));
        checklist.finish(whole.map(|(((name, notes), account), (click_action, settings))| Self {
            name,
            notes,
            account,
            click_action,
            settings,
        }))
    }
}

fn account<S, F>(
    platform: Platform,
    form: Form<'_, '_>,
    secret: &dyn Fn(&str) -> Result<S, Problem>,
    file: Result<F, Problem>,
    checklist: &mut Checklist,
) -> Option<Account<S, F>> {
    // All fields are checked before any is unwrapped, so that every error is reported.
    macro_rules! fields {
        ($($name:ident = $field:ident),+ => $account:expr) => {{
            $(let $name = checklist.check(Field::$field, form(Field::$field).parse());)+
            $(let $name = $name?;)+
            Some($account)
        }};
        ($($name:ident = $field:ident),+; $secret:ident = $secret_field:ident => $account:expr) => {{
            $(let $name = checklist.check(Field::$field, form(Field::$field).parse());)+
            let $secret = checklist.check(Field::$secret_field, secret(form(Field::$secret_field)));
            $(let $name = $name?;)+
            let $secret = $secret?;
            Some($account)
        }};
    }
    match platform {
        Platform::Xiaomi => {
            fields!(package_name = PackageName, app_id = AppId, region = Region; app_secret = AppSecret
            => Account::Xiaomi { package_name, app_id, app_secret, region })
        }
        Platform::Huawei => fields!(package_name = PackageName, app_id = AppId; app_secret = AppSecret
            => Account::Huawei { package_name, app_id, app_secret }),
        Platform::Honor => fields!(app_id = AppId, client_id = ClientId; client_secret = ClientSecret
            => Account::Honor { app_id, client_id, client_secret }),
        Platform::Oppo => fields!(app_id = AppId, app_key = AppKey; master_secret = MasterSecret
            => Account::Oppo { app_id, app_key, master_secret }),
        Platform::Vivo => fields!(app_id = AppId, app_key = AppKey; app_secret = AppSecret
            => Account::Vivo { app_id, app_key, app_secret }),
        Platform::Meizu => fields!(package_name = PackageName, app_id = AppId; app_secret = AppSecret
            => Account::Meizu { package_name, app_id, app_secret }),
        Platform::Fcm => Some(Account::Fcm { file: checklist.check(Field::File, file)? }),
        Platform::Harmony => Some(Account::Harmony { file: checklist.check(Field::File, file)? }),
        Platform::Apns => {
            let by_key = match form(Field::CredentialKind) {
                "p12" => Ok(false),
                "p8" => Ok(true),
                "" => Err(Problem::Missing),
                _ => Err(Problem::NotAChoice),
            };
            let by_key = checklist.check(Field::CredentialKind, by_key);
            let file = checklist.check(Field::File, file);
            if by_key? {
                // The file name may contain the Key ID; `push` reports it as missing if neither does.
                let key_id = match form(Field::KeyId) {
                    "" => Ok(None),
                    text => text.parse().map(Some),
                };
                let key_id = checklist.check(Field::KeyId, key_id);
                let rest = fields!(team_id = TeamId, bundle_id = BundleId, environment = Environment
                    => (team_id, bundle_id, environment));
                let (file, key_id, (team_id, bundle_id, environment)) = (file?, key_id?, rest?);
                return Some(Account::ApnsKey { file, key_id, team_id, bundle_id, environment });
            }
            let password = SecretText::password(form(Field::FilePassword));
            let password = checklist.check(Field::FilePassword, password);
            let environment = checklist.check(Field::Environment, form(Field::Environment).parse());
            let voip = match form(Field::PushKind) {
                "" | "regular" => Ok(false),
                "voip" => Ok(true),
                _ => Err(Problem::NotAChoice),
            };
            let voip = checklist.check(Field::PushKind, voip);
            let (file, password, environment) = (file?, password?, environment?);
            Some(Account::ApnsCertificate { file, password, environment, voip: voip? })
        }
    }
}

#[cfg(test)]
#[path = "form/tests.rs"]
mod tests;
