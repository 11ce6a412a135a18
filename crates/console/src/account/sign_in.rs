//! Setting up and signing in: what anybody may ask for.

use domain::account::language::Theme;
use domain::account::person::Credentials;
use domain::audit::{Action, Change};
use domain::field::{Field, Invalid, Problem};
use store::NewPerson;

use crate::account::attempts;
use crate::account::backoff::{Origin, Subject, network};
use crate::account::known_origins;
use crate::account::sessions;
use crate::{Acting, Error, SignedIn};

/// For strangers (anybody may ask).
#[derive(Clone, Copy)]
pub struct Entrance<'a>(pub(crate) Acting<'a>);

impl Entrance<'_> {
    /// Whether there is no owner yet.
    pub async fn needs_owner(&self) -> Result<bool, Error> {
        Ok(!self.0.parts.store.any_person().await?)
    }

    /// Creates the first owner and signs them in; afterwards [`Error::SetUpAlready`].
    ///
    /// A wrong code is [`Error::Invalid`] at [`Field::SetupCode`]; guessing gets slower by address.
    pub async fn create_owner(&self, setup_code: &str, credentials: Credentials) -> Result<SignedIn, Error> {
        let Self(acting) = self;
        let parts = acting.parts;
        let (address, _) = acting.browser()?;
        if !self.needs_owner().await? {
            return Err(Error::SetUpAlready);
        }
        let subject = Subject::address(address);
        attempts::begin(&parts.store, std::slice::from_ref(&subject), acting.now()).await?;
        if !parts.policy.is_setup_code(setup_code) {
            return Err(Error::Invalid(vec![Invalid { field: Field::SetupCode, problem: Problem::Wrong }]));
        }
        let Credentials { email, password } = credentials;
        let password_hash = parts.passwords.hash(&password, acting.random()).await?;

        let now = acting.now();
        let mut tx = parts.store.begin().await?;
        if tx.any_person().await? {
            return Err(Error::SetUpAlready);
        }
        let account = tx.insert_account(now).await?;
        let owner =
            NewPerson { account, email: email.clone(), password_hash, operator: true, created_at: now };
        let person = tx.insert_person(&owner).await?.ok_or(Error::SetUpAlready)?;
        attempts::give_back(&mut tx, &subject).await?;
        let device = known_origins::remember(acting, &mut tx, account, person, None).await?;
        let (token, lasts) = sessions::begin(acting, &mut tx, account, person).await?;
        let from = Change::between("address", "", &address.to_string());
        acting.audit_as(email.into(), &mut tx, Some(account), None, Action::OwnerCreated, from).await?;
        tx.commit().await?;
        Ok(SignedIn { token, lasts, device, language: None, theme: Theme::default() })
    }

    /// Signs in. [`Error::WrongCredentials`] never says which of the two is wrong, nor does the time it takes.
    ///
    /// `device` is what [`SignedIn::device`] gave the browser, if it has one: strangers who guess the password hold up
    /// no browser that the person signed in with before.
    pub async fn sign_in(&self, credentials: Credentials, device: Option<&str>) -> Result<SignedIn, Error> {
        let Self(acting) = self;
        let parts = acting.parts;
        let (address, _) = acting.browser()?;
        let Credentials { email, password } = credentials;
        let device = device.and_then(known_origins::place);
        let place = device.as_deref().unwrap_or_default();
        let origin = match parts.store.familiar(&email, place, &network(address)).await? {
            (true, _) => Origin::Device(place),
            (false, true) => Origin::Network,
            (false, false) => Origin::Elsewhere,
        };
        let subjects = Subject::of_sign_in(&email, address, origin);
        attempts::begin(&parts.store, &subjects, acting.now()).await?;

        let known = parts.store.person_by_email(&email).await?;
        let hash = known.as_ref().map(|row| row.password_hash.as_str());
        let right = parts.passwords.verify(&password, hash).await?;

        let mut tx = parts.store.begin().await?;
        let row = match known.as_ref().filter(|_| right) {
            // Hashing takes its time: the password may have been changed meanwhile.
            Some(checked) => tx
                .person(checked.account, checked.person)
                .await?
                .filter(|row| row.password_hash == checked.password_hash),
            None => None,
        };
        let Some(row) = row else {
            let (account, typed) =
                (known.map(|row| row.account), Change::between("email", "", email.as_str()));
            acting.audit(&mut tx, account, None, Action::SignInFailed, typed).await?;
            tx.commit().await?;
            return Err(Error::WrongCredentials);
        };
        // This person is right here; what strangers did elsewhere stays counted.
        for (index, subject) in subjects.iter().enumerate() {
            match index {
                0 => attempts::forget(&mut tx, subject).await?,
                _ => attempts::give_back(&mut tx, subject).await?,
            }
        }
        let device =
            known_origins::remember(acting, &mut tx, row.account, row.person, device.as_deref()).await?;
        let (token, lasts) = sessions::begin(acting, &mut tx, row.account, row.person).await?;
        let from = Change::between("address", "", &address.to_string());
        acting.audit_as(email.into(), &mut tx, Some(row.account), None, Action::SignedIn, from).await?;
        tx.commit().await?;
        Ok(SignedIn { token, lasts, device, language: row.language, theme: row.theme })
    }
}
