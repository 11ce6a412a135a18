//! Errors in form fields, shown beside the field in the person's language.

use serde::{Deserialize, Serialize};

/// Declares [`Field`] from its variants and their names.
macro_rules! fields {
    ($($(#[doc = $doc:literal])+ $field:ident = $name:literal,)+) => {
        /// A form field, identified by its name in the form.
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
    /// **Password**, at set-up, at sign-in and for confirmation.
    Password = "password",
    /// The new password when it is changed.
    NewPassword = "new_password",
    /// **Setup code**.
    SetupCode = "setup_code",
    /// **Role** of a member.
    Role = "role",
    /// The applications that a member is limited to.
    Applications = "applications",
    /// **Authentication code**: of the authenticator app, or a recovery code.
    AuthenticationCode = "code",
    /// **UserID**.
    UserId = "user_id",
    /// **Valid for**.
    Expire = "expire",
    /// **Room** of a PrivateMapKey.
    Room = "room",
    /// **Overlap**.
    Overlap = "overlap",
    /// The SDKAppID, typed again to confirm a dangerous action.
    Confirmation = "confirmation",
    /// **SDKAppID** of an imported application.
    Sdkappid = "sdkappid",
    /// **Key** of an imported application.
    Key = "key",
    /// **Subject** of a request.
    Subject = "subject",
    /// **Message** of a request.
    Message = "message",
    /// **Amount** of an operator's entry.
    Amount = "amount",
    /// **Note** of an operator's entry.
    Note = "note",
    /// Acceptance of the terms of an order.
    Accept = "accept",
    /// Display name of a push certificate.
    CertificateName = "certificate_name",
    /// **Notes** about a push certificate.
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
    /// Whether iOS pushes use a `.p12` or a `.p8`.
    CredentialKind = "credential_kind",
    /// The credential file.
    File = "file",
    /// The password of a `.p12`.
    FilePassword = "file_password",
    /// **Certificate environment** of iOS.
    Environment = "environment",
    /// Whether an iOS certificate is for regular or VoIP pushes.
    PushKind = "push_kind",
    /// **Key ID** of a `.p8`.
    KeyId = "key_id",
    /// **Team ID** of a `.p8`.
    TeamId = "team_id",
    /// **Bundle ID** of a `.p8`.
    BundleId = "bundle_id",
    /// **Subsequent Action**: the action on a tap on a push.
    ClickAction = "click_action",
    /// The page that the click action opens.
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
    /// Whether a certificate is checked as soon as it is saved.
    CheckOnSave = "check",
    /// **Title** of a test push.
    PushTitle = "title",
    /// **Body** of a test push.
    PushBody = "body",
    /// **Device token** of a test push.
    DeviceToken = "token",
    /// **URL** of a webhook endpoint.
    EndpointUrl = "url",
    /// **Events** of a webhook endpoint.
    Events = "events",
    /// **Name** of an API token.
    TokenName = "token_name",
    /// **Scopes** of an API token.
    Scopes = "scopes",
    /// Lifetime of an API token in days.
    Days = "days",
    /// **Name** of a passkey.
    PasskeyName = "passkey_name",
}

impl Field {
    /// Whether its value is secret: it may be sent only for its own purpose, and is never put into a page again.
    pub const fn is_secret(self) -> bool {
        matches!(
            self,
            Self::Password
                | Self::NewPassword
                | Self::SetupCode
                | Self::AuthenticationCode
                | Self::Key
                | Self::AppSecret
                | Self::MasterSecret
                | Self::ClientSecret
                | Self::FilePassword
                | Self::Passphrase
        )
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.name() == name)
    }
}

/// The text is not the name of a field.
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

/// Why a value is invalid. Lengths are in grapheme clusters, as a person counts characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// The value is missing.
    Missing,
    /// More than this many characters.
    TooLong(u32),
    /// Fewer than this many characters.
    TooShort(u32),
    /// It contains a control character.
    ControlCharacter,
    /// It contains no visible character.
    NothingVisible,
    /// It is not an e-mail address.
    NotAnEmail,
    /// It is not one of the choices.
    NotAChoice,
    /// It is not an integer in this range.
    NotWithin {
        /// The minimum, inclusive.
        least: u64,
        /// The maximum, inclusive.
        most: u64,
    },
    /// More than this many bytes.
    TooManyBytes(usize),
    /// It is not a number from 1 to 4294967295.
    NotAnSdkappid,
    /// Another application already uses it.
    Taken,
    /// The list already contains it.
    Listed,
    /// The list does not contain it.
    NotListed,
    /// The list is full, with this many entries.
    NoMore(usize),
    /// It is the last entry of the list, which must not be empty.
    Last,
    /// Not an amount of money; the currency has this many decimal places.
    NotAnAmount(u8),
    /// The key is invalid.
    Key(crate::key::KeyError),
    /// It is not an Android package name.
    NotAPackageName,
    /// It is not a single word of visible ASCII characters.
    NotAnIdentifier,
    /// It is not 10 upper-case letters and digits.
    NotAnAppleId,
    /// It is not a bundle ID, or contains a wildcard.
    NotABundleId,
    /// It is not a URL that begins with `http://` or `https://`.
    NotAWebAddress,
    /// It is not a URL that webhooks can be sent to.
    NotAnEndpoint,
    /// A URL for webhooks has to begin with `https://`.
    NotEncrypted,
    /// The address of the host is not public.
    NotPublic,
    /// It is not `intent://…#Intent;…;end`.
    NotAnIntentUri,
    /// It is not the full name of an Activity class.
    NotAnActivity,
    /// It is neither the full name of an Activity class nor an intent action.
    NotAnActivityOrAction,
    /// The file is not the credential, or cannot be used for this.
    File(crate::certificate::CredentialError),
    /// A new password is among the leaked ones that are tried first.
    LeakedPassword,
    /// Well-formed, but incorrect (a password, a code).
    Wrong,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct InvalidField {
    pub field: Field,
    /// Why its value is invalid.
    pub problem: Problem,
}

/// Collects the errors of a whole form, so that all are reported at once.
#[derive(Debug, Default)]
pub struct Checklist(Vec<InvalidField>);

impl Checklist {
    /// Creates a checklist without errors.
    pub fn new() -> Self {
        Self::default()
    }

    /// Records the problem of `field`, if there is one; otherwise returns the value.
    pub fn check<T>(&mut self, field: Field, parsed: Result<T, Problem>) -> Option<T> {
        parsed.map_err(|problem| self.0.push(InvalidField { field, problem })).ok()
    }

    /// Records an error in a part of the form.
    pub fn add(&mut self, invalid: InvalidField) {
        self.0.push(invalid);
    }

    /// Returns `value` if there were no errors, otherwise all errors.
    pub fn finish<T>(self, value: Option<T>) -> Result<T, Vec<InvalidField>> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => Err(self.0),
        }
    }
}
