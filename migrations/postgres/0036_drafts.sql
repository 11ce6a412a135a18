-- What was typed into a form that was refused, until its page is shown again. `sealed` and `file` are ciphertext.
-- Nobody is named where nobody was signed in.
CREATE TABLE draft (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    token_hash BYTEA NOT NULL UNIQUE,
    holder_hash BYTEA NOT NULL,
    person_id BIGINT REFERENCES person (id) ON DELETE CASCADE,
    sealed BYTEA NOT NULL,
    file BYTEA NOT NULL,
    ends_at BIGINT NOT NULL
);

CREATE INDEX draft_of_holder ON draft (holder_hash);
CREATE INDEX draft_of_person ON draft (person_id);
CREATE INDEX draft_ended ON draft (ends_at);
