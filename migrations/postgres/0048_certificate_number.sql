-- The last number that a certificate was given. It is taken before the certificate is inserted, because its credential
-- is sealed for it, and never goes back.
ALTER TABLE installation ADD COLUMN last_certificate BIGINT NOT NULL DEFAULT 0;
UPDATE installation
SET last_certificate = (SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM certificate_id_seq);
ALTER TABLE certificate ALTER COLUMN id DROP IDENTITY;
