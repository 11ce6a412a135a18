//! What a page says of an action that has just been done: the `done` of its address.
//!
//! A code is a word of ours and typed values, separated by dots: `checked.huawei.refused`,
//! `ordered.pro.2026-12-28`, `posted.USD.500000`. What cannot be read says nothing, so nobody can put words of
//! their own into a link to this console.

use domain::account::language::Language;
#[cfg(feature = "ssr")]
use domain::application::sdkappid::Sdkappid;
use domain::billing::edition::Edition;
use domain::billing::money::Money;
#[cfg(feature = "ssr")]
use domain::certificate::{Health, Platform};

use crate::i18n::text::health;
use crate::i18n::words::{done_text, edition_name};

/// What is said, and whether it is good news.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) text: String,
    pub(crate) is_good: bool,
}

impl Said {
    /// The icon beside it, and its tone.
    pub(crate) const fn look(&self) -> (&'static str, &'static str) {
        if self.is_good { ("ok", "icon tone-ok") } else { ("warn", "icon tone-warn") }
    }
}

/// What the vendor said of a credential.
#[cfg(feature = "ssr")]
pub(crate) fn checked(platform: Platform, health: &Health) -> String {
    let verdict = match health {
        Health::Proven { .. } => "accepted",
        Health::FailingSince { .. } => "refused",
        Health::NotProven { .. } | Health::Unknown => "unclear",
        Health::Undecryptable => "sealed",
    };
    format!("checked.{}.{verdict}", platform.code())
}

/// A package was ordered, until the day of `date`.
#[cfg(feature = "ssr")]
fn ordered(edition: Edition, date: &str) -> String {
    format!("ordered.{}.{date}", edition.code())
}

/// What an application has just been ordered.
#[cfg(feature = "ssr")]
pub(crate) async fn of_order(sdkappid: Sdkappid) -> String {
    let (console, actor) = (crate::ssr::console(), crate::ssr::actor());
    let detail = console.acting_as(&actor).applications().detail(sdkappid, None).await;
    detail.map_or_else(
        |_| "done".into(),
        |detail| {
            let life = detail.application.life;
            ordered(life.edition, &life.term.end().date())
        },
    )
}

/// An amount was entered into the ledger.
#[cfg(feature = "ssr")]
pub(crate) fn posted(amount: Money) -> String {
    format!("posted.{}.{}", amount.currency().code(), amount.minor())
}

/// What the code says, if it says anything.
pub(crate) fn said(language: Language, code: &str) -> Option<Said> {
    if let Some(text) = done_text(language, code) {
        return Some(Said { text: text.into_owned(), is_good: true });
    }
    let parts: Vec<&str> = code.split('.').collect();
    match parts.as_slice() {
        ["checked", platform, verdict] => {
            let name = vendor(language, platform)?;
            let text = match *verdict {
                "accepted" => health::accepted(language, name),
                "refused" => health::refused(language, name),
                "unclear" => health::unclear(language, name),
                "sealed" => health::sealed(language).to_owned(),
                _ => return None,
            };
            Some(Said { text, is_good: *verdict == "accepted" })
        }
        ["ordered", edition, date] => {
            let edition: Edition = edition.parse().ok()?;
            is_date(date).then(|| Said {
                text: health::ordered(language, edition_name(language, edition), date),
                is_good: true,
            })
        }
        ["posted", currency, minor] => {
            let amount = Money::new(minor.parse().ok()?, currency.parse().ok()?);
            Some(Said { text: health::posted(language, &amount.to_string()), is_good: true })
        }
        ["certificate", "deleted"] => Some(good(health::certificate_deleted(language))),
        ["certificate", "default"] => Some(good(health::default_changed(language))),
        ["request", "sent"] => Some(good(health::request_sent(language))),
        ["request", "answered"] => Some(good(health::answer_sent(language))),
        ["refunded"] => Some(good(health::refunded(language))),
        _ => None,
    }
}

/// What people call the vendor of the platform of that code. The client knows nothing else of certificates.
fn vendor(language: Language, code: &str) -> Option<&'static str> {
    let is_chinese = language == Language::Chinese;
    Some(match code {
        "xiaomi" if is_chinese => "小米",
        "xiaomi" => "Xiaomi",
        "huawei" | "harmony" if is_chinese => "华为",
        "huawei" | "harmony" => "Huawei",
        "honor" if is_chinese => "荣耀",
        "honor" => "HONOR",
        "oppo" => "OPPO",
        "vivo" => "vivo",
        "meizu" if is_chinese => "魅族",
        "meizu" => "Meizu",
        "fcm" => "Google",
        "apns" => "Apple",
        _ => return None,
    })
}

fn good(text: &str) -> Said {
    Said { text: text.to_owned(), is_good: true }
}

/// Whether it is written `2026-12-28`.
fn is_date(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(index, byte)| match index {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

#[cfg(test)]
mod tests {
    use domain::time::Timestamp;

    use super::*;

    fn text(code: &str) -> Option<String> {
        said(Language::English, code).map(|said| said.text)
    }

    #[test]
    fn says_what_came_out() {
        let refused = Health::Unknown.refused(Timestamp::from_unix_seconds(1), String::new(), "");
        let code = checked(Platform::Huawei, &refused);
        assert_eq!(text(&code).as_deref(), Some("Huawei refuses this credential"));
        assert!(!said(Language::English, &code).unwrap().is_good);
        let amount = Money::new(500_000, "USD".parse().unwrap());
        assert_eq!(text(&posted(amount)).as_deref(), Some("USD 5,000.00 posted"));
        assert!(text(&ordered(Edition::Pro, "2026-12-28")).unwrap().ends_with("until 2026-12-28"));
        assert_eq!(text("saved").as_deref(), Some("Saved"));
    }

    #[test]
    fn vendors_are_called_as_everywhere() {
        for platform in Platform::ALL {
            for language in Language::ALL {
                let name = crate::pages::application::push::vendor_name(language, platform);
                assert_eq!(vendor(language, platform.code()), Some(name));
            }
        }
    }

    #[test]
    fn nobody_puts_words_of_their_own_into_it() {
        for code in [
            "",
            "Your account is locked, call 555",
            "checked.huawei.Call 555",
            "checked.Call 555.refused",
            "ordered.pro.call 555-12",
            "ordered.pro.2026-12-28.and more",
            "ordered.evil.2026-12-28",
            "posted.USD.five",
            "posted.US$.5",
            "posted.USD.99999999999999999999",
            "certificate.<b>",
        ] {
            assert_eq!(text(code), None, "{code}");
        }
    }
}
