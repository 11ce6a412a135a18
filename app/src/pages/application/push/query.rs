//! The URL parameters of the page.

use domain::application::sdkappid::Sdkappid;
use domain::certificate::{AccessSetting, Attention, Certificate, CertificateId, Platform, Tab};

use crate::address::parameter;
use crate::routes::PagePath;

/// Which certificates are shown, and which form adds one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct AccessQuery {
    pub(super) sdkappid: Sdkappid,
    pub(super) tab: Tab,
    /// One platform of the tab, if selected.
    pub(super) platform: Option<Platform>,
    /// Show only certificates in this state.
    pub(super) health: Option<Attention>,
    /// Whether the iOS credential is a `.p8` key.
    pub(super) by_key: bool,
}

impl AccessQuery {
    /// Reads a query. Without a tab, selects the first one that has a certificate in the requested state.
    pub(super) fn read(query: &str, setting: &AccessSetting) -> Self {
        let parameter = |name: &str| parameter(query, name);
        let health = Attention::from_code(&parameter("health"));
        let tab = Tab::from_code(&parameter("platform"));
        let found = || {
            let now = setting.at.now;
            let mut found = setting.certificates.iter().filter(|one| Some(one.attention(now)) == health);
            found.next().map(|certificate| certificate.platform.tab())
        };
        let names_tab = !parameter("platform").is_empty();
        let tab = if names_tab { tab } else { found() }.unwrap_or_default();
        let platform: Option<Platform> = parameter("vendor").parse().ok();
        let platform = platform.filter(|platform| platform.tab() == tab);
        let by_key = parameter("credential_kind") == "p8";
        Self { sdkappid: setting.application.sdkappid, tab, platform, health, by_key }
    }

    /// The URL of the page without a dialog.
    pub(super) fn base(self) -> String {
        let vendor = self.platform.filter(|_| self.tab == Tab::Android);
        let vendor = vendor.map(|platform| format!("&vendor={}", platform.code())).unwrap_or_default();
        let health = self.health.map(|health| format!("&health={}", health.code())).unwrap_or_default();
        format!("{}{vendor}{health}", self.tab_address(self.tab))
    }

    /// The URL of a tab.
    pub(super) fn tab_address(self, tab: Tab) -> String {
        format!("{}?platform={}", PagePath::Access(self.sdkappid), tab.code())
    }

    /// The URL of a dialog over the page.
    pub(super) fn dialog(self, dialog: &str) -> String {
        format!("{}&dialog={dialog}", self.base())
    }

    /// The same query without the filter by health.
    pub(super) const fn of_any_health(self) -> Self {
        Self { health: None, ..self }
    }

    /// The platform of a new certificate.
    pub(super) fn new_platform(self) -> Platform {
        self.platform.or_else(|| self.tab.platforms().next()).unwrap_or(Platform::Xiaomi)
    }

    /// Whether the certificate belongs to the selected platform or tab.
    pub(super) fn is_of(self, certificate: &Certificate) -> bool {
        match self.platform {
            Some(platform) => certificate.platform == platform,
            None => certificate.platform.tab() == self.tab,
        }
    }
}

/// A dialog over the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AccessDialog {
    Add,
    Edit(CertificateId),
    Delete(CertificateId),
    TestPush(CertificateId),
    Export,
    Import,
    Calendar,
}

impl AccessDialog {
    /// The dialog with that name; `None` if it does not exist, or its certificate does not.
    pub(super) fn parse(name: &str, setting: &AccessSetting) -> Option<Self> {
        let dialog = Self::named(name)?;
        match dialog {
            Self::Edit(id) | Self::Delete(id) | Self::TestPush(id) => setting.certificate(id).map(|_| dialog),
            _ => Some(dialog),
        }
    }

    /// The dialog with that name, whether or not its certificate exists.
    pub(super) fn named(name: &str) -> Option<Self> {
        let of = |name: &str, prefix| name.strip_prefix(prefix)?.parse::<CertificateId>().ok();
        Some(match name {
            "add" => Self::Add,
            "export" => Self::Export,
            "import" => Self::Import,
            "calendar" => Self::Calendar,
            _ => of(name, "edit-")
                .map(Self::Edit)
                .or_else(|| of(name, "delete-").map(Self::Delete))
                .or_else(|| of(name, "test-").map(Self::TestPush))?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dialog_has_a_name() {
        let id = |number: u32| CertificateId::try_from(number).unwrap();
        for (name, dialog) in [
            ("add", Some(AccessDialog::Add)),
            ("edit-7", Some(AccessDialog::Edit(id(7)))),
            ("delete-7", Some(AccessDialog::Delete(id(7)))),
            ("test-7", Some(AccessDialog::TestPush(id(7)))),
            ("export", Some(AccessDialog::Export)),
            ("edit-", None),
            ("edit-x", None),
            ("remove-7", None),
            ("", None),
        ] {
            assert_eq!(AccessDialog::named(name), dialog, "{name}");
        }
    }
}
