-- Authenticator apps: one per person, being set up until `confirmed_at`. `last_step` is the latest step of time whose
-- code was accepted; no code of it or of an earlier one is accepted again.
CREATE TABLE authenticator (
    person_id BIGINT PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    account_id BIGINT NOT NULL REFERENCES account (id),
    sealed BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    confirmed_at BIGINT,
    last_step BIGINT NOT NULL
);

-- Recovery codes that have not been used: SHA-256 of 120 random bits.
CREATE TABLE recovery_code (
    person_id BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    account_id BIGINT NOT NULL REFERENCES account (id),
    code_hash BYTEA NOT NULL,
    PRIMARY KEY (person_id, code_hash)
);

-- New recovery codes, to be shown to one session once.
CREATE TABLE recovery_reveal (
    token_hash BYTEA PRIMARY KEY,
    session_id BIGINT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    sealed BYTEA NOT NULL,
    ends_at BIGINT NOT NULL
);

CREATE INDEX recovery_reveal_of_session ON recovery_reveal (session_id);

-- Browsers that were told the right password and owe the second factor.
CREATE TABLE pending_sign_in (
    token_hash BYTEA PRIMARY KEY,
    person_id BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    account_id BIGINT NOT NULL REFERENCES account (id),
    ends_at BIGINT NOT NULL
);

CREATE INDEX pending_sign_in_of_person ON pending_sign_in (person_id);

-- Whether everybody in the account needs a second factor.
ALTER TABLE account ADD COLUMN second_factor_required BOOLEAN NOT NULL DEFAULT FALSE;
