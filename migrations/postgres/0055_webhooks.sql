-- Webhooks: endpoints, their secrets, and the messages to them (docs/adr/0013-webhooks.md).

-- `sdkappid` is NULL for an endpoint that receives the events of the whole account; `events` is a JSON array of names. One
-- server at a time sends to an endpoint: the owner of the lease.
CREATE TABLE webhook_endpoint (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id BIGINT NOT NULL REFERENCES account (id),
    sdkappid BIGINT REFERENCES application (sdkappid),
    url TEXT NOT NULL,
    description TEXT NOT NULL,
    events TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    lease_owner TEXT NOT NULL,
    lease_ends_at BIGINT NOT NULL
);

CREATE INDEX webhook_endpoint_of_account ON webhook_endpoint (account_id, id);

-- Messages are signed with all secrets that have not ended. A secret can be read once by whom `reveal_hash` is for.
CREATE TABLE webhook_secret (
    endpoint_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    ends_at BIGINT,
    reveal_hash BYTEA,
    reveal_session BIGINT,
    reveal_ends_at BIGINT,
    PRIMARY KEY (endpoint_id, number)
);

-- A message is written in the transaction that makes what it tells. `name` is the header webhook-id; `body` is what is
-- signed and sent. `next_at` is NULL for a message that is not tried any more. `attempts` are all attempts; `failures` are
-- those since `began_at`, when the message was created or replayed.
CREATE TABLE webhook_message (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id BIGINT NOT NULL,
    endpoint_id BIGINT NOT NULL,
    name TEXT NOT NULL UNIQUE,
    event TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    began_at BIGINT NOT NULL,
    next_at BIGINT,
    attempts BIGINT NOT NULL,
    failures BIGINT NOT NULL
);

CREATE INDEX webhook_message_of_endpoint ON webhook_message (endpoint_id, id);
CREATE INDEX webhook_message_due ON webhook_message (endpoint_id, next_at) WHERE next_at IS NOT NULL;
CREATE INDEX webhook_message_created ON webhook_message (created_at);

-- `status` is the HTTP status of the answer; `failure` says why there is none.
CREATE TABLE webhook_attempt (
    message_id BIGINT NOT NULL,
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    took_ms BIGINT NOT NULL,
    status BIGINT,
    failure TEXT,
    answer TEXT NOT NULL,
    PRIMARY KEY (message_id, number)
);
