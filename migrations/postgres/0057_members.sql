-- What each person may do in their account. Somebody limited has access to the applications of `person_application`
-- alone. Whoever was there before this migration owns the account.
ALTER TABLE person ADD COLUMN role TEXT NOT NULL DEFAULT 'read_only';
ALTER TABLE person ADD COLUMN limited BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE person SET role = 'owner';

CREATE TABLE person_application (
    account_id BIGINT NOT NULL,
    person_id BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    sdkappid BIGINT NOT NULL,
    PRIMARY KEY (person_id, sdkappid),
    FOREIGN KEY (account_id, sdkappid) REFERENCES application (account_id, sdkappid)
);

CREATE INDEX person_of_account ON person (account_id, id);

-- Invitations that are neither accepted nor revoked. `sealed` is the ciphertext of the token in the link.
CREATE TABLE invitation (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES account (id),
    token_hash BYTEA NOT NULL UNIQUE,
    sealed BYTEA NOT NULL,
    email TEXT NOT NULL,
    role TEXT NOT NULL,
    limited BOOLEAN NOT NULL,
    invited_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    UNIQUE (account_id, email)
);

CREATE TABLE invitation_application (
    account_id BIGINT NOT NULL,
    invitation_id BIGINT NOT NULL REFERENCES invitation (id) ON DELETE CASCADE,
    sdkappid BIGINT NOT NULL,
    PRIMARY KEY (invitation_id, sdkappid),
    FOREIGN KEY (account_id, sdkappid) REFERENCES application (account_id, sdkappid)
);
