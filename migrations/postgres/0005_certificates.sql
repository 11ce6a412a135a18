-- Push certificates. `sealed` is ciphertext; `settings`, `facts` and `health` are JSON. A number is never used again.
CREATE TABLE certificate (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id BIGINT NOT NULL,
    sdkappid BIGINT NOT NULL,
    platform TEXT NOT NULL,
    -- The package or bundle that it is for; its default is one among those of its platform and bundle.
    bundle TEXT NOT NULL,
    name TEXT NOT NULL,
    notes TEXT NOT NULL,
    click_kind TEXT NOT NULL,
    click_target TEXT NOT NULL,
    settings TEXT NOT NULL,
    facts TEXT NOT NULL,
    is_default BOOLEAN NOT NULL,
    sealed BYTEA NOT NULL,
    health TEXT NOT NULL,
    checked_at BIGINT,
    -- When a job asks the vendor next.
    check_at BIGINT NOT NULL,
    expires_at BIGINT,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    FOREIGN KEY (account_id, sdkappid) REFERENCES application (account_id, sdkappid)
);

CREATE INDEX certificate_of_application ON certificate (account_id, sdkappid, platform, id);
CREATE UNIQUE INDEX certificate_default ON certificate (sdkappid, platform, bundle) WHERE is_default;
CREATE INDEX certificate_to_check ON certificate (check_at);
CREATE INDEX certificate_ending ON certificate (expires_at) WHERE expires_at IS NOT NULL;
