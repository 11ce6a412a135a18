-- The hash chain of the audit trail (docs/adr/0012-audit-chain.md). `number` has no gaps, and grows in the order of the
-- commits; entries from before this step get theirs right after it.
ALTER TABLE audit ADD COLUMN number BIGINT;
ALTER TABLE audit ADD COLUMN hash BYTEA;

CREATE UNIQUE INDEX audit_by_number ON audit (number);
CREATE INDEX audit_by_time ON audit (account_id, at, number);
CREATE INDEX audit_by_person ON audit (account_id, who, at, number);
CREATE INDEX audit_by_action ON audit (account_id, action, at, number);
CREATE INDEX audit_by_application ON audit (account_id, sdkappid, at, number);

-- The last entry of the chain. Whoever appends an entry locks this row until its commit.
CREATE TABLE audit_head (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    number BIGINT NOT NULL,
    hash BYTEA NOT NULL
);

INSERT INTO audit_head (id, number, hash) VALUES (1, 0, decode(repeat('00', 32), 'hex'));

-- The key that signs checkpoints and cuts, as ciphertext.
CREATE TABLE audit_key (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    sealed BYTEA NOT NULL
);

-- Signed positions of the chain. `signed_at` is in seconds.
CREATE TABLE audit_checkpoint (
    number BIGINT PRIMARY KEY,
    hash BYTEA NOT NULL,
    signed_at BIGINT NOT NULL,
    signature TEXT NOT NULL
);

-- The last entry that the retention has removed, signed.
CREATE TABLE audit_cut (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    number BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    signed_at BIGINT NOT NULL,
    signature TEXT NOT NULL
);

-- Entries are only numbered, once, by this step, and only those up to the cut are removed. A console of an earlier
-- version that still runs can add none: it would leave the chain out.
CREATE FUNCTION refuse_audit_without_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail needs a console of a later version';
END
$$;

CREATE TRIGGER audit_is_numbered BEFORE INSERT ON audit
FOR EACH ROW WHEN (NEW.number IS NULL) EXECUTE FUNCTION refuse_audit_without_number();

CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.number IS NULL AND NEW.number IS NOT NULL THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' AND OLD.number <= (SELECT number FROM audit_cut) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the audit trail is append-only';
END
$$;
