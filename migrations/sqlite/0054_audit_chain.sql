-- The hash chain of the audit trail (docs/adr/0012-audit-chain.md). `number` has no gaps, and grows in the order of the
-- commits; entries from before this step get theirs right after it.
ALTER TABLE audit ADD COLUMN number INTEGER;
ALTER TABLE audit ADD COLUMN hash BLOB;

CREATE UNIQUE INDEX audit_by_number ON audit (number);
CREATE INDEX audit_by_time ON audit (account_id, at, number);
CREATE INDEX audit_by_person ON audit (account_id, who, at, number);
CREATE INDEX audit_by_action ON audit (account_id, action, at, number);
CREATE INDEX audit_by_application ON audit (account_id, sdkappid, at, number);

-- The last entry of the chain. Whoever appends an entry locks this row until its commit.
CREATE TABLE audit_head (
    id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
    number INTEGER NOT NULL,
    hash BLOB NOT NULL
) STRICT;

INSERT INTO audit_head (id, number, hash) VALUES (1, 0, zeroblob(32));

-- The key that signs checkpoints and cuts, as ciphertext.
CREATE TABLE audit_key (
    id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
    sealed BLOB NOT NULL
) STRICT;

-- Signed positions of the chain. `signed_at` is in seconds.
CREATE TABLE audit_checkpoint (
    number INTEGER PRIMARY KEY NOT NULL,
    hash BLOB NOT NULL,
    signed_at INTEGER NOT NULL,
    signature TEXT NOT NULL
) STRICT;

-- The last entry that the retention has removed, signed.
CREATE TABLE audit_cut (
    id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
    number INTEGER NOT NULL,
    hash BLOB NOT NULL,
    signed_at INTEGER NOT NULL,
    signature TEXT NOT NULL
) STRICT;

-- Entries are only numbered, once, by this step, and only those up to the cut are removed. A console of an earlier
-- version that still runs can add none: it would leave the chain out.
CREATE TRIGGER audit_is_numbered BEFORE INSERT ON audit WHEN NEW.number IS NULL
BEGIN SELECT RAISE(ABORT, 'the audit trail needs a console of a later version'); END;

DROP TRIGGER audit_stays;
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit WHEN OLD.number IS NOT NULL OR NEW.number IS NULL
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;

DROP TRIGGER audit_stays_whole;
CREATE TRIGGER audit_stays_whole BEFORE DELETE ON audit
WHEN OLD.number IS NULL OR OLD.number > coalesce((SELECT number FROM audit_cut), 0)
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
