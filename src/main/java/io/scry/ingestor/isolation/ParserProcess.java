package io.scry.ingestor.isolation;

import io.scry.ingestor.adapter.Extraction;
import io.scry.ingestor.adapter.TemporaryFile;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.isolation.StoppedExtractionException.Reason;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

/** A parser, seen from the service. Used by one thread at a time; once it has failed in any way it is of no use any more. */
final class ParserProcess implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ParserProcess.class);

    /** Together with the pieces' size, how far a parser may be ahead of the database. */
    private static final int PIECES = 8;

    private static final int OUT_OF_MEMORY = 3;
    private static final int KILLED = 128 + 9;
    private static final Duration STANDSTILL = Duration.ofSeconds(1);
    private static final Duration DEATH = Duration.ofSeconds(2);

    private final DataSize heap;
    private final Path temporary;
    private final Process process;
    private final DataOutputStream jobs;
    private final BlockingQueue<Frame> frames = new ArrayBlockingQueue<>(PIECES);
    private final ErrorLines errors;
    private volatile boolean isClosed;
    private volatile boolean isGarbled;

    private ParserProcess(DataSize heap, Path temporary, Process process) {
        this.heap = heap;
        this.temporary = temporary;
        this.process = process;
        this.jobs = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        this.errors = new ErrorLines(process.getErrorStream());
    }

    /** Starts one, which takes a second or so to be ready. */
    static ParserProcess start(DataSize heap) throws IOException {
        Path temporary = TemporaryFile.createDirectory();
        Process process = null;
        try {
            ProcessBuilder builder = new ProcessBuilder(ParserCommand.of(heap, temporary));
            // Nothing of the service's environment, which has passwords, is for a document to find.
            builder.environment().clear();
            // Else the C library keeps a heap for each thread.
            builder.environment().put("MALLOC_ARENA_MAX", "1");
            process = builder.start();
            ParserProcess parser = new ParserProcess(heap, temporary, process);
            parser.listen();
            return parser;
        } catch (Throwable e) {
            if (process != null) {
                process.destroyForcibly();
            }
            FileSystemUtils.deleteRecursively(temporary);
            throw e;
        }
    }

    /** Both threads end with the process. */
    private void listen() {
        String name = "parser-" + process.pid();
        Thread.ofPlatform().daemon().name(name).start(this::receive);
        Thread.ofPlatform().daemon().name(name + "-errors").start(errors);
    }

    private void receive() {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(process.getInputStream()))) {
            Frame frame;
            do {
                frame = Frame.read(in);
                pass(frame);
            } while (!(frame instanceof Frame.Gone));
        } catch (IOException e) {
            log.warn("Parser {} cannot be understood, and is killed: {}", process.pid(), e.toString());
            isGarbled = true;
            process.destroyForcibly();
            pass(new Frame.Gone());
        }
    }

    /** Waits until there is room, or nobody is left to take it. */
    private void pass(Frame frame) {
        boolean isPassed = false;
        try {
            while (!isPassed && !isClosed) {
                isPassed = frames.offer(frame, 100, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits until it can read documents.
     *
     * @throws IOException if it does not get so far
     */
    void awaitReady(Duration limit) throws IOException, InterruptedException {
        Frame first = frames.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
        if (!(first instanceof Frame.Ready)) {
            String how = process.waitFor(DEATH) ? "ended with " + process.exitValue() : "said nothing";
            throw new IOException("A parser did not start but " + how + "; it wrote: " + errors.last());
        }
    }

    /**
     * Has a document read.
     *
     * @param limit how long that may take
     * @throws StoppedExtractionException if the document has cost the parser its life
     * @throws UnreadableSourceException if the document is at fault
     * @throws NoParserException if the parser had died before
     * @throws IOException if reading it failed for another reason
     */
    Extraction read(Job job, DataSink sink, Duration limit) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            new Frame.Read(Wire.CONTROL.writeValueAsBytes(job)).write(jobs);
        } catch (IOException e) {
            throw new NoParserException("Parser " + process.pid() + " died before it had the document: " + e);
        }
        OutputStream data = OutputStream.nullOutputStream();
        while (true) {
            Frame frame = frames.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (frame == null || System.nanoTime() > deadline) {
                throw over(StoppedExtractionException.late(limit));
            }
            long begun = System.nanoTime();
            switch (frame) {
                case Frame.Opened(boolean records) -> data = records ? sink.recordBytes() : sink.documentBytes();
                case Frame.Data(byte[] bytes) -> data.write(bytes);
                case Frame.Progress(long done, long total) -> sink.progress(done, total);
                case Frame.Done(byte[] extraction) -> {
                    return Wire.PAYLOAD.readValue(extraction, Extraction.class);
                }
                case Frame.Failed(byte[] failure) ->
                    throw Wire.CONTROL.readValue(failure, Failure.class).raise();
                case Frame.Gone() -> throw died();
                default -> throw new IOException("A parser said something at the wrong time: " + frame.getClass());
            }
            // That a database stands still is not the document's fault.
            deadline += Math.max(0, System.nanoTime() - begun - STANDSTILL.toNanos());
        }
    }

    /** Its output has ended: so has the process, or it is of no use. */
    private IOException died() throws InterruptedException {
        boolean hasEnded = process.waitFor(DEATH);
        if (!hasEnded) {
            throw over(new StoppedExtractionException(Reason.PARSER_DIED, "its parser fell silent"));
        }
        int exit = process.exitValue();
        if (exit == KILLED && !isGarbled) {
            // Nobody here did it: most likely the kernel, for want of memory, whoever has used it up.
            return new IOException("The parser was killed from outside (exit code " + exit + ")");
        }
        throw over(
                exit == OUT_OF_MEMORY
                        ? new StoppedExtractionException(
                                Reason.MEMORY_LIMIT_EXCEEDED,
                                "it takes more memory than a parser has (extraction.heap, " + heap.toMegabytes()
                                        + " MB)")
                        : new StoppedExtractionException(
                                Reason.PARSER_DIED, "its parser died over it (exit code " + exit + ")"));
    }

    private StoppedExtractionException over(StoppedExtractionException why) {
        log.warn("Parser {} is over: {} It wrote: {}", process.pid(), why.getMessage(), errors.last());
        return why;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    boolean hasHeap(DataSize wanted) {
        return heap.equals(wanted);
    }

    long pid() {
        return process.pid();
    }

    /** Is complete when the process has ended. */
    CompletableFuture<?> end() {
        return process.onExit();
    }

    /** Kills it, and removes what it has left. */
    @Override
    public void close() throws IOException {
        isClosed = true;
        process.destroyForcibly();
        try {
            process.waitFor(DEATH);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        FileSystemUtils.deleteRecursively(temporary);
    }
}
