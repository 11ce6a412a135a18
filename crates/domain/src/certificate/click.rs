//! The action on a tap on a push: **Open application**, **Open web page** or **Open specified in-app page**
//! (docs/facts/push-credentials.md#click-actions). Each platform offers a subset and has its own format for pages.

#[cfg(test)]
mod tests;

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Platform;
use super::identifier::{is_dotted, present};
use super::service::chosen;
use super::text::conversions;
use crate::field::{Field, InvalidField, Problem};

/// The action on a tap on a push.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "target", rename_all = "snake_case")]
pub enum ClickAction {
    /// **Open application**; has no target.
    OpenApplication,
    /// **Open web page**, with its URL.
    OpenWebPage(WebAddress),
    /// **Open specified in-app page**, with its page.
    OpenInAppPage(InAppPage),
}

/// The kind of click action, without its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClickKind {
    /// **Open application**.
    Application,
    /// **Open web page**.
    WebPage,
    /// **Open specified in-app page**.
    InAppPage,
}

/// A URL that begins with `http://` or `https://` and names a host; up to 1000 characters, no spaces.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct WebAddress(String);

/// An in-app page in the format of its platform: an intent URI, an Activity, an action or a path. 1 to 1000
/// visible ASCII characters. Only [`ClickAction::parse`], which knows the platform, creates one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct InAppPage(String);

conversions!(WebAddress, InAppPage);

impl WebAddress {
    /// Maximum length in characters: vivo's limit (docs/facts/push-credentials.md#click-actions).
    pub const MAX_LENGTH: u32 = 1000;
}

impl FromStr for WebAddress {
    type Err = Problem;

    fn from_str(raw: &str) -> Result<Self, Problem> {
        let text = present(raw, Self::MAX_LENGTH)?;
        let after = ["http://", "https://"].iter().find_map(|scheme| {
            text.get(..scheme.len())
                .filter(|start| start.eq_ignore_ascii_case(scheme))
                .map(|_| &text[scheme.len()..])
        });
        let named =
            after.is_some_and(|after| !after.is_empty() && !after.starts_with(['/', '?', '#', ':', '@']));
        if named && !text.chars().any(|char| char.is_whitespace() || char.is_control()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Problem::NotAWebAddress)
        }
    }
}

/// Checks what all platforms require; [`ClickAction::parse`] also checks the platform's own format.
impl FromStr for InAppPage {
    type Err = Problem;

    fn from_str(raw: &str) -> Result<Self, Problem> {
        let text = present(raw, Self::MAX_LENGTH)?;
        if text.bytes().all(|byte| byte.is_ascii_graphic()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(Problem::NotAnIdentifier)
        }
    }
}

impl InAppPage {
    /// Maximum length in characters.
    pub const MAX_LENGTH: u32 = 1000;

    fn of(platform: Platform, raw: &str) -> Result<Self, Problem> {
        let page: Self = raw.parse()?;
        let text = page.as_str();
        let (right, otherwise) = match platform {
            Platform::Xiaomi | Platform::Huawei | Platform::Honor | Platform::Vivo => {
                (is_intent_uri(text), Problem::NotAnIntentUri)
            }
            Platform::Meizu => (is_dotted(text, 2), Problem::NotAnActivity),
            // An intent action may be a single word.
            Platform::Oppo | Platform::Fcm => (is_dotted(text, 1), Problem::NotAnActivityOrAction),
            // HarmonyOS takes an ability's path or action (docs/facts/push-credentials.md#click-actions); iOS
            // offers no page.
            Platform::Harmony | Platform::Apns => (true, Problem::NotAChoice),
        };
        if right { Ok(page) } else { Err(otherwise) }
    }

    /// Whether it looks like the class of an Activity rather than an intent action: a Java class name begins with
    /// a capital letter and is not all capitals. OPPO has separate fields for the two
    /// (docs/facts/push-credentials.md#click-actions).
    pub fn is_activity(&self) -> bool {
        let class = self.0.rsplit('.').next().unwrap_or_default();
        is_dotted(&self.0, 2)
            && class.starts_with(|first: char| first.is_ascii_uppercase())
            && class.contains(|char: char| char.is_ascii_lowercase())
    }
}

/// `intent://…#Intent;…;end`, as written by Android's `Intent.toUri`.
fn is_intent_uri(text: &str) -> bool {
    let parts = text.strip_prefix("intent://").and_then(|after| after.split_once("#Intent;"));
    // The part between the marks must not be empty, and must end with a semicolon.
    parts.is_some_and(|(_, inside)| inside.strip_suffix(";end").is_some_and(|inside| !inside.is_empty()))
}

impl ClickKind {
    /// All kinds, in display order.
    pub const ALL: [Self; 3] = [Self::Application, Self::WebPage, Self::InAppPage];

    /// Identifier in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::WebPage => "web_page",
            Self::InAppPage => "in_app_page",
        }
    }
}

impl Platform {
    /// The kinds that the platform offers; empty for iOS, where the application decides.
    pub const fn click_kinds(self) -> &'static [ClickKind] {
        match self {
            Self::Apns => &[],
            Self::Fcm | Self::Harmony => &[ClickKind::Application, ClickKind::InAppPage],
            _ => &ClickKind::ALL,
        }
    }

    /// A sample target of each kind that the platform offers, as a person would type it.
    pub const fn page_examples(self) -> &'static [&'static str] {
        const WEB: &str = "https://example.com/inbox";
        const INTENT: &str = "intent://inbox#Intent;scheme=example;end";
        const ACTIVITY: &str = "com.example.app.InboxActivity";
        const ACTION: &str = "com.example.app.OPEN_INBOX";
        match self {
            Self::Xiaomi | Self::Huawei | Self::Honor | Self::Vivo => &[WEB, INTENT],
            Self::Meizu => &[WEB, ACTIVITY],
            Self::Oppo => &[WEB, ACTIVITY, ACTION],
            Self::Fcm | Self::Harmony => &[ACTION],
            Self::Apns => &[],
        }
    }

    /// Whether the platform requires a click action.
    pub const fn needs_click_action(self) -> bool {
        !matches!(self, Self::Apns | Self::Fcm)
    }
}

impl ClickAction {
    /// Parses the choice `kind` and its `target` (a URL or a page; ignored if the choice has none). `None` if
    /// the platform requires no choice and none was made.
    pub fn parse(platform: Platform, kind: &str, target: &str) -> Result<Option<Self>, InvalidField> {
        let kind = match chosen(platform.click_kinds(), ClickKind::code, kind) {
            Ok(kind) => kind,
            Err(Problem::Missing) if !platform.needs_click_action() => return Ok(None),
            Err(problem) => return Err(InvalidField { field: Field::ClickAction, problem }),
        };
        let action = match kind {
            ClickKind::Application => Ok(Self::OpenApplication),
            ClickKind::WebPage => target.parse().map(Self::OpenWebPage),
            ClickKind::InAppPage => InAppPage::of(platform, target).map(Self::OpenInAppPage),
        };
        action.map(Some).map_err(|problem| InvalidField { field: Field::ClickTarget, problem })
    }

    pub const fn kind(&self) -> ClickKind {
        match self {
            Self::OpenApplication => ClickKind::Application,
            Self::OpenWebPage(_) => ClickKind::WebPage,
            Self::OpenInAppPage(_) => ClickKind::InAppPage,
        }
    }

    /// The URL or page to open, as typed; empty for **Open application**.
    pub fn target(&self) -> &str {
        match self {
            Self::OpenApplication => "",
            Self::OpenWebPage(address) => address.as_str(),
            Self::OpenInAppPage(page) => page.as_str(),
        }
    }
}
