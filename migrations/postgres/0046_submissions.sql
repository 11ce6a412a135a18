-- One row for each form that has changed something: a form that is sent again is answered as it was the first time.
-- `digest` covers the form's token and fields, `attempt` is the request that made the change, and `location` is where
-- its answer led (`answered`) or is to lead should that request never finish.
DROP TABLE submission;
CREATE TABLE submission (
    account_id BIGINT NOT NULL REFERENCES account (id),
    person_id BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    digest BYTEA NOT NULL,
    attempt TEXT NOT NULL,
    location TEXT NOT NULL,
    answered BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, person_id, digest)
);
CREATE INDEX submission_created ON submission (created_at);
