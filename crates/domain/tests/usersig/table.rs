//! The truth table of the diagnosis: wrong tokens, and what must be said of each.
#![expect(clippy::too_many_lines, reason = "a table is as long as it is")]

mod form;
pub mod found;
mod json;
pub mod lines;
mod origin;
mod rooms;
mod schemes;
mod times;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::usersig::diagnosis::Advice as R;
use domain::usersig::diagnosis::CheckName::{self};
use domain::usersig::service_code::ServiceCode as C;

use crate::support::token;
use crate::world::{Made, STAGING};

/// One token: what it is, where it is pasted, and what must come out.
pub struct Row {
    pub name: &'static str,
    pub pasted: String,
    pub user: Option<&'static str>,
    pub sdkappid: u32,
    pub code: C,
    pub fails: &'static [CheckName],
    pub doubtful: &'static [CheckName],
    pub advice: Vec<R>,
}

/// A row for `minsu` on the staging application.
fn row(name: &'static str, pasted: String, code: C, fails: &'static [CheckName], advice: Vec<R>) -> Row {
    Row { name, pasted, user: Some("minsu"), sdkappid: STAGING, code, fails, doubtful: &[], advice }
}

impl Row {
    fn user(mut self, user: Option<&'static str>) -> Self {
        self.user = user;
        self
    }

    fn on(mut self, sdkappid: u32) -> Self {
        self.sdkappid = sdkappid;
        self
    }

    /// One more remedy, before all others.
    fn with(mut self, advice: R) -> Self {
        self.advice.insert(0, advice);
        self
    }

    fn doubtful(mut self, doubtful: &'static [CheckName]) -> Self {
        self.doubtful = doubtful;
        self
    }
}

pub fn again() -> R {
    R::SignAgain { user: "minsu".into() }
}

fn made(change: impl FnOnce(&mut Made)) -> String {
    let mut made = Made::default();
    change(&mut made);
    made.token()
}

/// A right token with its JSON changed after the signing.
fn rewritten(from: &str, to: &str) -> String {
    let json = Made::default().json();
    let changed = json.replace(from, to);
    assert_ne!(changed, json, "{from}");
    token(&changed)
}

/// The room of `hex`, which has `minsu` as account: version, length, account, then five numbers.
fn room(sdkappid: u32, end: u32, privileges: u32) -> Vec<u8> {
    let mut bytes = b"\0\0\x05minsu".to_vec();
    for number in [sdkappid, 10_000, end, privileges, 0] {
        bytes.extend_from_slice(&number.to_be_bytes());
    }
    bytes
}

fn with_room(bytes: &[u8]) -> String {
    made(|made| made.userbuf = Some(STANDARD.encode(bytes)))
}

/// A right token whose text has all three special characters and ends with padding.
pub fn special() -> String {
    (0..500)
        .map(|step| made(|made| made.expire += step))
        .find(|token| token.contains('*') && token.contains('-') && token.ends_with('_'))
        .unwrap()
}

fn unpadded() -> String {
    (0..500).map(|step| made(|made| made.expire += step)).find(|token| !token.ends_with('_')).unwrap()
}

fn base64(token: &str) -> String {
    token.replace('*', "+").replace('-', "/").replace('_', "=")
}

fn base64url(token: &str) -> String {
    base64(token).replace('+', "-").replace('/', "_")
}

fn hex_decoded() -> Vec<u8> {
    vec![0xa3; 32]
}

pub fn table() -> Vec<Row> {
    let mut rows = form::rows();
    rows.extend(found::rows());
    rows.extend(json::rows());
    rows.extend(lines::rows());
    rows.extend(origin::rows());
    rows.extend(times::rows());
    rows.extend(schemes::rows());
    rows.extend(rooms::rows());
    rows
}

impl Row {
    /// Another user in the last remedy.
    fn signed_for(mut self, user: &str) -> Self {
        self.advice.pop();
        self.advice.push(R::SignAgain { user: user.into() });
        self
    }
}
