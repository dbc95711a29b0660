-- The queue; the columns are those that db-scheduler asks for.
CREATE TABLE scheduled_tasks (
    task_name            text        NOT NULL,
    task_instance        text        NOT NULL,
    task_data            bytea,
    execution_time       timestamptz NOT NULL,
    picked               boolean     NOT NULL,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint      NOT NULL,
    priority             smallint,
    PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_due ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_heartbeat ON scheduled_tasks (last_heartbeat);
-- A queue's rows live for milliseconds: vacuum them by count, not by share.
ALTER TABLE scheduled_tasks SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- Who works: one row a worker thread, over all replicas. A row whose heartbeat is old is of a worker that died.
CREATE TABLE worker (
    replica   text        NOT NULL,
    name      text        NOT NULL,
    host      text        NOT NULL,
    since     timestamptz NOT NULL,
    heartbeat timestamptz NOT NULL,
    busy      uuid,
    PRIMARY KEY (replica, name)
);
