-- Devices that pushes are sent to. `token_digest` is the first half of the SHA-256 of the token, for an index that stays
-- small. A certificate may be gone while its devices are still there: they are removed later, a few at a time.
CREATE TABLE device (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sdkappid BIGINT NOT NULL REFERENCES application (sdkappid),
    registration_id TEXT NOT NULL,
    -- NULL for a device that nobody has signed in on.
    user_id TEXT,
    certificate_id BIGINT NOT NULL,
    token TEXT NOT NULL,
    token_digest BYTEA NOT NULL,
    environment TEXT,
    language TEXT NOT NULL,
    app_version TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    -- When the device was registered last.
    renewed_at BIGINT NOT NULL,
    -- Since when the vendor refuses the token with this certificate, and its code.
    refused_since BIGINT,
    refused_code TEXT NOT NULL
);

CREATE UNIQUE INDEX device_by_registration ON device (sdkappid, registration_id);
CREATE UNIQUE INDEX device_by_token ON device (certificate_id, token_digest);
CREATE INDEX device_of_user ON device (sdkappid, user_id, id) WHERE user_id IS NOT NULL;
