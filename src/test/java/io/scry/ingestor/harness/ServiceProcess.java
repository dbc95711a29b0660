package io.scry.ingestor.harness;

import io.scry.ingestor.devservices.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The packaged service as a process of its own. What it writes goes to a file below {@code target/service-logs}. */
public final class ServiceProcess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceProcess.class);
    private static final Path LOGS = Path.of("target", "service-logs");
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** Of 64 KiB, which are Linux's. */
    private static final int PIPE_FULL = 60_000;

    private static final int TAIL_LENGTH = 4000;

    private final Process process;
    private final Path log;
    private final URI baseUrl;

    private ServiceProcess(Process process, Path log, URI baseUrl) {
        this.process = process;
        this.log = log;
        this.baseUrl = baseUrl;
    }

    /**
     * Starts the packaged service, {@linkplain Installation installed}, with the JDK of this JVM.
     *
     * @param environment its whole environment but for {@code PATH} and {@code HOME}; {@code SCRY_PORT} and
     *     {@code SCRY_CONFIG_DIR} are added if absent
     */
    public static ServiceProcess start(Map<String, String> environment, String... jvmOptions)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(jvmOptions));
        arguments.addAll(Installation.arguments());
        return startJava(arguments, environment);
    }

    /** The same on one of the machine's processors, where {@code taskset} is there; the JVM sees one either way. */
    public static ServiceProcess startOnOneProcessor(Map<String, String> environment, String... jvmOptions)
            throws IOException, InterruptedException {
        List<String> prefix = new ArrayList<>(Signals.atTheirDefaults());
        if (Files.isExecutable(Path.of("/usr/bin/taskset"))) {
            prefix.addAll(List.of("taskset", "-c", "0"));
        }
        List<String> arguments = new ArrayList<>(List.of("-XX:ActiveProcessorCount=1"));
        arguments.addAll(List.of(jvmOptions));
        arguments.addAll(Installation.arguments());
        return start(prefix, arguments, environment);
    }

    /** Starts the packaged service within limits. */
    public static ServiceProcess startWithin(PodLimits limits, Map<String, String> environment, String... jvmOptions)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of(jvmOptions));
        arguments.addAll(Installation.arguments());
        return start(limits.prefix(), arguments, environment);
    }

    /** Starts it with the classes of a folder beside its own. */
    public static ServiceProcess startExtended(Path extension, Map<String, String> environment)
            throws IOException, InterruptedException {
        String loader = "org.springframework.boot.loader.launch.PropertiesLauncher";
        String jar = jar(Path.of("target")).toString();
        return startJava(List.of("-Dloader.path=" + extension, "-cp", jar, loader), environment);
    }

    /** Starts the packaged service with a signal ignored, which {@code env} has to be able to do. */
    public static ServiceProcess startIgnoring(String signal, Map<String, String> environment)
            throws IOException, InterruptedException {
        List<String> prefix = List.of("env", "--default-signal", "--ignore-signal=" + signal);
        return start(prefix, Installation.arguments(), environment);
    }

    /** Starts the JDK of this JVM with any arguments, and the environment as in {@link #start}. */
    public static ServiceProcess startJava(List<String> arguments, Map<String, String> environment)
            throws IOException, InterruptedException {
        return start(Signals.atTheirDefaults(), arguments, environment);
    }

    /** Starts the packaged service so that nobody reads what it writes, and returns when it can write no more. */
    public static ServiceProcess startWithoutReader(Map<String, String> environment)
            throws IOException, InterruptedException {
        ServiceProcess service =
                start(Signals.atTheirDefaults(), Installation.arguments(), environment, ProcessBuilder.Redirect.PIPE);
        InputStream output = service.process.getInputStream();
        AtomicBoolean isReady = new AtomicBoolean();
        Thread.ofPlatform().daemon().name("service-output").start(() -> readUntil(isReady, output));
        service.awaitListening(PATIENCE);
        isReady.set(true);
        try (Api api = new Api(service.baseUrl)) {
            Awaitility.await("a full pipe").atMost(PATIENCE).pollInterval(POLL).until(() -> {
                talks(api);
                return output.available() > PIPE_FULL;
            });
        }
        return service;
    }

    private static void readUntil(AtomicBoolean isOver, InputStream output) {
        byte[] buffer = new byte[1024];
        try {
            while (!isOver.get() && output.read(buffer) >= 0) {
                // What it writes is of no interest.
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has it write something; once it can write no more it does not answer. */
    private static void talks(Api api) throws InterruptedException {
        try {
            api.getWithin(1, "/api/v1/ingestions");
        } catch (IOException full) {
            LOG.debug("The service does not answer", full);
        }
    }

    private static ServiceProcess start(List<String> prefix, List<String> arguments, Map<String, String> environment)
            throws IOException {
        return start(prefix, arguments, environment, null);
    }

    private static ServiceProcess start(
            List<String> prefix,
            List<String> arguments,
            Map<String, String> environment,
            ProcessBuilder.@Nullable Redirect output)
            throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        Files.createDirectories(LOGS);
        Path log = Files.createTempFile(LOGS, "service-", ".log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(output == null ? ProcessBuilder.Redirect.to(log.toFile()) : output);
        Map<String, String> whole = builder.environment();
        whole.keySet().retainAll(List.of("PATH", "HOME"));
        whole.put("SCRY_CONFIG_DIR", Path.of("config").toAbsolutePath().toString());
        whole.put("SCRY_PORT", Integer.toString(Ports.free()));
        whole.putAll(environment);
        Process process = builder.start();
        // For whoever ends this JVM before it can close what it has started.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new ServiceProcess(process, log, URI.create("http://127.0.0.1:" + whole.get("SCRY_PORT")));
    }

    static Path jar(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(directory, "scry-ingestor-*.jar")) {
                for (Path jar : jars) {
                    return jar;
                }
            }
        }
        throw new IOException("There is no packaged service in " + directory + "; run ./mvnw package first");
    }

    public URI baseUrl() {
        return baseUrl;
    }

    public long pid() {
        return process.pid();
    }

    /** How long it has used processors so far, all of them together; zero where the system does not tell. */
    public Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** All that it has written so far. */
    public String log() throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    /** Waits until it is ready, or works with a limp. */
    public ServiceProcess awaitListening(Duration limit) {
        return awaitListening("/ready?strict=true", limit);
    }

    /** Waits until a path answers 200, and fails as soon as the process ends. */
    public ServiceProcess awaitListening(String path, Duration limit) {
        try (Api api = new Api(baseUrl)) {
            Awaitility.await().atMost(limit).pollInterval(POLL).until(() -> answers(api, path));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    path + " does not answer 200 after " + limit + "; the service wrote\n" + tail(), e);
        }
        return this;
    }

    /** SIGKILL. */
    public void kill9() throws IOException, InterruptedException {
        signal("KILL");
    }

    /** SIGTERM. */
    public void terminate() throws IOException, InterruptedException {
        signal("TERM");
    }

    /** Stops it from running, as if the machine had frozen. */
    public void suspend() throws IOException, InterruptedException {
        signal("STOP");
    }

    public void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    /** Sends a signal by its name, {@code INT} for example. */
    public void signal(String name) throws IOException, InterruptedException {
        Signals.send(pid(), name);
    }

    /** Waits for the end of the process and returns its exit code, 128 and the signal's number if a signal ended it. */
    public int awaitExit(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit)) {
            throw new AssertionError("The service still runs after " + limit + "; it wrote\n" + tail());
        }
        return process.exitValue();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    private boolean answers(Api api, String path) throws InterruptedException {
        if (!process.isAlive()) {
            throw new AssertionError("The service ended with " + process.exitValue() + " and wrote\n" + tail());
        }
        try {
            return api.get(path).status() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private String tail() {
        try {
            String text = log();
            return text.substring(Math.max(0, text.length() - TAIL_LENGTH));
        } catch (IOException e) {
            return "what cannot be read: " + e.getMessage();
        }
    }

    /** Kills it if it still runs. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
