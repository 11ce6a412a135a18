//! Notification e-mails: subject and text.

use domain::account::language::Language;
use domain::application::sdkappid::Sdkappid;
use domain::billing::notice::Notice;

use crate::i18n::names::vendor_name;
use crate::i18n::text::{arrears, mail};
use crate::pages::application::editions::{grouped, limit_name};

/// Subject and text of an e-mail about `notice`, in `language`; `address` is the URL of the console.
pub fn mail_text(
    language: Language,
    notice: &Notice,
    application: Option<(Sdkappid, &str)>,
    address: &str,
) -> (String, String) {
    let (sdkappid, name) =
        application.map_or_else(Default::default, |(sdkappid, name)| (sdkappid.to_string(), name));
    let subject = subject(language, notice, name);
    let link = match notice {
        Notice::Arrears { .. } | Notice::ArrearsDisabled { .. } => format!("{address}/billing"),
        Notice::Shreds { .. } => format!("{address}/applications/deleted"),
        Notice::CertificateEnds { .. } => {
            format!("{address}/applications/{sdkappid}/push/access?platform=ios")
        }
        Notice::CertificateFails { id, platform, .. } => {
            let tab = platform.tab().code();
            format!("{address}/applications/{sdkappid}/push/access?platform={tab}#c-{id}")
        }
        _ => format!("{address}/applications/{sdkappid}"),
    };
    let about = application.map(|(sdkappid, name)| format!("{name} ({sdkappid})\n\n")).unwrap_or_default();
    let text = text(language, notice);
    (subject, format!("{about}{text}\n\n{link}\n\n{}\n", mail::foot(language)))
}

fn subject(language: Language, notice: &Notice, name: &str) -> String {
    match notice {
        Notice::Ends { at, .. } => mail::ends_subject(language, name, &at.date()),
        Notice::Ended { .. } => mail::ended_subject(language, name),
        Notice::Arrears { .. } => mail::arrears_subject(language).into(),
        Notice::ArrearsDisabled { .. } => mail::arrears_disabled_subject(language).into(),
        Notice::NearLimit { .. } | Notice::OverLimit { .. } => mail::limit_subject(language, name),
        Notice::CertificateEnds { at, .. } => mail::certificate_subject(language, name, &at.date()),
        Notice::CertificateFails { platform, .. } => {
            mail::fails_subject(language, name, vendor_name(language, *platform))
        }
        Notice::Shreds { .. } => mail::shreds_subject(language, name),
    }
}

fn text(language: Language, notice: &Notice) -> String {
    use crate::i18n::text::money;
    match notice {
        Notice::Ends { at, renews: false } => money::ends_soon(language, &at.date()),
        Notice::Ends { at, renews: true } => money::renews_soon(language, &at.date()),
        Notice::Ended { at } => money::ended(language, &at.date()),
        Notice::Arrears { since, disables_at } => {
            let since = arrears::arrears(language, &since.date_and_minute());
            format!("{since} {}", arrears::arrears_disables(language, &disables_at.date_and_minute()))
        }
        Notice::ArrearsDisabled { since, disabled_at } => {
            let since = arrears::arrears(language, &since.date_and_minute());
            format!("{since} {}", arrears::arrears_disabled(language, &disabled_at.date_and_minute()))
        }
        Notice::NearLimit { limit, used, most } => {
            money::near_limit(language, limit_name(language, *limit), &grouped(*used), &grouped(*most))
        }
        Notice::OverLimit { limit, used, most, .. } => {
            money::over_limit(language, limit_name(language, *limit), &grouped(*used), &grouped(*most))
        }
        Notice::CertificateEnds { id, at } => mail::certificate_text(language, &id.to_string(), &at.date()),
        Notice::CertificateFails { id, platform, since } => mail::fails_text(
            language,
            vendor_name(language, *platform),
            &id.to_string(),
            &since.date_and_minute(),
        ),
        Notice::Shreds { at } => mail::shreds_text(language, &at.date_and_minute()),
    }
}

#[cfg(test)]
mod tests {
    use domain::certificate::{CertificateId, Platform};
    use domain::time::Timestamp;

    use super::*;

    #[test]
    fn a_mail_says_what_it_is_about_and_where_to_go() {
        let at = Timestamp::from_unix_seconds(1_790_000_000);
        let app: Sdkappid = "1400000007".parse().unwrap();
        for language in Language::ALL {
            let notice = Notice::Ends { at, renews: false };
            let (subject, text) = mail_text(language, &notice, Some((app, "Orbit")), "https://chat.example");
            assert!(subject.contains("Orbit") && subject.contains("2026-09-21"), "{subject}");
            assert!(text.contains("https://chat.example/applications/1400000007\n"), "{text}");
            let (_, text) =
                mail_text(language, &Notice::Arrears { since: at, disables_at: at }, None, "http://x");
            assert!(text.contains("http://x/billing\n") && !text.contains("()"), "{text}");
            let notice =
                Notice::CertificateFails { id: CertificateId::FIRST, platform: Platform::Vivo, since: at };
            let (subject, text) = mail_text(language, &notice, Some((app, "Orbit")), "http://x");
            assert!(subject.contains("Orbit") && subject.contains("vivo"), "{subject}");
            assert!(text.contains("/push/access?platform=android#c-1\n") && text.contains("14:13"), "{text}");
        }
    }
}
