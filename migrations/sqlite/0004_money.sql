-- Packages and what they cost: the account's money, usage, requests, and what people are told by mail.

-- Until when a deleted application can be restored, and when its secrets were destroyed.
ALTER TABLE application ADD COLUMN grace_until INTEGER;
ALTER TABLE application ADD COLUMN shredded_at INTEGER;
ALTER TABLE application ADD COLUMN auto_renew INTEGER NOT NULL DEFAULT 0 CHECK (auto_renew IN (0, 1));
ALTER TABLE application ADD COLUMN refunded_at INTEGER;
ALTER TABLE application ADD COLUMN deletion_requested_at INTEGER;
-- What the current term cost, in minor units of the account's currency.
ALTER TABLE application ADD COLUMN paid INTEGER NOT NULL DEFAULT 0 CHECK (paid >= 0);
-- Codes of add-ons, separated by spaces.
ALTER TABLE application ADD COLUMN add_ons TEXT NOT NULL DEFAULT '';

-- What was deleted before there was a grace has lost its keys already.
UPDATE application SET grace_until = deleted_at, shredded_at = deleted_at WHERE deleted_at IS NOT NULL;

DROP INDEX application_by_created;
CREATE INDEX application_by_created
ON application (account_id, created_at, sdkappid, name_folded, edition, disabled, suspends_at, auto_renew, deleted_at)
WHERE deleted_at IS NULL;
-- What the jobs look for.
CREATE INDEX application_renewing ON application (term_ends_at) WHERE auto_renew = 1 AND deleted_at IS NULL;
CREATE INDEX application_ending ON application (term_ends_at, sdkappid) WHERE deleted_at IS NULL;
CREATE INDEX application_deleted ON application (account_id, grace_until)
WHERE deleted_at IS NOT NULL AND shredded_at IS NULL;
CREATE INDEX application_to_shred ON application (grace_until)
WHERE deleted_at IS NOT NULL AND shredded_at IS NULL;

CREATE TRIGGER application_counted_again AFTER UPDATE OF deleted_at ON application
WHEN old.deleted_at IS NOT NULL AND new.deleted_at IS NULL
BEGIN UPDATE account SET application_count = application_count + 1 WHERE id = new.account_id; END;

ALTER TABLE account ADD COLUMN currency TEXT NOT NULL DEFAULT 'USD';
-- The sum of its ledger, in minor units; below zero exactly while it is in arrears.
ALTER TABLE account ADD COLUMN balance INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN arrears_since INTEGER;

CREATE INDEX account_in_arrears ON account (arrears_since) WHERE arrears_since IS NOT NULL;

-- Whoever set the console up runs it.
ALTER TABLE person ADD COLUMN operator INTEGER NOT NULL DEFAULT 0 CHECK (operator IN (0, 1));
UPDATE person SET operator = 1;

-- `cause` and `lines` are JSON. `balance` is the account's after it.
CREATE TABLE ledger (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id),
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    sdkappid INTEGER,
    amount INTEGER NOT NULL,
    currency TEXT NOT NULL,
    balance INTEGER NOT NULL,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    cause TEXT NOT NULL,
    lines TEXT NOT NULL,
    UNIQUE (account_id, key)
) STRICT;

CREATE INDEX ledger_of_account ON ledger (account_id, id);

CREATE TRIGGER ledger_stays BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

CREATE TRIGGER ledger_stays_whole BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

-- What was used of a limit in a month (`2026-11`): now, and at most. `settled` once what was beyond it is charged.
CREATE TABLE usage (
    account_id INTEGER NOT NULL,
    sdkappid INTEGER NOT NULL,
    month TEXT NOT NULL,
    kind TEXT NOT NULL,
    used INTEGER NOT NULL,
    peak INTEGER NOT NULL,
    settled INTEGER NOT NULL DEFAULT 0 CHECK (settled IN (0, 1)),
    PRIMARY KEY (sdkappid, month, kind),
    FOREIGN KEY (account_id, sdkappid) REFERENCES application (account_id, sdkappid)
) STRICT, WITHOUT ROWID;

CREATE INDEX usage_to_settle ON usage (month, sdkappid) WHERE settled = 0;

-- Who was active in a month: the first 64 bits of the SHA-256 of the UserID.
CREATE TABLE active_user (
    sdkappid INTEGER NOT NULL,
    month TEXT NOT NULL,
    user_hash INTEGER NOT NULL,
    PRIMARY KEY (sdkappid, month, user_hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE support_request (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id),
    topic TEXT NOT NULL,
    subject TEXT NOT NULL,
    sdkappid INTEGER,
    state TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;

CREATE INDEX support_request_of_account ON support_request (account_id, id);

CREATE TABLE support_message (
    request_id INTEGER NOT NULL REFERENCES support_request (id),
    number INTEGER NOT NULL,
    person_id INTEGER REFERENCES person (id),
    side TEXT NOT NULL,
    at INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (request_id, number)
) STRICT, WITHOUT ROWID;

-- What people are told by mail, once each: `notice` is JSON, `sdkappid` 0 where it is about the account.
CREATE TABLE mail (
    account_id INTEGER NOT NULL REFERENCES account (id),
    sdkappid INTEGER NOT NULL,
    key TEXT NOT NULL,
    notice TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_at INTEGER,
    PRIMARY KEY (account_id, sdkappid, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX mail_to_send ON mail (next_at) WHERE next_at IS NOT NULL;
