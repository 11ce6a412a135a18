-- The UserIDs that may call `/v4` for an application: one at least.
CREATE TABLE administrator (
    account_id INTEGER NOT NULL,
    sdkappid INTEGER NOT NULL,
    user_id TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (sdkappid, user_id),
    FOREIGN KEY (account_id, sdkappid) REFERENCES application (account_id, sdkappid)
) STRICT, WITHOUT ROWID;

INSERT INTO administrator (account_id, sdkappid, user_id, created_at)
SELECT account_id, sdkappid, 'administrator', created_at FROM application WHERE deleted_at IS NULL;

-- How often a trial was extended.
ALTER TABLE application ADD COLUMN extensions INTEGER NOT NULL DEFAULT 0;
