-- Passkeys of people. `credential` is what the WebAuthn library keeps of one, as JSON: public key, counter and flags, no
-- secret. `credential_id` is the authenticator's name of it, by which signing in with a passkey alone finds the person.
CREATE TABLE passkey (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id),
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    credential_id BLOB NOT NULL UNIQUE,
    credential TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;

CREATE INDEX passkey_of_person ON passkey (person_id, id);

-- What browsers were asked to sign, until they answer. `holder` says for what and for whom: only the same may answer.
-- `state` is what the WebAuthn library needs then. `network` is counted, so that nobody fills the table.
CREATE TABLE passkey_challenge (
    token_hash BLOB PRIMARY KEY NOT NULL,
    holder TEXT NOT NULL,
    network TEXT NOT NULL,
    state TEXT NOT NULL,
    ends_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX passkey_challenge_of_network ON passkey_challenge (network, ends_at);
CREATE INDEX passkey_challenge_ends ON passkey_challenge (ends_at);
