-- Pushes that were accepted, and how they are delivered (docs/adr/0011-delivery.md). Rows of `push`, `push_batch`,
-- `push_outcome` and `push_user` are only inserted, and deleted when their retention is over.

-- One accepted call. `message` is JSON, `salt` is what the ids of its deliveries are derived from.
CREATE TABLE push (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    sdkappid INTEGER NOT NULL REFERENCES application (sdkappid),
    task_id TEXT NOT NULL UNIQUE,
    salt BLOB NOT NULL,
    from_account TEXT NOT NULL,
    data_id TEXT NOT NULL,
    message TEXT NOT NULL,
    -- Devices that it is for, and the targets that it could not be for: a JSON array of {target, code}.
    devices INTEGER NOT NULL,
    refused TEXT NOT NULL,
    accepted_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

CREATE INDEX push_of_application ON push (sdkappid, id);
CREATE INDEX push_expires ON push (expires_at);

-- Up to 500 devices of one push that have the same certificate. `position` grows in the order of the commits, so a
-- cursor over it misses none. `devices` are the numbers of the devices, 8 bytes each, the highest byte first.
CREATE TABLE push_batch (
    position INTEGER PRIMARY KEY NOT NULL,
    push_id INTEGER NOT NULL,
    certificate_id INTEGER NOT NULL,
    -- 0: prompt, 1: bulk.
    priority INTEGER NOT NULL,
    devices BLOB NOT NULL
) STRICT;

CREATE INDEX push_batch_of_queue ON push_batch (certificate_id, priority, position);
CREATE INDEX push_batch_of_push ON push_batch (push_id);

-- The position that was given last. Whoever accepts pushes locks this row until its commit.
CREATE TABLE push_position (
    id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
    last INTEGER NOT NULL
) STRICT;

INSERT INTO push_position (id, last) VALUES (1, 0);

-- What became of devices of a batch, in the order in which it was found out: the last record of a device counts.
CREATE TABLE push_outcome (
    position INTEGER NOT NULL,
    part INTEGER NOT NULL,
    records BLOB NOT NULL,
    PRIMARY KEY (position, part)
) STRICT;

-- Devices of a batch that are tried again, not before `due`. `slots` are their places in the batch, 2 bytes each.
CREATE TABLE push_retry (
    certificate_id INTEGER NOT NULL,
    due INTEGER NOT NULL,
    position INTEGER NOT NULL,
    part INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    slots BLOB NOT NULL,
    PRIMARY KEY (certificate_id, due, position, part)
) STRICT, WITHOUT ROWID;

-- What is to be sent with one certificate. One server at a time works on it: the owner of the lease, which proves itself
-- by the fencing token `epoch`. The batches of each priority up to its cursor are done.
CREATE TABLE push_queue (
    certificate_id INTEGER PRIMARY KEY NOT NULL,
    sdkappid INTEGER NOT NULL,
    owner TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    lease_ends_at INTEGER NOT NULL,
    prompt_cursor INTEGER NOT NULL,
    bulk_cursor INTEGER NOT NULL,
    -- Since when the vendor refuses the credential, with its code and words; the credential is checked again then.
    refused_since INTEGER,
    refused_code TEXT NOT NULL,
    refused_words TEXT NOT NULL
) STRICT;

-- Which pushes were for a user, for the search.
CREATE TABLE push_user (
    sdkappid INTEGER NOT NULL,
    user_id TEXT NOT NULL,
    push_id INTEGER NOT NULL,
    PRIMARY KEY (sdkappid, user_id, push_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX push_user_of_push ON push_user (push_id);

-- Calls that are answered with an earlier push if they are made again until `ends_at`.
CREATE TABLE push_repeat (
    sdkappid INTEGER NOT NULL,
    key BLOB NOT NULL,
    push_id INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    PRIMARY KEY (sdkappid, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX push_repeat_ends ON push_repeat (ends_at);
CREATE INDEX push_repeat_of_push ON push_repeat (push_id);

-- Vendors' codes, with the words of the first time.
CREATE TABLE push_reason (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    platform TEXT NOT NULL,
    code TEXT NOT NULL,
    words TEXT NOT NULL,
    UNIQUE (platform, code)
) STRICT;
