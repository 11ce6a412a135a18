-- Pushes that were accepted, and how they are delivered (docs/adr/0011-delivery.md). Rows of `push`, `push_batch`,
-- `push_outcome` and `push_user` are only inserted, and deleted when their retention is over.

-- One accepted call. `message` is JSON, `salt` is what the ids of its deliveries are derived from.
CREATE TABLE push (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sdkappid BIGINT NOT NULL REFERENCES application (sdkappid),
    task_id TEXT NOT NULL UNIQUE,
    salt BYTEA NOT NULL,
    from_account TEXT NOT NULL,
    data_id TEXT NOT NULL,
    message TEXT NOT NULL,
    -- Devices that it is for, and the targets that it could not be for: a JSON array of {target, code}.
    devices BIGINT NOT NULL,
    refused TEXT NOT NULL,
    accepted_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE INDEX push_of_application ON push (sdkappid, id);
CREATE INDEX push_expires ON push (expires_at);

-- Up to 500 devices of one push that have the same certificate. `position` grows in the order of the commits, so a
-- cursor over it misses none. `devices` are the numbers of the devices, 8 bytes each, the highest byte first.
CREATE TABLE push_batch (
    position BIGINT PRIMARY KEY,
    push_id BIGINT NOT NULL,
    certificate_id BIGINT NOT NULL,
    -- 0: prompt, 1: bulk.
    priority BIGINT NOT NULL,
    devices BYTEA NOT NULL
);

CREATE INDEX push_batch_of_queue ON push_batch (certificate_id, priority, position);
CREATE INDEX push_batch_of_push ON push_batch (push_id);

-- The position that was given last. Whoever accepts pushes locks this row until its commit.
CREATE TABLE push_position (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    last BIGINT NOT NULL
);

INSERT INTO push_position (id, last) VALUES (1, 0);

-- What became of devices of a batch, in the order in which it was found out: the last record of a device counts.
CREATE TABLE push_outcome (
    position BIGINT NOT NULL,
    part BIGINT NOT NULL,
    records BYTEA NOT NULL,
    PRIMARY KEY (position, part)
);

-- Devices of a batch that are tried again, not before `due`. `slots` are their places in the batch, 2 bytes each.
CREATE TABLE push_retry (
    certificate_id BIGINT NOT NULL,
    due BIGINT NOT NULL,
    position BIGINT NOT NULL,
    part BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    slots BYTEA NOT NULL,
    PRIMARY KEY (certificate_id, due, position, part)
);

-- What is to be sent with one certificate. One server at a time works on it: the owner of the lease, which proves itself
-- by the fencing token `epoch`. The batches of each priority up to its cursor are done.
CREATE TABLE push_queue (
    certificate_id BIGINT PRIMARY KEY,
    sdkappid BIGINT NOT NULL,
    owner TEXT NOT NULL,
    epoch BIGINT NOT NULL,
    lease_ends_at BIGINT NOT NULL,
    prompt_cursor BIGINT NOT NULL,
    bulk_cursor BIGINT NOT NULL,
    -- Since when the vendor refuses the credential, with its code and words; the credential is checked again then.
    refused_since BIGINT,
    refused_code TEXT NOT NULL,
    refused_words TEXT NOT NULL
);

-- Which pushes were for a user, for the search.
CREATE TABLE push_user (
    sdkappid BIGINT NOT NULL,
    user_id TEXT NOT NULL,
    push_id BIGINT NOT NULL,
    PRIMARY KEY (sdkappid, user_id, push_id)
);

CREATE INDEX push_user_of_push ON push_user (push_id);

-- Calls that are answered with an earlier push if they are made again until `ends_at`.
CREATE TABLE push_repeat (
    sdkappid BIGINT NOT NULL,
    key BYTEA NOT NULL,
    push_id BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    PRIMARY KEY (sdkappid, key)
);

CREATE INDEX push_repeat_ends ON push_repeat (ends_at);
CREATE INDEX push_repeat_of_push ON push_repeat (push_id);

-- Vendors' codes, with the words of the first time.
CREATE TABLE push_reason (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    platform TEXT NOT NULL,
    code TEXT NOT NULL,
    words TEXT NOT NULL,
    UNIQUE (platform, code)
);
