//! Setup and sign-in: the use cases of people who are not signed in.

use domain::account::access::Access;
use domain::account::language::Theme;
use domain::account::permission::Role;
use domain::account::person::{Credentials, Email};
use domain::account::personal_mail::SecurityEvent;
use domain::audit::{Action, Change};
use domain::field::{Field, InvalidField, Problem};
use store::{NewPerson, PersonRow, Tx};

use crate::account::backoff::{Origin, Subject, network};
use crate::account::{known_origins, new_password, personal_mail, rate_limit, second_factor, sessions};
use crate::{Context, Error, PendingSignIn, SignedIn};

/// Setup and sign-in; open to every actor with a browser.
#[derive(Clone, Copy)]
pub struct Auth<'a>(pub(crate) Context<'a>);

impl Auth<'_> {
    /// True until the first owner is created.
    pub async fn needs_owner(&self) -> Result<bool, Error> {
        Ok(!self.0.deps.store.any_person().await?)
    }

    /// Creates the first owner and signs them in; afterwards [`Error::SetUpAlready`].
    ///
    /// A wrong code is [`Error::Invalid`] at [`Field::SetupCode`]; guessing gets slower by address.
    pub async fn create_owner(&self, setup_code: &str, credentials: Credentials) -> Result<SignedIn, Error> {
        let Self(context) = self;
        let deps = context.deps;
        let (address, _) = context.browser()?;
        if !self.needs_owner().await? {
            return Err(Error::SetUpAlready);
        }
        let Credentials { email, password } = credentials;
        new_password::check(&password, Field::Password)?;
        let subject = Subject::address(address);
        rate_limit::record_attempt(&deps.store, std::slice::from_ref(&subject), context.now()).await?;
        if !deps.policy.is_setup_code(setup_code) {
            return Err(Error::Invalid(vec![InvalidField {
                field: Field::SetupCode,
                problem: Problem::Wrong,
            }]));
        }
        let password_hash = deps.passwords.hash(&password, context.random()).await?;

        let now = context.now();
        let mut tx = deps.store.begin().await?;
        if tx.any_person().await? {
            return Err(Error::SetUpAlready);
        }
        let account = tx.insert_account(now).await?;
        let owner = NewPerson {
            account,
            email: email.clone(),
            password_hash,
            access: Access::whole_account(Role::Owner),
            operator: true,
            created_at: now,
        };
        let person = tx.insert_person(&owner).await?.ok_or(Error::SetUpAlready)?;
        rate_limit::undo_attempt(&mut tx, &subject).await?;
        let device = known_origins::remember(context, &mut tx, account, person, None).await?;
        let (token, lasts) = sessions::begin(context, &mut tx, account, person).await?;
        let from = Change::between("address", "", &address.to_string());
        context.audit_as(email.into(), &mut tx, Some(account), None, Action::OwnerCreated, from).await?;
        tx.commit().await?;
        Ok(SignedIn { token, lasts, device, language: None, theme: Theme::default() })
    }

    /// Signs in. [`Error::WrongCredentials`] never says which of the two is wrong, nor does the time it takes. A person
    /// who has a second factor still owes it.
    ///
    /// `device` is what [`SignedIn::device`] gave the browser, if it has one: strangers who guess the password hold up
    /// no browser that the person signed in with before.
    pub async fn sign_in(&self, credentials: Credentials, device: Option<&str>) -> Result<SignIn, Error> {
        let Self(context) = self;
        let deps = context.deps;
        let Credentials { email, password } = credentials;
        let attempt = Attempt::begin(context, &email, device).await?;

        let known = deps.store.person_by_email(&email).await?;
        let hash = known.as_ref().map(|row| row.password_hash.as_str());
        let right = deps.passwords.verify(&password, hash).await?;

        let mut tx = deps.store.begin().await?;
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
            context.audit(&mut tx, account, None, Action::SignInFailed, typed).await?;
            tx.commit().await?;
            return Err(Error::WrongCredentials);
        };
        let signed_in = if tx.has_second_factor(row.account, row.person).await? {
            attempt.undo(&mut tx).await?;
            SignIn::CodeNeeded(second_factor::begin_sign_in(context, &mut tx, row.account, row.person).await?)
        } else {
            SignIn::Done(admit(context, &mut tx, &row, &attempt).await?)
        };
        tx.commit().await?;
        Ok(signed_in)
    }
}

/// What the right password leads to.
#[derive(Debug)]
pub enum SignIn {
    /// The person is signed in.
    Done(SignedIn),
    /// The second factor is still owed: [`Auth::sign_in_with_code`] or [`Auth::complete_sign_in_with_passkey`].
    CodeNeeded(PendingSignIn),
}

/// An attempt to sign in, counted as a failure until it turns out well.
pub(crate) struct Attempt {
    subjects: Vec<Subject>,
    /// Name of the browser in the database, if it was given one.
    device: Option<String>,
    /// Whether the person has signed in with this browser before.
    is_known_device: bool,
    /// Address of the identity provider that vouches for the person.
    provider: Option<String>,
}

impl Attempt {
    /// Counts an attempt to be the person of `email`. [`Error::TooMany`] while such attempts are blocked.
    pub(crate) async fn begin(
        context: &Context<'_>,
        email: &Email,
        device: Option<&str>,
    ) -> Result<Self, Error> {
        let (deps, (address, _)) = (context.deps, context.browser()?);
        let device = device.and_then(known_origins::device_name);
        let device_name = device.as_deref().unwrap_or_default();
        let origin = match deps.store.is_known_origin(email, device_name, &network(address)).await? {
            (true, _) => Origin::Device(device_name),
            (false, true) => Origin::Network,
            (false, false) => Origin::Elsewhere,
        };
        let subjects = Subject::of_sign_in(email, address, origin);
        rate_limit::record_attempt(&deps.store, &subjects, context.now()).await?;
        let is_known_device = matches!(origin, Origin::Device(_));
        Ok(Self { subjects, device, is_known_device, provider: None })
    }

    /// One that the identity provider has vouched for: there is nothing to guess, so nothing is counted. The provider tells
    /// people itself about browsers that are new.
    pub(crate) fn with_provider(issuer: &str, device: Option<&str>) -> Self {
        let device = device.and_then(known_origins::device_name);
        Self { subjects: Vec::new(), device, is_known_device: true, provider: Some(issuer.to_owned()) }
    }

    /// Takes back the count of this attempt; failures before it stay.
    async fn undo(&self, tx: &mut Tx) -> Result<(), Error> {
        for subject in &self.subjects {
            rate_limit::undo_attempt(tx, subject).await?;
        }
        Ok(())
    }

    /// This person is right here: what they did wrong before is forgotten, what strangers did elsewhere stays counted.
    async fn succeed(&self, tx: &mut Tx) -> Result<(), Error> {
        for (index, subject) in self.subjects.iter().enumerate() {
            match index {
                0 => rate_limit::reset(tx, subject).await?,
                _ => rate_limit::undo_attempt(tx, subject).await?,
            }
        }
        Ok(())
    }
}

/// Lets the person of `row` in, as part of the transaction that checked all that they owe.
pub(crate) async fn admit(
    context: &Context<'_>,
    tx: &mut Tx,
    row: &PersonRow,
    attempt: &Attempt,
) -> Result<SignedIn, Error> {
    attempt.succeed(tx).await?;
    let device =
        known_origins::remember(context, tx, row.account, row.person, attempt.device.as_deref()).await?;
    let (token, lasts) = sessions::begin(context, tx, row.account, row.person).await?;
    let (address, _) = context.browser()?;
    let provider = attempt.provider.as_deref().unwrap_or_default();
    let changes =
        [Change::between("address", "", &address.to_string()), Change::between("provider", "", provider)];
    let (who, changes) = (row.email.to_string(), changes.into_iter().flatten());
    context.audit_as(who, tx, Some(row.account), None, Action::SignedIn, changes).await?;
    if !attempt.is_known_device {
        personal_mail::tell(context, tx, (row.account, &row.email), SecurityEvent::SignedIn).await?;
    }
    Ok(SignedIn { token, lasts, device, language: row.language, theme: row.theme })
}
