-- Push certificates. `sealed` is ciphertext; `settings`, `facts` and `health` are JSON. A number is never used again.
CREATE TABLE certificate (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL,
    sdkappid INTEGER NOT NULL,
    platform TEXT NOT NULL,
    -- The package or bundle that it is for; its default is one among those of its platform and bundle.
    bundle TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    click_kind TEXT NOT NULL,
    click_target TEXT NOT NULL,
    settings TEXT NOT NULL,
    facts TEXT NOT NULL,
    is_default INTEGER NOT NULL CHECK (is_default IN (0, 1)),
    sealed BLOB NOT NULL,
    health TEXT NOT NULL,
    checked_at INTEGER,
    -- When a job asks the vendor next.
    check_at INTEGER NOT NULL,
    expires_at INTEGER,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    FOREIGN KEY (account_id, sdkappid) REFERENCES application (account_id, sdkappid)
) STRICT;

CREATE INDEX certificate_of_application ON certificate (account_id, sdkappid, platform, id);
CREATE UNIQUE INDEX certificate_default ON certificate (sdkappid, platform, bundle) WHERE is_default = 1;
CREATE INDEX certificate_to_check ON certificate (check_at);
CREATE INDEX certificate_ending ON certificate (expires_at) WHERE expires_at IS NOT NULL;
