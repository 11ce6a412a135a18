-- Times are microseconds since 1970-01-01T00:00:00Z. The tables and columns are those of
-- ../sqlite/0001_first.sql; a test compares them.

CREATE TABLE account (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Applications that are not deleted: counted here by triggers, because counting rows takes longer the more
    -- there are.
    application_count BIGINT NOT NULL DEFAULT 0 CHECK (application_count >= 0),
    created_at BIGINT NOT NULL
);

CREATE TABLE person (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES account (id),
    email TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    language TEXT,
    theme TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE session (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    token_hash BYTEA NOT NULL UNIQUE,
    account_id BIGINT NOT NULL REFERENCES account (id),
    person_id BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    browser TEXT NOT NULL,
    address TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    idle_ends_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    password_given_at BIGINT NOT NULL
);

CREATE INDEX session_of_person ON session (person_id);

CREATE TABLE throttle (
    subject TEXT PRIMARY KEY,
    failures BIGINT NOT NULL,
    blocked_until BIGINT NOT NULL,
    failed_at BIGINT NOT NULL
);

-- A deleted application stays as a row, so that its SDKAppID is never given away again.
CREATE TABLE application (
    sdkappid BIGINT PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES account (id),
    name TEXT NOT NULL,
    -- Ordered by bytes, as SQLite does, whatever the database's locale is.
    name_folded TEXT COLLATE "C" NOT NULL,
    description TEXT NOT NULL,
    region TEXT NOT NULL,
    edition TEXT NOT NULL,
    term_start BIGINT NOT NULL,
    term_months BIGINT NOT NULL,
    term_ends_at BIGINT NOT NULL,
    suspends_at BIGINT,
    disabled BOOLEAN NOT NULL,
    deleted_at BIGINT,
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    UNIQUE (account_id, sdkappid)
);

-- One for each order of the list. The first one also holds what the list is filtered by, so that counting what
-- a filter lets through reads this index alone; SQLite needs `deleted_at` in it for that.
CREATE INDEX application_by_created
ON application (account_id, created_at, sdkappid, name_folded, edition, disabled, suspends_at, deleted_at)
WHERE deleted_at IS NULL;
CREATE INDEX application_by_name ON application (account_id, name_folded, sdkappid) WHERE deleted_at IS NULL;
CREATE INDEX application_by_term ON application (account_id, term_ends_at, sdkappid) WHERE deleted_at IS NULL;

CREATE FUNCTION count_application() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE account SET application_count = application_count + CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END
    WHERE id = new.account_id;
    RETURN NULL;
END
$$;

CREATE TRIGGER application_counted AFTER INSERT ON application
FOR EACH ROW WHEN (new.deleted_at IS NULL) EXECUTE FUNCTION count_application();

CREATE TRIGGER application_uncounted AFTER UPDATE OF deleted_at ON application
FOR EACH ROW WHEN (old.deleted_at IS NULL AND new.deleted_at IS NOT NULL) EXECUTE FUNCTION count_application();

-- SQLite's name for it, so that both are searched with the same words.
CREATE FUNCTION instr(TEXT, TEXT) RETURNS INTEGER LANGUAGE sql IMMUTABLE AS $$ SELECT strpos($1, $2) $$;

CREATE TABLE submission (
    account_id BIGINT NOT NULL REFERENCES account (id),
    token TEXT NOT NULL,
    sdkappid BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, token),
    FOREIGN KEY (account_id, sdkappid) REFERENCES application (account_id, sdkappid)
);

-- `sealed` is ciphertext.
CREATE TABLE secret_key (
    account_id BIGINT NOT NULL,
    sdkappid BIGINT NOT NULL,
    version BIGINT NOT NULL,
    algorithm TEXT NOT NULL,
    sealed BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (sdkappid, version),
    FOREIGN KEY (account_id, sdkappid) REFERENCES application (account_id, sdkappid)
);

CREATE TABLE reveal (
    token_hash BYTEA PRIMARY KEY,
    session_id BIGINT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    sdkappid BIGINT NOT NULL REFERENCES application (sdkappid),
    ends_at BIGINT NOT NULL
);

CREATE INDEX reveal_of_session ON reveal (session_id);

-- `changes` is a JSON array of {field, before, after}.
CREATE TABLE audit (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id BIGINT REFERENCES account (id),
    sdkappid BIGINT,
    at BIGINT NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    changes TEXT NOT NULL
);

CREATE INDEX audit_of_application ON audit (account_id, sdkappid, id);

CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is append-only';
END
$$;

CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE ON audit
FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();

-- `wrapped` is ciphertext.
CREATE TABLE data_key (
    id BIGINT PRIMARY KEY,
    wrapped BYTEA NOT NULL,
    created_at BIGINT NOT NULL
);
