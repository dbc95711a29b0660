package io.scry.ingestor.isolation;

import io.scry.ingestor.adapter.Adapter;
import io.scry.ingestor.adapter.Extraction;
import io.scry.ingestor.adapter.UnreadableSourceException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The main class of a process that reads documents: one at a time, asked for on its standard input. It ends when that
 * does, so that none outlives the service, however that ended.
 */
public final class Parser {

    private static final int BUFFER = 64 * 1024;
    /** As the virtual machine itself ends if it is told to exit for want of memory. */
    private static final int OUT_OF_MEMORY = 3;

    private final DataOutputStream out;
    private final Map<String, Adapter<?>> adapters = new HashMap<>();

    private Parser(DataOutputStream out) {
        this.out = out;
    }

    /** Serves until its standard input ends. */
    public static void main(String[] args) throws IOException {
        DataOutputStream out = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
        // What a library prints must not get between the frames.
        System.setOut(System.err);
        leaveSignalsToTheService();
        offerItselfToTheKernel();
        new Parser(out).serve(new DataInputStream(System.in));
    }

    /** A terminal sends them to all of its processes; this one's end is for the service to decide. */
    private static void leaveSignalsToTheService() {
        for (String name : new String[] {"INT", "TERM", "HUP"}) {
            Signal.handle(new Signal(name), SignalHandler.SIG_IGN);
        }
    }

    /** If memory runs out, the kernel shall take a parser and not the service. Other systems have no such file. */
    private static void offerItselfToTheKernel() {
        Path score = Path.of("/proc/self/oom_score_adj");
        try {
            Files.writeString(score, "1000", StandardOpenOption.WRITE);
        } catch (IOException e) {
            System.err.println("This process cannot offer itself to the kernel: " + e);
        }
    }

    /** Reads on while a document is read, and so notices the service's end whatever the document does. */
    private void serve(DataInputStream in) throws IOException {
        new Frame.Ready().write(out);
        while (Frame.read(in) instanceof Frame.Read(byte[] job)) {
            Thread.ofPlatform().name("parser").start(() -> answer(job));
        }
        Runtime.getRuntime().halt(0);
    }

    /** Boundary: whatever comes of it is told. */
    private void answer(byte[] job) {
        try {
            tell(frame(job));
        } catch (OutOfMemoryError e) {
            Runtime.getRuntime().halt(OUT_OF_MEMORY);
        } catch (Throwable e) {
            // Nobody can be told, or half of a frame was said.
            Runtime.getRuntime().halt(1);
        }
    }

    private Frame frame(byte[] job) {
        try {
            return done(extract(Wire.CONTROL.readValue(job, Job.class)));
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (Exception | Error e) { // Boundary: it is thrown again in the service.
            return new Frame.Failed(Wire.CONTROL.writeValueAsBytes(Failure.of(e)));
        }
    }

    private static Frame done(Extraction extraction) {
        byte[] json = Wire.PAYLOAD.writeValueAsBytes(extraction);
        if (json.length > Frame.MOST) {
            throw new UnreadableSourceException(
                    UnreadableSourceException.Reason.LIMIT_EXCEEDED,
                    "The source's metadata are larger than " + Frame.MOST + " bytes");
        }
        return new Frame.Done(json);
    }

    private Extraction extract(Job job) throws IOException, InterruptedException {
        return extract(adapters.computeIfAbsent(job.adapter(), Parser::adapter), job);
    }

    private <O extends Record> Extraction extract(Adapter<O> adapter, Job job)
            throws IOException, InterruptedException {
        O options = Wire.CONTROL.treeToValue(job.options(), adapter.options());
        ParserOutput output = new ParserOutput(this::tellUnchecked, BUFFER);
        Extraction extraction = adapter.extract(job.document(), options, output);
        output.close();
        return extraction;
    }

    private static Adapter<?> adapter(String name) {
        try {
            Constructor<?> constructor = Class.forName(name).getDeclaredConstructor();
            constructor.setAccessible(true);
            return (Adapter<?>) constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(name + " is no adapter with a constructor without parameters", e);
        }
    }

    private synchronized void tell(Frame frame) throws IOException {
        try {
            frame.write(out);
        } catch (StackOverflowError e) {
            // Half of a frame was said; nothing after it would be understood.
            Runtime.getRuntime().halt(1);
        }
    }

    private void tellUnchecked(Frame frame) {
        try {
            tell(frame);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
