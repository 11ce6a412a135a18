-- API tokens of people. `hash` is the SHA-256 of the token; until the token has been shown (`shown`), that of the key that
-- shows it once. `scopes` are codes separated by spaces. A limited token is for the applications of `token_application`.
CREATE TABLE token (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES account (id),
    person_id BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    hash BYTEA NOT NULL UNIQUE,
    shown BOOLEAN NOT NULL,
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,
    limited BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    -- When it was used last, to the minute, and from which client address.
    used_at BIGINT,
    used_from TEXT NOT NULL
);

CREATE INDEX token_of_person ON token (person_id, id);
CREATE INDEX token_ends ON token (ends_at);

CREATE TABLE token_application (
    account_id BIGINT NOT NULL,
    token_id BIGINT NOT NULL REFERENCES token (id) ON DELETE CASCADE,
    sdkappid BIGINT NOT NULL,
    PRIMARY KEY (token_id, sdkappid),
    FOREIGN KEY (account_id, sdkappid) REFERENCES application (account_id, sdkappid)
);
