-- API tokens of people. `hash` is the SHA-256 of the token; until the token has been shown (`shown`), that of the key that
-- shows it once. `scopes` are codes separated by spaces. A limited token is for the applications of `token_application`.
CREATE TABLE token (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id),
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    hash BLOB NOT NULL UNIQUE,
    shown INTEGER NOT NULL CHECK (shown IN (0, 1)),
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,
    limited INTEGER NOT NULL CHECK (limited IN (0, 1)),
    created_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    -- When it was used last, to the minute, and from which client address.
    used_at INTEGER,
    used_from TEXT NOT NULL
) STRICT;

CREATE INDEX token_of_person ON token (person_id, id);
CREATE INDEX token_ends ON token (ends_at);

CREATE TABLE token_application (
    account_id INTEGER NOT NULL,
    token_id INTEGER NOT NULL REFERENCES token (id) ON DELETE CASCADE,
    sdkappid INTEGER NOT NULL,
    PRIMARY KEY (token_id, sdkappid),
    FOREIGN KEY (account_id, sdkappid) REFERENCES application (account_id, sdkappid)
) STRICT, WITHOUT ROWID;
