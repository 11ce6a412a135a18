-- Keys that overlap, what they are used for, and answers that are shown on the next page.

-- Accepted before `ends_at`; the current key has none. From `retired_at` on it is refused whatever clock judges.
-- The ciphertext of a key that ended long ago is empty: destroyed.
ALTER TABLE secret_key ADD COLUMN ends_at INTEGER;
ALTER TABLE secret_key ADD COLUMN retired_at INTEGER;
ALTER TABLE secret_key ADD COLUMN last_used_at INTEGER;

CREATE UNIQUE INDEX secret_key_current ON secret_key (sdkappid) WHERE ends_at IS NULL;
CREATE INDEX secret_key_ended ON secret_key (ends_at) WHERE ends_at IS NOT NULL;

-- Verified tokens by key and hour of the clock.
CREATE TABLE key_use (
    account_id INTEGER NOT NULL,
    sdkappid INTEGER NOT NULL,
    version INTEGER NOT NULL,
    hour INTEGER NOT NULL,
    uses INTEGER NOT NULL,
    PRIMARY KEY (sdkappid, version, hour),
    FOREIGN KEY (account_id, sdkappid) REFERENCES application (account_id, sdkappid)
) STRICT, WITHOUT ROWID;

CREATE INDEX key_use_by_hour ON key_use (hour);

-- `sealed` is ciphertext.
CREATE TABLE answer (
    token_hash BLOB PRIMARY KEY NOT NULL,
    session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    sdkappid INTEGER NOT NULL REFERENCES application (sdkappid),
    sealed BLOB NOT NULL,
    ends_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX answer_of_session ON answer (session_id);
