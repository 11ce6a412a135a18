-- What was typed into a form that was refused, until its page is shown again. `sealed` and `file` are ciphertext.
-- Nobody is named where nobody was signed in.
CREATE TABLE draft (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    token_hash BLOB NOT NULL UNIQUE,
    holder_hash BLOB NOT NULL,
    person_id INTEGER REFERENCES person (id) ON DELETE CASCADE,
    sealed BLOB NOT NULL,
    file BLOB NOT NULL,
    ends_at INTEGER NOT NULL
) STRICT;

CREATE INDEX draft_of_holder ON draft (holder_hash);
CREATE INDEX draft_of_person ON draft (person_id);
CREATE INDEX draft_ended ON draft (ends_at);
