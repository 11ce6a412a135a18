//! All visible strings, in every language. A string that is missing in one language does not compile.
//!
//! A line of a catalogue is a name and its text in English, Korean and Chinese; parameters appear in the text as named
//! placeholders. A whole sentence is one line: fragments are never joined.

/// Makes one function for each line: `name(language)`, or `name(language, parameters)`.
macro_rules! catalogue {
    ($($name:ident $(($($parameter:ident: $type:ty),+))?: $en:literal, $ko:literal, $zh:literal;)*) => {
        $(entry! { $name $(($($parameter: $type),+))?: $en, $ko, $zh })*
    };
}

/// One line of a catalogue.
macro_rules! entry {
    ($name:ident: $en:literal, $ko:literal, $zh:literal) => {
        pub(crate) const fn $name(language: domain::account::language::Language) -> &'static str {
            match language {
                domain::account::language::Language::English => $en,
                domain::account::language::Language::Korean => $ko,
                domain::account::language::Language::Chinese => $zh,
            }
        }
    };
    ($name:ident($($parameter:ident: $type:ty),+): $en:literal, $ko:literal, $zh:literal) => {
        pub(crate) fn $name(language: domain::account::language::Language, $($parameter: $type),+) -> String {
            match language {
                domain::account::language::Language::English => format!($en),
                domain::account::language::Language::Korean => {
                    $(let $parameter = crate::i18n::text::korean::Marked(&$parameter);)+
                    crate::i18n::text::korean::with_particles(&format!($ko))
                }
                domain::account::language::Language::Chinese => format!($zh),
            }
        }
    };
}

pub(crate) mod account;
pub(crate) mod application_rows;
pub(crate) mod applications;
#[cfg(feature = "ssr")]
pub(crate) mod arrears;
pub(crate) mod as_code;
pub(crate) mod audit;
pub(crate) mod auth;
pub(crate) mod certificate;
pub(crate) mod common;
pub(crate) mod fields;
pub(crate) mod file;
pub(crate) mod frame;
pub(crate) mod guide;
pub(crate) mod health;
pub(crate) mod health_filter;
pub(crate) mod help;
pub(crate) mod keys;
pub(crate) mod korean;
#[cfg(feature = "ssr")]
pub(crate) mod ledger;
#[cfg(feature = "ssr")]
pub(crate) mod mail;
pub(crate) mod members;
pub(crate) mod money;
pub(crate) mod overview;
pub(crate) mod palette;
pub(crate) mod passkeys;
#[cfg(feature = "ssr")]
pub(crate) mod personal_mail;
pub(crate) mod provider;
pub(crate) mod push;
pub(crate) mod records;
pub(crate) mod second_factor;
#[cfg(feature = "ssr")]
pub(crate) mod sign_in_notice;
pub(crate) mod site;
pub(crate) mod steps;
pub(crate) mod tokens;
pub(crate) mod trail;
#[cfg(feature = "ssr")]
pub(crate) mod trail_columns;
pub(crate) mod usersig;
pub(crate) mod usersig_tool;
pub(crate) mod webhooks;
