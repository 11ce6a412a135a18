-- The one row of what is true for the whole installation: its code, which tells its cookies from those of other
-- consoles on the same host (empty until the first start gave it one), and by which version of the folding of names
-- `application.name_folded` was written.
CREATE TABLE installation (
    id BIGINT PRIMARY KEY NOT NULL CHECK (id = 1),
    code TEXT NOT NULL,
    folding BIGINT NOT NULL
);

INSERT INTO installation (id, code, folding) VALUES (1, '', 0);

-- Where a person signed in from: `device:` and the hash of the token that the browser keeps, or `address:` and a
-- network. Whoever signs in from there is not held up by the failures of others.
CREATE TABLE familiar (
    account_id BIGINT NOT NULL REFERENCES account (id),
    person_id BIGINT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    place TEXT NOT NULL,
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (person_id, place)
);

CREATE INDEX familiar_by_seen ON familiar (seen_at);
