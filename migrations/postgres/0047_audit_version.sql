-- The version of the application that an entry made; NULL where the change made none. Entries from before this column
-- get theirs by counting back from the application's version: each of these actions made one.
ALTER TABLE audit ADD COLUMN version BIGINT;

ALTER TABLE audit DISABLE TRIGGER audit_stays;

UPDATE audit SET version = made.version
FROM (
    SELECT
        audit.id,
        application.version + 1 - row_number() OVER (PARTITION BY audit.sdkappid ORDER BY audit.id DESC) AS version
    FROM audit
    JOIN application ON application.account_id = audit.account_id AND application.sdkappid = audit.sdkappid
    WHERE audit.action IN (
        'application_created', 'application_imported', 'application_edited', 'application_disabled',
        'application_enabled', 'application_deleted', 'application_restored', 'application_shredded', 'trial_extended',
        'package_ordered', 'package_renewed', 'package_refunded', 'renewal_switched', 'deletion_requested',
        'deletion_dismissed'
    )
) AS made
WHERE audit.id = made.id;

ALTER TABLE audit ENABLE TRIGGER audit_stays;

CREATE INDEX audit_of_version ON audit (account_id, sdkappid, version) WHERE version IS NOT NULL;
