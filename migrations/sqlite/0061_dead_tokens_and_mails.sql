-- Numbers of devices whose token a vendor has reported as dead since `since`, by application and vendor, until webhooks are
-- told (docs/adr/0013-webhooks.md).
CREATE TABLE dead_token_count (
    account_id INTEGER NOT NULL,
    sdkappid INTEGER NOT NULL,
    platform TEXT NOT NULL,
    tokens INTEGER NOT NULL,
    since INTEGER NOT NULL,
    PRIMARY KEY (sdkappid, platform)
) STRICT, WITHOUT ROWID;

CREATE INDEX dead_token_count_since ON dead_token_count (since);

-- The one person that a mail is for; NULL for everybody who looks after the account or the application.
ALTER TABLE mail ADD COLUMN recipient TEXT;
