-- Times are microseconds since 1970-01-01T00:00:00Z, switches are 0 or 1. The tables and columns are those of
-- ../postgres/0001_first.sql; a test compares them.

CREATE TABLE account (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    -- Applications that are not deleted: counted here by triggers, because counting rows takes longer the more
    -- there are.
    application_count INTEGER NOT NULL DEFAULT 0 CHECK (application_count >= 0),
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE person (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id),
    email TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    language TEXT,
    theme TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE session (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    token_hash BLOB NOT NULL UNIQUE,
    account_id INTEGER NOT NULL REFERENCES account (id),
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    browser TEXT NOT NULL,
    address TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    idle_ends_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    password_given_at INTEGER NOT NULL
) STRICT;

CREATE INDEX session_of_person ON session (person_id);

CREATE TABLE throttle (
    subject TEXT PRIMARY KEY NOT NULL,
    failures INTEGER NOT NULL,
    blocked_until INTEGER NOT NULL,
    failed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A deleted application stays as a row, so that its SDKAppID is never given away again.
CREATE TABLE application (
    sdkappid INTEGER PRIMARY KEY NOT NULL,
    account_id INTEGER NOT NULL REFERENCES account (id),
    name TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    description TEXT NOT NULL,
    region TEXT NOT NULL,
    edition TEXT NOT NULL,
    term_start INTEGER NOT NULL,
    term_months INTEGER NOT NULL,
    term_ends_at INTEGER NOT NULL,
    suspends_at INTEGER,
    disabled INTEGER NOT NULL CHECK (disabled IN (0, 1)),
    deleted_at INTEGER,
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (account_id, sdkappid)
) STRICT;

-- One for each order of the list. The first one also holds what the list is filtered by, so that counting what
-- a filter lets through reads this index alone; SQLite needs `deleted_at` in it for that.
CREATE INDEX application_by_created
ON application (account_id, created_at, sdkappid, name_folded, edition, disabled, suspends_at, deleted_at)
WHERE deleted_at IS NULL;
CREATE INDEX application_by_name ON application (account_id, name_folded, sdkappid) WHERE deleted_at IS NULL;
CREATE INDEX application_by_term ON application (account_id, term_ends_at, sdkappid) WHERE deleted_at IS NULL;

CREATE TRIGGER application_counted AFTER INSERT ON application
WHEN new.deleted_at IS NULL
BEGIN UPDATE account SET application_count = application_count + 1 WHERE id = new.account_id; END;

CREATE TRIGGER application_uncounted AFTER UPDATE OF deleted_at ON application
WHEN old.deleted_at IS NULL AND new.deleted_at IS NOT NULL
BEGIN UPDATE account SET application_count = application_count - 1 WHERE id = new.account_id; END;

CREATE TABLE submission (
    account_id INTEGER NOT NULL REFERENCES account (id),
    token TEXT NOT NULL,
    sdkappid INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, token),
    FOREIGN KEY (account_id, sdkappid) REFERENCES application (account_id, sdkappid)
) STRICT, WITHOUT ROWID;

-- `sealed` is ciphertext.
CREATE TABLE secret_key (
    account_id INTEGER NOT NULL,
    sdkappid INTEGER NOT NULL,
    version INTEGER NOT NULL,
    algorithm TEXT NOT NULL,
    sealed BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (sdkappid, version),
    FOREIGN KEY (account_id, sdkappid) REFERENCES application (account_id, sdkappid)
) STRICT, WITHOUT ROWID;

CREATE TABLE reveal (
    token_hash BLOB PRIMARY KEY NOT NULL,
    session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    sdkappid INTEGER NOT NULL REFERENCES application (sdkappid),
    ends_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX reveal_of_session ON reveal (session_id);

-- `changes` is a JSON array of {field, before, after}.
CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER REFERENCES account (id),
    sdkappid INTEGER,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    changes TEXT NOT NULL
) STRICT;

CREATE INDEX audit_of_application ON audit (account_id, sdkappid, id);

CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;

CREATE TRIGGER audit_stays_whole BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;

-- `wrapped` is ciphertext.
CREATE TABLE data_key (
    id INTEGER PRIMARY KEY NOT NULL,
    wrapped BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
