//! The paths of all pages, from which links are built. The router's table in `app.rs` repeats them, and a test compares
//! the two.

use std::fmt;

use domain::application::sdkappid::Sdkappid;

pub(crate) use task_id::TaskId;

mod task_id;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PagePath {
    /// Set-up, on the first start only.
    Setup,
    /// **Sign in**.
    SignIn,
    /// The second step of a sign-in.
    SignInCode,
    /// **Application Management**.
    Applications,
    /// **Import Application**.
    Import,
    /// The list of deleted applications.
    Deleted,
    /// The Chat detail page of an application.
    Application(Sdkappid),
    /// The UserSig tools of an application.
    UserSig(Sdkappid),
    /// The order page of an application.
    Upgrade(Sdkappid),
    /// **Push > Access Setting**.
    Access(Sdkappid),
    /// **Push > Records**.
    Records(Sdkappid),
    /// What happened to one push.
    PushRecord(Sdkappid, TaskId),
    /// Balance and ledger of the account.
    Billing,
    /// One ledger entry as an invoice.
    Invoice(i64),
    /// The members of the account.
    Members,
    /// The acceptance of an invitation.
    Join,
    /// The audit trail.
    Audit,
    /// The person's own account.
    Account,
    /// Sets an authenticator app up.
    Authenticator,
    /// Adds a passkey.
    NewPasskey,
    /// New recovery codes.
    RecoveryCodes,
    /// Asks again for proof of who the person is.
    Verify,
    /// The webhook endpoints of the account.
    Webhooks,
    /// The form of a new webhook endpoint.
    NewWebhook,
    /// A webhook endpoint and its messages.
    Webhook(i64),
    /// The person's API tokens.
    Tokens,
    /// The editions compared.
    Pricing,
    /// How-to guides.
    Resources,
    /// Technical support.
    Support,
    /// The form of a new request.
    NewRequest,
    /// A request to technical support.
    Request(i64),
}

impl PagePath {
    /// Parses a path. `None` if no page has it, or if a parameter is malformed.
    pub(crate) fn parse(path: &str) -> Option<Self> {
        let mut parts = path.trim_matches('/').split('/');
        let parts = [(); 6].map(|()| parts.next());
        Some(match parts.map(Option::unwrap_or_default) {
            ["setup", "", ..] => Self::Setup,
            ["sign-in", "", ..] => Self::SignIn,
            ["sign-in", "code", "", ..] => Self::SignInCode,
            ["applications", "", ..] => Self::Applications,
            ["applications", "import", "", ..] => Self::Import,
            ["applications", "deleted", "", ..] => Self::Deleted,
            ["applications", sdkappid, "", ..] => Self::Application(sdkappid.parse().ok()?),
            ["applications", sdkappid, "usersig", "", ..] => Self::UserSig(sdkappid.parse().ok()?),
            ["applications", sdkappid, "upgrade", "", ..] => Self::Upgrade(sdkappid.parse().ok()?),
            ["applications", sdkappid, "push", "access", "", _] => Self::Access(sdkappid.parse().ok()?),
            ["applications", sdkappid, "push", "records", "", _] => Self::Records(sdkappid.parse().ok()?),
            ["applications", sdkappid, "push", "records", task_id, ""] => {
                Self::PushRecord(sdkappid.parse().ok()?, task_id.parse().ok()?)
            }
            ["billing", "", ..] => Self::Billing,
            ["billing", number, "", ..] => Self::Invoice(number.parse().ok()?),
            ["members", "", ..] => Self::Members,
            ["join", "", ..] => Self::Join,
            ["audit", "", ..] => Self::Audit,
            ["account", "", ..] => Self::Account,
            ["account", "authenticator", "", ..] => Self::Authenticator,
            ["account", "passkey", "", ..] => Self::NewPasskey,
            ["account", "recovery-codes", "", ..] => Self::RecoveryCodes,
            ["account", "verify", "", ..] => Self::Verify,
            ["webhooks", "", ..] => Self::Webhooks,
            ["webhooks", "new", "", ..] => Self::NewWebhook,
            ["webhooks", number, "", ..] => Self::Webhook(number.parse().ok()?),
            ["tokens", "", ..] => Self::Tokens,
            ["pricing", "", ..] => Self::Pricing,
            ["resources", "", ..] => Self::Resources,
            ["support", "", ..] => Self::Support,
            ["support", "new", "", ..] => Self::NewRequest,
            ["support", number, "", ..] => Self::Request(number.parse().ok()?),
            _ => return None,
        })
    }

    /// The application that the page is about.
    pub(crate) const fn application(self) -> Option<Sdkappid> {
        match self {
            Self::Application(sdkappid)
            | Self::UserSig(sdkappid)
            | Self::Upgrade(sdkappid)
            | Self::Access(sdkappid)
            | Self::Records(sdkappid)
            | Self::PushRecord(sdkappid, _) => Some(sdkappid),
            _ => None,
        }
    }

    /// The same page of another application; of a push, the list of the other's. The overview if not every application
    /// has that page.
    pub(crate) const fn of(self, sdkappid: Sdkappid) -> Self {
        match self {
            Self::UserSig(_) => Self::UserSig(sdkappid),
            Self::Access(_) => Self::Access(sdkappid),
            Self::Records(_) | Self::PushRecord(..) => Self::Records(sdkappid),
            _ => Self::Application(sdkappid),
        }
    }
}

impl fmt::Display for PagePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Setup => f.write_str("/setup"),
            Self::SignIn => f.write_str("/sign-in"),
            Self::SignInCode => f.write_str("/sign-in/code"),
            Self::Applications => f.write_str("/applications"),
            Self::Import => f.write_str("/applications/import"),
            Self::Deleted => f.write_str("/applications/deleted"),
            Self::Application(sdkappid) => write!(f, "/applications/{sdkappid}"),
            Self::UserSig(sdkappid) => write!(f, "/applications/{sdkappid}/usersig"),
            Self::Upgrade(sdkappid) => write!(f, "/applications/{sdkappid}/upgrade"),
            Self::Access(sdkappid) => write!(f, "/applications/{sdkappid}/push/access"),
            Self::Records(sdkappid) => write!(f, "/applications/{sdkappid}/push/records"),
            Self::PushRecord(sdkappid, task_id) => {
                write!(f, "/applications/{sdkappid}/push/records/{task_id}")
            }
            Self::Billing => f.write_str("/billing"),
            Self::Invoice(number) => write!(f, "/billing/{number}"),
            Self::Members => f.write_str("/members"),
            Self::Join => f.write_str("/join"),
            Self::Audit => f.write_str("/audit"),
            Self::Account => f.write_str("/account"),
            Self::Authenticator => f.write_str("/account/authenticator"),
            Self::NewPasskey => f.write_str("/account/passkey"),
            Self::RecoveryCodes => f.write_str("/account/recovery-codes"),
            Self::Verify => f.write_str("/account/verify"),
            Self::Webhooks => f.write_str("/webhooks"),
            Self::NewWebhook => f.write_str("/webhooks/new"),
            Self::Webhook(number) => write!(f, "/webhooks/{number}"),
            Self::Tokens => f.write_str("/tokens"),
            Self::Pricing => f.write_str("/pricing"),
            Self::Resources => f.write_str("/resources"),
            Self::Support => f.write_str("/support"),
            Self::NewRequest => f.write_str("/support/new"),
            Self::Request(number) => write!(f, "/support/{number}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TASK_ID: &str = "batch_00ff0123456789abcdefabcd";

    /// Every page, with its pattern in the router's table.
    fn all() -> Vec<(PagePath, &'static str)> {
        let sdkappid: Sdkappid = "1400000001".parse().unwrap();
        let push = PagePath::PushRecord(sdkappid, TASK_ID.parse().unwrap());
        vec![
            (PagePath::Setup, "/setup"),
            (PagePath::SignIn, "/sign-in"),
            (PagePath::SignInCode, "/sign-in/code"),
            (PagePath::Applications, "/applications"),
            (PagePath::Import, "/applications/import"),
            (PagePath::Deleted, "/applications/deleted"),
            (PagePath::Application(sdkappid), "/applications/:sdkappid"),
            (PagePath::UserSig(sdkappid), "/applications/:sdkappid/usersig"),
            (PagePath::Upgrade(sdkappid), "/applications/:sdkappid/upgrade"),
            (PagePath::Access(sdkappid), "/applications/:sdkappid/push/access"),
            (PagePath::Records(sdkappid), "/applications/:sdkappid/push/records"),
            (push, "/applications/:sdkappid/push/records/:task_id"),
            (PagePath::Billing, "/billing"),
            (PagePath::Invoice(7), "/billing/:number"),
            (PagePath::Members, "/members"),
            (PagePath::Join, "/join"),
            (PagePath::Audit, "/audit"),
            (PagePath::Account, "/account"),
            (PagePath::Authenticator, "/account/authenticator"),
            (PagePath::NewPasskey, "/account/passkey"),
            (PagePath::RecoveryCodes, "/account/recovery-codes"),
            (PagePath::Verify, "/account/verify"),
            (PagePath::Webhooks, "/webhooks"),
            (PagePath::NewWebhook, "/webhooks/new"),
            (PagePath::Webhook(7), "/webhooks/:number"),
            (PagePath::Tokens, "/tokens"),
            (PagePath::Pricing, "/pricing"),
            (PagePath::Resources, "/resources"),
            (PagePath::Support, "/support"),
            (PagePath::NewRequest, "/support/new"),
            (PagePath::Request(7), "/support/:number"),
        ]
    }

    #[test]
    fn a_path_names_its_page() {
        for (page, pattern) in all() {
            let path = pattern.replace(":sdkappid", "1400000001").replace(":number", "7");
            let path = path.replace(":task_id", TASK_ID);
            assert_eq!(page.to_string(), path);
            assert_eq!(PagePath::parse(&path), Some(page));
            assert_eq!(PagePath::parse(&format!("{path}/")), Some(page));
            assert_eq!(PagePath::parse(&format!("{path}/x/y")), None, "{path}");
        }
        for path in [
            "/",
            "",
            "/applications/x",
            "/applications/0/usersig",
            "/applications/1400000001/push/records/x",
            "/billing/x",
            "/support/1x",
            "/x",
        ] {
            assert_eq!(PagePath::parse(path), None, "{path}");
        }
    }

    #[cfg(feature = "ssr")]
    #[test]
    fn the_router_has_the_same_pages() {
        let mut routed: Vec<String> = crate::routes()
            .into_iter()
            .map(|route| route.path().replace('{', ":").replace('}', ""))
            .collect();
        routed.retain(|path| path != "/");
        let mut pages: Vec<String> = all().into_iter().map(|(_, pattern)| pattern.to_owned()).collect();
        routed.sort();
        pages.sort();
        assert_eq!(routed, pages);
    }
}
