//! The body of a push certificate: the fields of its form, under the same names.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::certificate::Upload;
use domain::field::Field;
use serde::Deserialize;
use utoipa::ToSchema;
use zeroize::Zeroizing;

use super::certificates::platform;

/// A file, as it is at the vendor: `.p12`, `.p8` or JSON.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CertificateFile {
    name: String,
    /// Base64 with padding (RFC 4648, 4); at most 64 KiB decoded.
    #[schema(value_type = String, format = Byte)]
    content: Zeroizing<String>,
}

/// Declares the members, which are fields of the form.
macro_rules! members {
    ($($(#[$meta:meta])* $member:ident = $field:ident,)*) => {
        /// A push certificate to add, or what an edit makes of it. Which members are needed depends on the platform.
        #[derive(Deserialize, ToSchema)]
        #[serde(deny_unknown_fields)]
        pub struct CertificateInput {
            #[schema(schema_with = platform)]
            pub platform: String,
            /// Of FCM, APNs and HarmonyOS.
            #[serde(default)]
            file: Option<CertificateFile>,
            $(
                $(#[$meta])*
                #[serde(default)]
                #[schema(value_type = Option<String>)]
                $member: Option<Zeroizing<String>>,
            )*
        }

        impl CertificateInput {
            /// The text of a field; empty if it is missing.
            pub fn field(&self, field: Field) -> &str {
                let text = match field {
                    $(Field::$field => &self.$member,)*
                    _ => &None,
                };
                text.as_ref().map_or("", |text| text.as_str())
            }
        }
    };
}

members! {
    /// Display name.
    certificate_name = CertificateName,
    notes = Notes,
    package_name = PackageName,
    app_id = AppId,
    app_key = AppKey,
    app_secret = AppSecret,
    master_secret = MasterSecret,
    client_id = ClientId,
    client_secret = ClientSecret,
    /// Of Xiaomi.
    region = Region,
    /// Of APNs: `p12` or `p8`.
    credential_kind = CredentialKind,
    /// Of a `.p12`.
    file_password = FilePassword,
    /// Of APNs: `production` or `development`.
    environment = Environment,
    /// Of a `.p12`: `regular` or `voip`.
    push_kind = PushKind,
    /// Of a `.p8`.
    key_id = KeyId,
    /// Of a `.p8`.
    team_id = TeamId,
    /// Of a `.p8`.
    bundle_id = BundleId,
    click_action = ClickAction,
    click_target = ClickTarget,
    channel_id = Channel,
    category = Category,
    badge_class = BadgeClass,
    importance = Importance,
    message_class = MessageClass,
    message_type = MessageType,
    receipt = Receipt,
    /// Of APNs: `on`.
    mutable_content = MutableContent,
}

impl CertificateInput {
    /// The file; an error if it is not Base64. One that is too large is refused by whoever reads it.
    pub fn upload(&self) -> Result<Option<Upload>, base64::DecodeError> {
        let Some(file) = &self.file else { return Ok(None) };
        let bytes = Zeroizing::new(STANDARD.decode(file.content.as_bytes())?);
        Ok(Some(Upload::new(&file.name, bytes)))
    }
}
