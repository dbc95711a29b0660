-- Every attempt to reload the settings, on whichever replica: who, how, when, and what came of it. Ids are UUIDv7.
CREATE TABLE config_history (
    id               uuid PRIMARY KEY,
    at               timestamptz NOT NULL,
    replica          text        NOT NULL,
    cause            text        NOT NULL,
    actor            text,
    outcome          text        NOT NULL,
    previous_version text        NOT NULL,
    version          text        NOT NULL,
    generation       bigint      NOT NULL,
    duration_ms      bigint      NOT NULL,
    changes          json        NOT NULL,
    requires_restart json        NOT NULL,
    warnings         json        NOT NULL,
    errors           json        NOT NULL
);
