//! What is wrong with a field of a form: said beside the field, in the person's language.

use serde::{Deserialize, Serialize};

/// Declares [`Field`] from its variants and their names.
macro_rules! fields {
    ($($(#[doc = $doc:literal])+ $field:ident = $name:literal,)+) => {
        /// A field that a person fills in. The name is the one in the form.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "&'static str")]
        pub enum Field {
            $($(#[doc = $doc])+ $field,)+
        }

        impl Field {
            const ALL: &[Self] = &[$(Self::$field),+];

            /// The `name` attribute of the field.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$field => $name,)+
                }
            }
        }
    };
}

fields! {
    /// **Application Name**.
    Name = "name",
    /// **Description**.
    Description = "description",
    /// **Region**.
    Region = "region",
    /// **Email**.
    Email = "email",
    /// **Password**, at set-up, sign-in and where it is asked for again.
    Password = "password",
    /// The new password when it is changed.
    NewPassword = "new_password",
    /// **Setup code**.
    SetupCode = "setup_code",
    /// **UserID**.
    UserId = "user_id",
    /// **Valid for**.
    Expire = "expire",
    /// **Room** of a PrivateMapKey.
    Room = "room",
    /// **Overlap**.
    Overlap = "overlap",
    /// The SDKAppID, typed once more before something that hurts.
    Confirmation = "confirmation",
    /// **SDKAppID** of an application that is imported.
    Sdkappid = "sdkappid",
    /// **Key** of an application that is imported.
    Key = "key",
    /// **Subject** of a request.
    Subject = "subject",
    /// **Message** of a request.
    Message = "message",
    /// **Amount** that an operator posts.
    Amount = "amount",
    /// **Note** beside it.
    Note = "note",
    /// The acceptance of the terms of an order.
    Accept = "accept",
    /// What a push certificate is called.
    CertificateName = "certificate_name",
    /// **Notes** about it.
    Notes = "notes",
    /// **Package name**.
    PackageName = "package_name",
    /// **AppID** at the vendor.
    AppId = "app_id",
    /// **AppKey** at the vendor.
    AppKey = "app_key",
    /// **AppSecret** at the vendor.
    AppSecret = "app_secret",
    /// **MasterSecret** at OPPO.
    MasterSecret = "master_secret",
    /// **Client ID** at HONOR.
    ClientId = "client_id",
    /// **Client Secret** at HONOR.
    ClientSecret = "client_secret",
    /// Whether iOS is by `.p12` or by `.p8`.
    CredentialKind = "credential_kind",
    /// The file of a credential.
    File = "file",
    /// The password of a `.p12`.
    FilePassword = "file_password",
    /// **Certificate environment** of iOS.
    Environment = "environment",
    /// Whether a certificate of iOS is for regular or VoIP pushes.
    PushKind = "push_kind",
    /// **Key ID** of a `.p8`.
    KeyId = "key_id",
    /// **Team ID** of a `.p8`.
    TeamId = "team_id",
    /// **Bundle ID** of a `.p8`.
    BundleId = "bundle_id",
    /// **Subsequent Action**: what a tap on a push does.
    ClickAction = "click_action",
    /// The page that it opens.
    ClickTarget = "click_target",
    /// **ChannelID**.
    Channel = "channel_id",
    /// **Category**.
    Category = "category",
    /// **Badge parameter**.
    BadgeClass = "badge_class",
    /// **Importance** at HONOR.
    Importance = "importance",
    /// **Message class** at Meizu.
    MessageClass = "message_class",
    /// **Message type** at FCM.
    MessageType = "message_type",
    /// **Receipt**.
    Receipt = "receipt",
    /// **mutable-content** of iOS.
    MutableContent = "mutable_content",
    /// **Passphrase** of a file of exported certificates.
    Passphrase = "passphrase",
    /// Whether a certificate is tried as soon as it is saved.
    CheckOnSave = "check",
    /// **Title** of a test push.
    PushTitle = "title",
    /// **Body** of a test push.
    PushBody = "body",
    /// **Device token** that a test push goes to.
    DeviceToken = "token",
}

impl Field {
    /// Whether what is typed into it must not leave the browser but for the use that it is typed for: it is never put
    /// into a page again.
    pub const fn is_secret(self) -> bool {
        matches!(
            self,
            Self::Password
                | Self::NewPassword
                | Self::SetupCode
                | Self::Key
                | Self::AppSecret
                | Self::MasterSecret
                | Self::ClientSecret
                | Self::FilePassword
                | Self::Passphrase
        )
    }

    /// The field of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.name() == name)
    }
}

/// The text is no field's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseFieldError;

impl std::fmt::Display for ParseFieldError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("no field has that name")
    }
}

impl From<Field> for &'static str {
    fn from(field: Field) -> Self {
        field.name()
    }
}

impl TryFrom<String> for Field {
    type Error = ParseFieldError;

    fn try_from(name: String) -> Result<Self, ParseFieldError> {
        Self::from_name(&name).ok_or(ParseFieldError)
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
    /// Something was given, and nobody sees anything of it.
    NothingVisible,
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
    /// Not a number from 1 to 4294967295.
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
    Key(crate::key::KeyError),
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
    File(crate::certificate::CredentialError),
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
