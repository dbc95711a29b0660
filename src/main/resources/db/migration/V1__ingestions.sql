-- One row an ingestion, from acceptance to its end. Ids are UUIDv7: their order is that of acceptance.
CREATE TABLE ingestion (
    id              uuid PRIMARY KEY,
    owner           text        NOT NULL,
    adapter         text        NOT NULL,
    status          text        NOT NULL CHECK (status IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
    source_id       text        NOT NULL,
    source          json       NOT NULL,
    options         json       NOT NULL,
    mode            text        NOT NULL,
    correlation_id  text        NOT NULL,
    traceparent     text,
    idempotency_key text,
    fingerprint     text,
    attempt         integer     NOT NULL DEFAULT 0,
    tries           integer     NOT NULL DEFAULT 0,
    created_at      timestamptz NOT NULL DEFAULT now(),
    started_at      timestamptz,
    ended_at        timestamptz,
    shape           text,
    chunks          integer     NOT NULL DEFAULT 0,
    metadata        json,
    validation      json,
    problem         json,
    failures        jsonb       NOT NULL DEFAULT '[]'
);

COMMENT ON COLUMN ingestion.attempt IS 'Raised whenever a worker starts on it: only the newest attempt may write.';
COMMENT ON COLUMN ingestion.tries IS 'Attempts that failed since it was accepted, or since a person retried it.';

CREATE UNIQUE INDEX ingestion_idempotency ON ingestion (owner, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX ingestion_owner ON ingestion (owner, id);
-- Retried ones have no end: whatever has one may be deleted once it is old.
CREATE INDEX ingestion_ended ON ingestion (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX ingestion_queued ON ingestion (id) WHERE status = 'queued';
CREATE INDEX ingestion_unhappy ON ingestion (status, id) WHERE status IN ('running', 'failed', 'cancelled');

-- The bytes of a source, and of a result, in compressed pieces of at most 1 MiB before compression.
CREATE TABLE source_chunk (
    ingestion_id uuid    NOT NULL REFERENCES ingestion ON DELETE CASCADE,
    seq          integer NOT NULL,
    bytes        bytea   NOT NULL,
    PRIMARY KEY (ingestion_id, seq)
);
ALTER TABLE source_chunk ALTER COLUMN bytes SET STORAGE EXTERNAL;

CREATE TABLE result_chunk (
    ingestion_id uuid    NOT NULL REFERENCES ingestion ON DELETE CASCADE,
    attempt      integer NOT NULL,
    seq          integer NOT NULL,
    bytes        bytea   NOT NULL,
    PRIMARY KEY (ingestion_id, attempt, seq)
);
ALTER TABLE result_chunk ALTER COLUMN bytes SET STORAGE EXTERNAL;
