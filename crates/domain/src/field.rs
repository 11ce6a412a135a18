//! What is wrong with a field of a form: said beside the field, in the person's language.

use serde::{Deserialize, Serialize};

/// A field that a person fills in. The name is the one in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// **Application Name**.
    Name,
    /// **Description**.
    Description,
    /// **Region**.
    Region,
    /// **Email**.
    Email,
    /// **Password**, at set-up, sign-in and where it is asked for again.
    Password,
    /// The new password when it is changed.
    NewPassword,
    /// **Setup code**.
    SetupCode,
    /// **UserID**.
    UserId,
    /// **Valid for**.
    Expire,
    /// **Room** of a PrivateMapKey.
    Room,
    /// **Overlap**.
    Overlap,
    /// The SDKAppID, typed once more before something that hurts.
    Confirmation,
    /// **SDKAppID** of an application that is imported.
    Sdkappid,
    /// **Key** of an application that is imported.
    Key,
    /// **Subject** of a request.
    Subject,
    /// **Message** of a request.
    Message,
    /// **Amount** that an operator posts.
    Amount,
    /// **Note** beside it.
    Note,
    /// The acceptance of the terms of an order.
    Accept,
    /// What a push certificate is called.
    CertificateName,
    /// **Notes** about it.
    Notes,
    /// **Package name**.
    PackageName,
    /// **AppID** at the vendor.
    AppId,
    /// **AppKey** at the vendor.
    AppKey,
    /// **AppSecret** at the vendor.
    AppSecret,
    /// **MasterSecret** at OPPO.
    MasterSecret,
    /// **Client ID** at HONOR.
    ClientId,
    /// **Client Secret** at HONOR.
    ClientSecret,
    /// Whether iOS is by `.p12` or by `.p8`.
    CredentialKind,
    /// The file of a credential.
    File,
    /// The password of a `.p12`.
    FilePassword,
    /// **Certificate environment** of iOS.
    Environment,
    /// Whether a certificate of iOS is for regular or VoIP pushes.
    PushKind,
    /// **Key ID** of a `.p8`.
    KeyId,
    /// **Team ID** of a `.p8`.
    TeamId,
    /// **Bundle ID** of a `.p8`.
    BundleId,
    /// **Subsequent Action**: what a tap on a push does.
    ClickAction,
    /// The page that it opens.
    ClickTarget,
    /// **ChannelID**.
    Channel,
    /// **Category**.
    Category,
    /// **Badge parameter**.
    BadgeClass,
    /// **Importance** at HONOR.
    Importance,
    /// **Message class** at Meizu.
    MessageClass,
    /// **Message type** at FCM.
    MessageType,
    /// **Receipt**.
    Receipt,
    /// **mutable-content** of iOS.
    MutableContent,
    /// Whether a certificate is tried as soon as it is saved.
    CheckOnSave,
    /// **Title** of a test push.
    PushTitle,
    /// **Body** of a test push.
    PushBody,
    /// **Device token** of a test push.
    DeviceToken,
}

impl Field {
    /// The `name` attribute of the field.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Description => "description",
            Self::Region => "region",
            Self::Email => "email",
            Self::Password => "password",
            Self::NewPassword => "new_password",
            Self::SetupCode => "setup_code",
            Self::UserId => "user_id",
            Self::Expire => "expire",
            Self::Room => "room",
            Self::Overlap => "overlap",
            Self::Confirmation => "confirmation",
            Self::Sdkappid => "sdkappid",
            Self::Key => "key",
            Self::Subject => "subject",
            Self::Message => "message",
            Self::Amount => "amount",
            Self::Note => "note",
            Self::Accept => "accept",
            Self::CertificateName => "certificate_name",
            Self::Notes => "notes",
            Self::PackageName => "package_name",
            Self::AppId => "app_id",
            Self::AppKey => "app_key",
            Self::AppSecret => "app_secret",
            Self::MasterSecret => "master_secret",
            Self::ClientId => "client_id",
            Self::ClientSecret => "client_secret",
            Self::CredentialKind => "credential_kind",
            Self::File => "file",
            Self::FilePassword => "file_password",
            Self::Environment => "environment",
            Self::PushKind => "push_kind",
            Self::KeyId => "key_id",
            Self::TeamId => "team_id",
            Self::BundleId => "bundle_id",
            Self::ClickAction => "click_action",
            Self::ClickTarget => "click_target",
            Self::Channel => "channel_id",
            Self::Category => "category",
            Self::BadgeClass => "badge_class",
            Self::Importance => "importance",
            Self::MessageClass => "message_class",
            Self::MessageType => "message_type",
            Self::Receipt => "receipt",
            Self::MutableContent => "mutable_content",
            Self::CheckOnSave => "check",
            Self::PushTitle => "title",
            Self::PushBody => "body",
            Self::DeviceToken => "token",
        }
    }
}

/// Why a value was not taken. Lengths count as a person counts: grapheme clusters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// Nothing was given.
    Missing,
    /// More than this many characters.
    TooLong(u32),
    /// Fewer than this many characters.
    TooShort(u32),
    /// A control character that cannot be shown.
    ControlCharacter,
    /// Not an e-mail address.
    NotAnEmail,
    /// None of the choices.
    NotAChoice,
    /// Not a whole number in this range.
    NotWithin {
        /// The smallest.
        least: u64,
        /// The largest.
        most: u64,
    },
    /// More than this many bytes.
    TooManyBytes(usize),
    /// Not ten digits that start with 14.
    NotAnSdkappid,
    /// Taken by another application already.
    Taken,
    /// On the list already.
    Listed,
    /// Not on the list.
    NotListed,
    /// The list has as many as it may have.
    NoMore(usize),
    /// The last one of the list: one has to be left.
    Last,
    /// Not an amount of money; the currency has this many decimal places.
    NotAnAmount(u8),
    /// Not a key.
    Key(crate::key::Unusable),
    /// Not an Android package.
    NotAPackageName,
    /// Not one word of visible ASCII characters.
    NotAnIdentifier,
    /// Not 10 upper-case letters and digits.
    NotAnAppleId,
    /// Not a bundle ID, or one with a wildcard.
    NotABundleId,
    /// Not an address that begins `http://` or `https://`.
    NotAWebAddress,
    /// Not `intent://…#Intent;…;end`.
    NotAnIntentUri,
    /// Not the whole name of an Activity's class.
    NotAnActivity,
    /// Neither the whole name of an Activity's class nor an intent's action.
    NotAnActivityOrAction,
    /// A file that is not the credential, or not for this use.
    File(crate::certificate::Wrong),
    /// Well-formed, but not the right one (a password, a code).
    Wrong,
}

/// One field and what is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Invalid {
    /// Where.
    pub field: Field,
    /// What.
    pub problem: Problem,
}

/// Collects what is wrong with a whole form, so that a person hears of everything at once.
#[derive(Debug, Default)]
pub struct Checklist(Vec<Invalid>);

impl Checklist {
    /// Nothing wrong yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Keeps the problem of `field`, if there is one, and hands on the value.
    pub fn check<T>(&mut self, field: Field, parsed: Result<T, Problem>) -> Option<T> {
        parsed.map_err(|problem| self.0.push(Invalid { field, problem })).ok()
    }

    /// Keeps what was wrong with a part of the form.
    pub fn add(&mut self, invalid: Invalid) {
        self.0.push(invalid);
    }

    /// `value` when nothing was wrong; otherwise everything that was.
    pub fn finish<T>(self, value: Option<T>) -> Result<T, Vec<Invalid>> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => Err(self.0),
        }
    }
}
