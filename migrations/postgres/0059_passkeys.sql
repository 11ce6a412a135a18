-- Passkeys of people. `credential` is what the WebAuthn library keeps of one, as JSON: public key, counter and flags, no
-- secret. `credential_id` is the authenticator's name of it, by which signing in with a passkey alone finds the person.
CREATE TABLE passkey (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES account (id),
    person_id BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    credential_id BYTEA NOT NULL UNIQUE,
    credential TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT
);

CREATE INDEX passkey_of_person ON passkey (person_id, id);

-- What browsers were asked to sign, until they answer. `holder` says for what and for whom: only the same may answer.
-- `state` is what the WebAuthn library needs then. `network` is counted, so that nobody fills the table.
CREATE TABLE passkey_challenge (
    token_hash BYTEA PRIMARY KEY,
    holder TEXT NOT NULL,
    network TEXT NOT NULL,
    state TEXT NOT NULL,
    ends_at BIGINT NOT NULL
);

CREATE INDEX passkey_challenge_of_network ON passkey_challenge (network, ends_at);
CREATE INDEX passkey_challenge_ends ON passkey_challenge (ends_at);
