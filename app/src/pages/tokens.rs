//! `/tokens`: the person's API tokens.

mod api;
mod create;
mod list;
mod page;

pub(crate) use page::TokensPage;

use domain::account::language::Language;
use domain::account::scope::Scope;

use crate::i18n::text::tokens;

/// What a token with that scope can do.
const fn scope_text(language: Language, scope: Scope) -> &'static str {
    match scope {
        Scope::ApplicationsRead => tokens::applications_read(language),
        Scope::ApplicationsWrite => tokens::applications_write(language),
        Scope::KeysRead => tokens::keys_read(language),
        Scope::KeysWrite => tokens::keys_write(language),
        Scope::KeysReveal => tokens::keys_reveal(language),
        Scope::CertificatesRead => tokens::certificates_read(language),
        Scope::CertificatesWrite => tokens::certificates_write(language),
        Scope::PushesRead => tokens::pushes_read(language),
        Scope::PushesWrite => tokens::pushes_write(language),
        Scope::UserSigsWrite => tokens::usersigs_write(language),
        Scope::PackagesWrite => tokens::packages_write(language),
        Scope::BillingRead => tokens::billing_read(language),
        Scope::MembersRead => tokens::members_read(language),
        Scope::MembersWrite => tokens::members_write(language),
        Scope::WebhooksRead => tokens::webhooks_read(language),
        Scope::WebhooksWrite => tokens::webhooks_write(language),
        Scope::AuditRead => tokens::audit_read(language),
    }
}
