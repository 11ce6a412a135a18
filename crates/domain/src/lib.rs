//! What the product is about: applications and their life, keys and UserSigs, people, lists and audit entries.
//!
//! Types with private fields: whoever holds one holds a valid one. Rules are pure functions. There is no
//! I/O, no clock and no randomness in here, and it builds for the browser and for the server alike, so both
//! judge with the same code.

pub mod account;
pub mod administrators;
pub mod alarms;
pub mod application;
pub mod audit;
pub mod catalogue;
pub mod certificate;
pub mod diagnosis;
pub mod edition;
pub mod field;
pub mod inflate;
pub mod judge;
pub mod key;
pub mod language;
pub mod ledger;
pub mod lifecycle;
pub mod listing;
pub mod money;
pub mod notice;
pub mod order;
pub mod package;
pub mod pem;
pub mod person;
pub mod private_map_key;
pub mod region;
pub mod rotation;
pub mod sdkappid;
pub mod service_code;
pub mod session;
pub mod standing;
pub mod support;
pub mod text;
pub mod time;
pub mod user_id;
pub mod usersig;
pub mod workbench;
