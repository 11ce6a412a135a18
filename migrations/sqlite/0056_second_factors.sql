-- Authenticator apps: one per person, being set up until `confirmed_at`. `last_step` is the latest step of time whose
-- code was accepted; no code of it or of an earlier one is accepted again.
CREATE TABLE authenticator (
    person_id INTEGER PRIMARY KEY NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    account_id INTEGER NOT NULL REFERENCES account (id),
    sealed BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    confirmed_at INTEGER,
    last_step INTEGER NOT NULL
) STRICT;

-- Recovery codes that have not been used: SHA-256 of 120 random bits.
CREATE TABLE recovery_code (
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    account_id INTEGER NOT NULL REFERENCES account (id),
    code_hash BLOB NOT NULL,
    PRIMARY KEY (person_id, code_hash)
) STRICT, WITHOUT ROWID;

-- New recovery codes, to be shown to one session once.
CREATE TABLE recovery_reveal (
    token_hash BLOB PRIMARY KEY NOT NULL,
    session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    sealed BLOB NOT NULL,
    ends_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX recovery_reveal_of_session ON recovery_reveal (session_id);

-- Browsers that were told the right password and owe the second factor.
CREATE TABLE pending_sign_in (
    token_hash BLOB PRIMARY KEY NOT NULL,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    account_id INTEGER NOT NULL REFERENCES account (id),
    ends_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX pending_sign_in_of_person ON pending_sign_in (person_id);

-- Whether everybody in the account needs a second factor.
ALTER TABLE account ADD COLUMN second_factor_required INTEGER NOT NULL DEFAULT 0 CHECK (second_factor_required IN (0, 1));
