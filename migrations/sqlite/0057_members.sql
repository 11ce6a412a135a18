-- What each person may do in their account. Somebody limited has access to the applications of `person_application`
-- alone. Whoever was there before this migration owns the account.
ALTER TABLE person ADD COLUMN role TEXT NOT NULL DEFAULT 'read_only';
ALTER TABLE person ADD COLUMN limited INTEGER NOT NULL DEFAULT 0 CHECK (limited IN (0, 1));
UPDATE person SET role = 'owner';

CREATE TABLE person_application (
    account_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    sdkappid INTEGER NOT NULL,
    PRIMARY KEY (person_id, sdkappid),
    FOREIGN KEY (account_id, sdkappid) REFERENCES application (account_id, sdkappid)
) STRICT, WITHOUT ROWID;

CREATE INDEX person_of_account ON person (account_id, id);

-- Invitations that are neither accepted nor revoked. `sealed` is the ciphertext of the token in the link.
CREATE TABLE invitation (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id),
    token_hash BLOB NOT NULL UNIQUE,
    sealed BLOB NOT NULL,
    email TEXT NOT NULL,
    role TEXT NOT NULL,
    limited INTEGER NOT NULL CHECK (limited IN (0, 1)),
    invited_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    UNIQUE (account_id, email)
) STRICT;

CREATE TABLE invitation_application (
    account_id INTEGER NOT NULL,
    invitation_id INTEGER NOT NULL REFERENCES invitation (id) ON DELETE CASCADE,
    sdkappid INTEGER NOT NULL,
    PRIMARY KEY (invitation_id, sdkappid),
    FOREIGN KEY (account_id, sdkappid) REFERENCES application (account_id, sdkappid)
) STRICT, WITHOUT ROWID;
