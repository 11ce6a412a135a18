-- Keys that overlap, what they are used for, and answers that are shown on the next page.

-- Accepted before `ends_at`; the current key has none. From `retired_at` on it is refused whatever clock judges.
-- The ciphertext of a key that ended long ago is empty: destroyed.
ALTER TABLE secret_key ADD COLUMN ends_at BIGINT;
ALTER TABLE secret_key ADD COLUMN retired_at BIGINT;
ALTER TABLE secret_key ADD COLUMN last_used_at BIGINT;

CREATE UNIQUE INDEX secret_key_current ON secret_key (sdkappid) WHERE ends_at IS NULL;
CREATE INDEX secret_key_ended ON secret_key (ends_at) WHERE ends_at IS NOT NULL;

-- Verified tokens by key and hour of the clock.
CREATE TABLE key_use (
    account_id BIGINT NOT NULL,
    sdkappid BIGINT NOT NULL,
    version BIGINT NOT NULL,
    hour BIGINT NOT NULL,
    uses BIGINT NOT NULL,
    PRIMARY KEY (sdkappid, version, hour),
    FOREIGN KEY (account_id, sdkappid) REFERENCES application (account_id, sdkappid)
);

CREATE INDEX key_use_by_hour ON key_use (hour);

-- `sealed` is ciphertext.
CREATE TABLE answer (
    token_hash BYTEA PRIMARY KEY,
    session_id BIGINT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    sdkappid BIGINT NOT NULL REFERENCES application (sdkappid),
    sealed BYTEA NOT NULL,
    ends_at BIGINT NOT NULL
);

CREATE INDEX answer_of_session ON answer (session_id);
