-- Identities at an OpenID Connect provider. `subject` is the provider's own name of the person, which it gives to nobody
-- else; a person has one identity at a provider.
CREATE TABLE person_identity (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    account_id BIGINT NOT NULL REFERENCES account (id),
    person_id BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (issuer, subject),
    UNIQUE (person_id, issuer)
);

-- Browsers that were sent to the provider: SHA-256 of `state` and of the browser's token. With a session it is about proof
-- of who uses that session. `next` is the address that the person wanted.
CREATE TABLE provider_request (
    state_hash BYTEA PRIMARY KEY,
    browser_hash BYTEA NOT NULL,
    session_id BIGINT REFERENCES session (id) ON DELETE CASCADE,
    next TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL
);

CREATE INDEX provider_request_of_session ON provider_request (session_id);
