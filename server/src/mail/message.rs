//! Messages as in RFC 5322.

use std::fmt::Write as _;
use std::time::{Duration, UNIX_EPOCH};

use domain::time::Timestamp;
use lettre::Message;
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, SinglePart};

/// Contents of a mail.
pub(super) struct Email<'a> {
    pub(super) from: &'a Mailbox,
    pub(super) to: Mailbox,
    /// Globally unique name of the mail, the same for each attempt.
    pub(super) name: &'a str,
    pub(super) at: Timestamp,
    pub(super) subject: String,
    pub(super) body: String,
}

impl Email<'_> {
    pub(super) fn message(self) -> Result<Message, lettre::error::Error> {
        let id = message_id(self.name, self.from.email.domain());
        let seconds = u64::try_from(self.at.micros() / 1_000_000).unwrap_or_default();
        // A line break would begin another header.
        let subject: String =
            self.subject.chars().map(|char| if char.is_control() { ' ' } else { char }).collect();
        Message::builder()
            .from(self.from.clone())
            .to(self.to)
            .message_id(Some(id))
            .date(UNIX_EPOCH + Duration::from_secs(seconds))
            .subject(subject)
            .header(AutoSubmitted)
            // RFC 5322 2.3 does not allow a CR without LF.
            .singlepart(SinglePart::plain(self.body.replace("\r\n", "\n").replace('\r', "\n")))
    }
}

/// The same for each attempt, so that a mail that arrives twice is shown once. Characters that a dot-atom (RFC 5322
/// 3.2.3) cannot contain are written in hexadecimal.
fn message_id(name: &str, domain: &str) -> String {
    let mut id = String::with_capacity(name.len() + domain.len() + 3);
    id.push('<');
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_' {
            id.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(id, "={byte:02X}");
        }
    }
    let is_ascii = domain.is_ascii();
    let _ = write!(id, "@{}>", if is_ascii { domain } else { "chat-console.invalid" });
    id
}

/// `Auto-Submitted: auto-generated` (RFC 3834): prevents automatic replies.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(name: &str, subject: &str, body: &str) -> String {
        let from: Mailbox = "오빗 콘솔 <ops@orbit.example>".parse().unwrap();
        let to: Mailbox = "kim@orbit.example".parse().unwrap();
        let at = Timestamp::from_unix_seconds(1_795_877_527);
        let email = Email { from: &from, to, name, at, subject: subject.to_owned(), body: body.to_owned() };
        String::from_utf8(email.message().unwrap().formatted()).unwrap()
    }

    /// The fields of the header, unfolded.
    fn fields(mail: &str) -> Vec<(String, String)> {
        let (head, _) = mail.split_once("\r\n\r\n").unwrap();
        let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
        let pairs =
            unfolded.split("\r\n").map(|line| line.split_once(": ").unwrap_or_else(|| panic!("{line:?}")));
        pairs.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect()
    }

    fn check(mail: &str) {
        let names: Vec<_> = fields(mail).into_iter().map(|(name, _)| name).collect();
        // RFC 5322 3.6: each once.
        for name in
            ["from", "to", "date", "subject", "message-id", "mime-version", "content-type", "auto-submitted"]
        {
            assert_eq!(names.iter().filter(|field| *field == name).count(), 1, "{name} in {mail}");
        }
        assert_eq!(names.len(), 9, "{mail}");
        assert!(!mail.replace("\r\n", "").contains(['\r', '\n']), "a bare CR or LF: {mail:?}");
        assert!(mail.split("\r\n").all(|line| line.len() <= 998 && line.is_ascii()), "{mail}");
    }

    #[test]
    fn it_has_what_every_mail_has() {
        let mail = written(
            "1-1441175044-fails:1-kim@orbit.example",
            "오빗 <메신저> & \"콤마\": APNs",
            "본문\n두 줄\n",
        );
        check(&mail);
        let fields = fields(&mail);
        let value = |name: &str| fields.iter().find(|(field, _)| field == name).unwrap().1.as_str();
        assert_eq!(value("message-id"), "<1-1441175044-fails=3A1-kim=40orbit=2Eexample@orbit.example>");
        assert_eq!(value("mime-version"), "1.0");
        assert_eq!(value("date"), "Sat, 28 Nov 2026 14:52:07 +0000");
        assert_eq!(value("auto-submitted"), "auto-generated");
        assert_eq!(value("content-type"), "text/plain; charset=utf-8");
    }

    #[test]
    fn lines_end_in_one_way() {
        for body in ["\r", "\r ", "one\rtwo", "one\n\rtwo\r", "one\r\ntwo\r\n"] {
            check(&written("name", "Subject", body));
        }
    }

    proptest! {
        /// No name, subject or body adds a field, breaks a line or is no text.
        #[test]
        fn whatever_it_says_it_is_one_mail(
            name in "\\PC{0,40}",
            subject in "(.|[\r\n\t ]){0,120}",
            body in "(.|[\r\n]){0,300}",
        ) {
            check(&written(&name, &subject, &body));
        }
    }
}
