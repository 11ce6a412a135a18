//! Accepting an invitation: the link makes a person with a password of their own.

use domain::account::language::Theme;
use domain::account::member::InvitationFacts;
use domain::account::person::Password;
use domain::audit::{Action, Change};
use domain::field::Field;
use store::{InvitationRow, NewPerson};

use crate::account::auth::Auth;
use crate::account::members::{TOKEN_BYTES, taken};
use crate::account::{known_origins, new_password, sessions};
use crate::secrets::tokens;
use crate::{Error, SignedIn};

impl Auth<'_> {
    /// Whom the link with that token invites. One that has expired, was accepted or revoked is [`Error::NotFound`].
    pub async fn invitation(&self, token: &str) -> Result<InvitationFacts, Error> {
        let row = self.find_invitation(token).await?;
        let invitation = row.invitation;
        Ok(InvitationFacts {
            email: invitation.email,
            role: invitation.access.role,
            invited_by: invitation.invited_by,
            ends_at: invitation.ends_at,
        })
    }

    /// Creates the invited person and signs them in. The link works once. A password that is guessed before others is
    /// [`Error::Invalid`] at [`Field::Password`].
    pub async fn join(&self, token: &str, password: &Password) -> Result<SignedIn, Error> {
        let Self(context) = self;
        let deps = context.deps;
        let InvitationRow { account, invitation, .. } = self.find_invitation(token).await?;
        new_password::check(password, Field::Password)?;
        let password_hash = deps.passwords.hash(password, context.random()).await?;
        let mut tx = deps.store.begin().await?;
        // Whoever deletes it has accepted it: it may have been revoked, or accepted twice, meanwhile.
        tx.delete_invitation(account, invitation.id).await?.ok_or(Error::NotFound)?;
        let email = invitation.email;
        let new = NewPerson {
            account,
            email: email.clone(),
            password_hash,
            access: invitation.access,
            operator: false,
            created_at: context.now(),
        };
        let person = tx.insert_person(&new).await?.ok_or_else(taken)?;
        let device = known_origins::remember(context, &mut tx, account, person, None).await?;
        let (token, lasts) = sessions::begin(context, &mut tx, account, person).await?;
        let (address, _) = context.browser()?;
        let changes = [
            Change::between("address", "", &address.to_string()),
            Change::between("invited_by", "", &invitation.invited_by),
            Change::between("role", "", new.access.role.code()),
        ];
        let changes = changes.into_iter().flatten();
        context.audit_as(email.into(), &mut tx, Some(account), None, Action::MemberJoined, changes).await?;
        tx.commit().await?;
        Ok(SignedIn { token, lasts, device, language: None, theme: Theme::default() })
    }

    async fn find_invitation(&self, token: &str) -> Result<InvitationRow, Error> {
        if !tokens::is_hex::<TOKEN_BYTES>(token) {
            return Err(Error::NotFound);
        }
        let context = &self.0;
        let found = context.deps.store.invitation(&tokens::hash(token), context.now()).await?;
        found.ok_or(Error::NotFound)
    }
}
