package io.scry.ingestor.work;

import java.util.UUID;

/**
 * A job that a worker has claimed.
 *
 * @param row of the queue that stands for it
 * @param version of that row since it was claimed: it changes when another worker claims it
 * @param worker the name of the worker that has it
 */
public record ClaimedJob(UUID id, String row, long version, String worker) {}
