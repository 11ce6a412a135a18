-- One row for each form that has changed something: a form that is sent again is answered as it was the first time.
-- `digest` covers the form's token and fields, `attempt` is the request that made the change, and `location` is where
-- its answer led (`answered`) or is to lead should that request never finish.
DROP TABLE submission;
CREATE TABLE submission (
    account_id INTEGER NOT NULL REFERENCES account (id),
    person_id INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    digest BLOB NOT NULL,
    attempt TEXT NOT NULL,
    location TEXT NOT NULL,
    answered INTEGER NOT NULL CHECK (answered IN (0, 1)),
    created_at INTEGER NOT NULL,
    PRIMARY KEY (account_id, person_id, digest)
) STRICT, WITHOUT ROWID;
CREATE INDEX submission_created ON submission (created_at);
