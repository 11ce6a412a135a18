-- Test pushes: each is sent to one token, whether or not a device is registered with it. Its batch has the number 0 in
-- place of a device's. `outcome` is what the vendor answered last, as JSON; NULL before it has.
CREATE TABLE test_push (
    push_id BIGINT PRIMARY KEY NOT NULL,
    token TEXT NOT NULL,
    outcome TEXT
);
