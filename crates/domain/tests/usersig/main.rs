//! UserSigs and their keys, from the outside.
#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod diagnosis;
mod inflate;
mod keys;
mod legacy;
mod openssl;
mod private_map_key;
mod round_trips;
mod support;
mod table;
mod v2;
mod world;
