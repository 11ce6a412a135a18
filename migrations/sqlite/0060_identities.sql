-- Identities at an OpenID Connect provider. `subject` is the provider's own name of the person, which it gives to nobody
-- else; a person has one identity at a provider.
CREATE TABLE person_identity (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    account_id INTEGER NOT NULL REFERENCES account (id),
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (issuer, subject),
    UNIQUE (person_id, issuer)
) STRICT, WITHOUT ROWID;

-- Browsers that were sent to the provider: SHA-256 of `state` and of the browser's token. With a session it is about proof
-- of who uses that session. `next` is the address that the person wanted.
CREATE TABLE provider_request (
    state_hash BLOB PRIMARY KEY NOT NULL,
    browser_hash BLOB NOT NULL,
    session_id INTEGER REFERENCES session (id) ON DELETE CASCADE,
    next TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX provider_request_of_session ON provider_request (session_id);
