package io.scry.ingestor.pipeline;

import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.SpanKind;
import io.scry.ingestor.adapter.UnavailableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.cluster.ProgressBoard;
import io.scry.ingestor.isolation.NoParserException;
import io.scry.ingestor.isolation.StoppedExtractionException;
import io.scry.ingestor.records.Ingestion;
import io.scry.ingestor.records.Ingestions;
import io.scry.ingestor.records.Results;
import io.scry.ingestor.records.SupersededException;
import io.scry.ingestor.settings.ActiveSettings;
import io.scry.ingestor.settings.LogContext;
import io.scry.ingestor.settings.Settings;
import io.scry.ingestor.tracing.Step;
import io.scry.ingestor.tracing.Traces;
import io.scry.ingestor.work.ClaimedJob;
import io.scry.ingestor.work.JobHandler;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a worker does with an ingestion: start it, read it, finish it; and what happens if that goes wrong. */
@Component
class Pipeline implements JobHandler {

    private static final Logger log = LoggerFactory.getLogger(Pipeline.class);
    private static final Duration NO_PARSER = Duration.ofSeconds(1);
    private static final Outcome DONE = new Outcome.Done();

    private final Ingestions ingestions;
    private final Results results;
    private final Extractor extractor;
    private final Finisher finisher;
    private final ProgressBoard board;
    private final ActiveSettings active;
    private final JsonMapper json;
    private final Clock clock;
    private final RandomGenerator random;
    private final IngestionMeters meters;
    private final Traces traces;

    Pipeline(
            Ingestions ingestions,
            Results results,
            Extractor extractor,
            Finisher finisher,
            ProgressBoard board,
            ActiveSettings active,
            JsonMapper json,
            Clock clock,
            RandomGenerator random,
            IngestionMeters meters,
            Traces traces) {
        this.traces = traces;
        this.ingestions = ingestions;
        this.results = results;
        this.extractor = extractor;
        this.finisher = finisher;
        this.board = board;
        this.active = active;
        this.json = json;
        this.clock = clock;
        this.random = random;
        this.meters = meters;
    }

    /** One attempt sees one snapshot of the settings. */
    @Override
    public Outcome run(ClaimedJob job) throws InterruptedException {
        LogContext.put(LogContext.INGESTION_ID, job.id().toString());
        LogContext.put(LogContext.WORKER, job.worker());
        try {
            return active.holding(() -> attempt(job));
        } finally {
            LogContext.clear();
        }
    }

    private Outcome attempt(ClaimedJob job) throws InterruptedException {
        Optional<Ingestion> started = ingestions.start(job.id());
        if (started.isEmpty()) {
            return DONE;
        }
        Ingestion running = started.get();
        LogContext.put(LogContext.CORRELATION_ID, running.correlationId());
        LogContext.put(LogContext.KEY, running.owner());
        LogContext.putTrace(running.traceparent());
        Timer.Sample sample = meters.begun(running);
        Step step = step(running, job.worker());
        try {
            finish(job, running, step);
            meters.attempted(sample, running, "succeeded");
            return new Outcome.Removed();
        } catch (SupersededException e) {
            return dropped(running, e);
        } catch (InterruptedException e) {
            return stopped(running, e);
        } catch (NoParserException e) {
            meters.foundNoParser();
            return unread(running, e);
        } catch (Exception e) {
            if (Thread.interrupted()) {
                return stopped(running, interruptBehind(e));
            }
            step.fail(e.getClass().getSimpleName());
            return failed(running, job.worker(), sample, e);
        } catch (OutOfMemoryError | StackOverflowError | LinkageError e) {
            step.fail(e.getClass().getSimpleName());
            // Not tried again: what one document does to this process it would do to the next one, too.
            Exception broken = new IllegalStateException("The extraction broke the process's limits", e);
            return failed(running, job.worker(), sample, broken);
        } finally {
            step.close();
            board.remove(job.id());
        }
    }

    private Step step(Ingestion running, String worker) {
        return traces.begin(SpanKind.CONSUMER, "ingest", running.traceparent())
                .put("scry.adapter", running.adapter())
                .put(LogContext.INGESTION_ID, running.id().toString())
                .put(LogContext.WORKER, worker)
                .put("scry.attempt", Integer.toString(running.attempt()));
    }

    private void finish(ClaimedJob job, Ingestion running, Step step) throws IOException, InterruptedException {
        if (running.attempt() > 1) {
            results.discard(running.id(), running.attempt() - 1);
        }
        Settings settings = active.current();
        Instant begun = clock.instant();
        Results.Writer data = results.write(running.id(), running.attempt());
        ResultOutput output = new ResultOutput(json, data, progress -> board.show(running.id(), progress));
        Extractor.Extracted extracted = extract(running, settings, output, step);
        Ingestion.Shape shape = output.close();
        finisher.succeed(
                job,
                running,
                extracted.source(),
                shape,
                data,
                Metadata.of(running, extracted.source(), extracted.extraction(), settings, begun, clock.instant()),
                extracted.extraction().validation());
    }

    private Extractor.Extracted extract(Ingestion running, Settings settings, ResultOutput output, Step whole)
            throws IOException, InterruptedException {
        try (Step _ = traces.begin(SpanKind.INTERNAL, "extract " + running.adapter(), whole.traceparent())) {
            return extractor.extract(running, settings, output);
        }
    }

    /** Files and connections that are interrupted fail in their own words; that is no failure of the ingestion. */
    private static InterruptedException interruptBehind(Exception cause) {
        InterruptedException interrupt = new InterruptedException("The work was interrupted");
        interrupt.initCause(cause);
        return interrupt;
    }

    /** The worker was interrupted: because the ingestion was cancelled, or because the worker has to stop. */
    private Outcome stopped(Ingestion running, InterruptedException interrupt) throws InterruptedException {
        boolean wanted = ingestions
                .find(running.id())
                .map(now -> !now.status().isFinal())
                .orElse(false);
        if (!wanted) {
            results.discard(running.id(), running.attempt());
            return DONE;
        }
        try {
            ingestions.release(running);
        } catch (SupersededException e) {
            log.info("{}; the other one goes on", e.getMessage());
        }
        throw interrupt;
    }

    /** Nobody has looked at it, so nothing counts as tried; others get the worker meanwhile. */
    private Outcome unread(Ingestion running, NoParserException cause) {
        try {
            ingestions.release(running);
        } catch (SupersededException e) {
            return dropped(running, e);
        }
        log.info("Ingestion {} goes back to the queue: {}", running.id(), cause.getMessage());
        return new Outcome.TryAgain(NO_PARSER);
    }

    private Outcome failed(Ingestion running, String worker, Timer.Sample sample, Exception cause) {
        Problem problem = problem(running, cause);
        ObjectNode failure = json.createObjectNode()
                .put("attempt", running.attempt())
                .put("at", clock.instant().toString())
                .put("worker", worker)
                .put("type", Problem.TYPE + problem.name())
                .put("detail", problem.detail());
        RetrySettings retry = active.current().get(RetrySettings.class);
        int failures = running.tries() + 1;
        try {
            if (problem.transientFault() && failures < retry.maxAttempts()) {
                ingestions.putOff(running, failure);
                meters.attempted(sample, running, "put_off");
                Duration delay = delay(retry, failures, cause);
                log.warn("Ingestion {} failed for now, trying again in {}: {}", running.id(), delay, cause.toString());
                return new Outcome.TryAgain(delay);
            }
            finisher.fail(running, problem, failure);
            meters.attempted(sample, running, "failed");
            return DONE;
        } catch (SupersededException e) {
            return dropped(running, e);
        }
    }

    /** As long as the settings say, or as the source's server wants, if that is longer. */
    private Duration delay(RetrySettings retry, int failures, Exception cause) {
        Duration own = retry.delay(failures, random);
        Duration wanted = cause instanceof UnavailableSourceException unavailable ? unavailable.retryAfter() : null;
        return wanted == null || wanted.compareTo(own) <= 0
                ? own
                : wanted.compareTo(retry.maxDelay()) < 0 ? wanted : retry.maxDelay();
    }

    /**
     * Another attempt has the ingestion, or it has ended. Only if it has ended may the job go: otherwise the job is the
     * other attempt's, and if there is none, the job must come again. The queue tells these two apart by the row's version.
     */
    private Outcome dropped(Ingestion running, SupersededException superseded) {
        log.info("{}; its work is dropped", superseded.getMessage());
        if (ingestions.find(running.id()).map(now -> now.status().isFinal()).orElse(true)) {
            return DONE;
        }
        throw superseded;
    }

    private static Problem problem(Ingestion running, Exception cause) {
        if (cause instanceof UnreadableSourceException unreadable) {
            log.info("Ingestion {} failed: {}", running.id(), cause.getMessage());
            return Problem.of(unreadable);
        }
        if (cause instanceof StoppedExtractionException stopped) {
            return Problem.of(stopped, wasStopped(running));
        }
        if (cause instanceof IOException
                || cause instanceof DataAccessException
                || cause instanceof TransactionException) {
            return Problem.passing(cause);
        }
        log.error(
                "Ingestion {} hit a fault of this service, correlation id {}",
                running.id(),
                running.correlationId(),
                cause);
        return Problem.internal(running.correlationId());
    }

    private static boolean wasStopped(Ingestion running) {
        return running.failures()
                .valueStream()
                .anyMatch(failure -> Problem.isStop(failure.path("type").asString("")));
    }
}
