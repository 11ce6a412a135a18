-- The last number that a certificate was given. It is taken before the certificate is inserted, because its credential
-- is sealed for it, and never goes back.
ALTER TABLE installation ADD COLUMN last_certificate INTEGER NOT NULL DEFAULT 0;
UPDATE installation
SET last_certificate = COALESCE((SELECT seq FROM sqlite_sequence WHERE name = 'certificate'), 0);
