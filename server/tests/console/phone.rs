//! A phone with an authenticator app.

use base32ct::{Base32UpperUnpadded, Encoding as _};
use domain::account::second_factor::{TotpSecret, TotpStep};
use domain::time::Timestamp;

use crate::support::{Browser, PASSWORD};

/// Where an authenticator app is set up.
pub const AUTHENTICATOR: &str = "/account/authenticator";

pub struct Phone(TotpSecret);

impl Phone {
    /// Begins to set the app up in a browser that has just signed in, and reads the secret off the page.
    pub async fn begin(browser: &mut Browser) -> Self {
        let answer = browser.submit(AUTHENTICATOR, "/rpc/begin_authenticator", &[]).await;
        assert_eq!(answer.location(), AUTHENTICATOR, "{answer:?}");
        let page = browser.get(AUTHENTICATOR).await.body;
        let secret = to_copy(&page).replace(' ', "");
        let bytes = Base32UpperUnpadded::decode_vec(&secret).unwrap();
        Self(TotpSecret::from_bytes(&bytes).unwrap())
    }

    /// The code that it shows some steps after `now`.
    pub fn shows(&self, now: Timestamp, ahead: i64) -> String {
        self.0.code_at(TotpStep(TotpStep::at(now).0 + ahead)).expose()
    }

    /// Sets the app up; the phone, and the recovery codes.
    pub async fn set_up(browser: &mut Browser, now: Timestamp) -> (Self, Vec<String>) {
        let phone = Self::begin(browser).await;
        let confirm = "/rpc/confirm_authenticator";
        let hidden = browser.get(AUTHENTICATOR).await.hidden(confirm);
        let mut fields: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (&**name, &**value)).collect();
        let code = phone.shows(now, 0);
        fields.push(("code", &code));
        let answer = browser.submit(AUTHENTICATOR, confirm, &fields).await;
        assert!(answer.location().starts_with("/account/recovery-codes?reveal="), "{answer:?}");
        let page = browser.get(answer.location()).await.body;
        (phone, to_copy(&page).lines().map(ToOwned::to_owned).collect())
    }
}

/// What a page shows to be copied.
fn to_copy(page: &str) -> &str {
    let (_, rest) = page.split_once("translate=\"no\" class=\"code\">").expect("nothing to copy");
    rest.split('<').next().unwrap()
}

/// Signs in with the password: where that leads.
pub async fn give_password(browser: &mut Browser, next: &str) -> String {
    let fields = [("email", crate::support::EMAIL), ("password", PASSWORD), ("next", next)];
    browser.submit("/sign-in", "/rpc/sign_in", &fields).await.location().to_owned()
}
