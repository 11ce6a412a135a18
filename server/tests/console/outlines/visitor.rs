//! A person who reads pages in one language and fills in their forms.

use axum::body::Body;
use axum::http::Method;
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE, USER_AGENT};

use super::tree::{Element, parse};
use crate::support::{Answer, Browser, EMAIL, PASSWORD, form};

/// A form that is sent.
#[derive(Clone)]
pub struct Sent {
    /// Where it is.
    pub page: String,
    /// The server function that it is posted to.
    pub function: &'static str,
    /// What is typed and chosen; the other fields stay as the page has them.
    pub typed: Vec<(&'static str, String)>,
    pub file: Option<(&'static str, Vec<u8>)>,
}

impl Sent {
    pub fn new(page: impl Into<String>, function: &'static str, typed: &[(&'static str, &str)]) -> Self {
        let typed = typed.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        Self { page: page.into(), function, typed, file: None }
    }

    pub fn with_file(self, name: &'static str, bytes: Vec<u8>) -> Self {
        Self { file: Some((name, bytes)), ..self }
    }
}

pub struct Visitor {
    browser: Browser,
    /// Its BCP 47 tag.
    language: &'static str,
}

impl Visitor {
    pub fn new(browser: Browser, language: &'static str) -> Self {
        Self { browser, language }
    }

    /// Without a language.
    pub const fn browser(&mut self) -> &mut Browser {
        &mut self.browser
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        let request = self.browser.request(Method::GET, path).header(ACCEPT_LANGUAGE, self.language);
        self.browser.send(request.body(Body::empty()).unwrap()).await
    }

    /// Signs in once more, with another browser.
    pub async fn sign_in_elsewhere(&self) {
        let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        let mut browser = self.browser.clone();
        browser.cookies.clear();
        let request = browser.request(Method::POST, "/rpc/sign_in").header(USER_AGENT, agent);
        let request = request
            .header("sec-fetch-site", "same-origin")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let fields = form(&[("email", EMAIL), ("password", PASSWORD)]);
        let answer = browser.send(request.body(Body::from(fields)).unwrap()).await;
        assert!(browser.has_session(), "{answer:?}");
    }

    /// Fills in a form and sends it.
    pub async fn send(&mut self, sent: &Sent) -> Answer {
        let Sent { page, function, typed, file } = sent;
        let path = format!("/rpc/{function}");
        let shown = self.get(page).await;
        let Form { mut fields, is_multipart } = Form::of(&shown.body, &path)
            .unwrap_or_else(|| panic!("{page} has no form for {function}: {} {}", shown.status, shown.body));
        fields.retain(|(name, _)| typed.iter().all(|(other, _)| other != name));
        fields.extend(typed.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        if is_multipart {
            let file = file.as_ref().map(|(name, bytes)| (*name, bytes.as_slice()));
            self.browser.upload(&path, &fields, file).await
        } else {
            self.browser.submit(page, &path, &fields).await
        }
    }

    /// The same, where a refusal is a mistake of the test; where it leads.
    pub async fn succeed(&mut self, sent: &Sent) -> String {
        let answer = self.send(sent).await;
        let location = answer.location().to_owned();
        let is_refused = location.is_empty() || location.contains("draft=");
        assert!(!is_refused, "{} of {}: {answer:?}", sent.function, sent.page);
        location
    }
}

/// What a form would send as it stands in a page.
struct Form {
    fields: Vec<(String, String)>,
    is_multipart: bool,
}

impl Form {
    /// The first form that is posted to `action`.
    fn of(html: &str, action: &str) -> Option<Self> {
        let page = parse(html).root;
        let form = page.named("form").find(|form| form.attribute("action") == Some(action))?;
        let fields = form.all().into_iter().filter_map(|control| {
            let name = control.attribute("name").filter(|name| !name.is_empty())?;
            Some((name.to_owned(), value(control)?))
        });
        let is_multipart = form.attribute("enctype") == Some("multipart/form-data");
        Some(Self { fields: fields.collect(), is_multipart })
    }
}

/// What a control sends, if anything.
fn value(control: &Element) -> Option<String> {
    match (control.name.as_str(), control.attribute("type")) {
        (_, Some("file" | "submit" | "button")) => None,
        ("input", Some("checkbox" | "radio")) => {
            control.has("checked").then(|| control.attribute("value").unwrap_or("on").to_owned())
        }
        ("input", _) => Some(control.attribute("value").unwrap_or_default().to_owned()),
        ("textarea", _) => Some(control.raw_text()),
        ("select", _) => {
            let options: Vec<&Element> = control.named("option").collect();
            let chosen = options.iter().find(|option| option.has("selected")).or(options.first())?;
            Some(chosen.attribute("value").unwrap_or_default().to_owned())
        }
        _ => None,
    }
}
