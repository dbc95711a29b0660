package io.scry.ingestor;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.Signals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ends a service and its servers in every way there is, and looks for what is left. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "a terminal is imitated with setsid")
class StopIT {

    private static final Duration LIMIT_OF_STOP = Duration.ofSeconds(15);
    private static final String STOPPED = "Kafka, Redis and PostgreSQL have stopped.";

    @TempDir
    private Path directory;

    @Test
    void stopsTheServiceBeforeItsServersOnInterruptFromTheTerminal() throws Exception {
        try (Run run = Run.start(directory)) {
            Signals.send(-run.parent().pid(), "INT");
            run.awaitNothingLeft();
            assertThat(run.output()).containsSubsequence(FakeService.CLOSED, STOPPED);
        }
    }

    @Test
    void stopsInOrderWhenTheTerminalCloses() throws Exception {
        try (Run run = Run.start(directory)) {
            Signals.send(-run.parent().pid(), "HUP");
            run.awaitNothingLeft();
            assertThat(run.output()).containsSubsequence(FakeService.CLOSED, STOPPED);
        }
    }

    @Test
    void stopsInOrderOnTermination() throws Exception {
        try (Run run = Run.start(directory)) {
            Signals.send(run.service(), "TERM");
            run.awaitNothingLeft();
            assertThat(run.output()).containsSubsequence(FakeService.CLOSED, STOPPED);
        }
    }

    @Test
    void stopsInOrderWhenItsParentIsKilled() throws Exception {
        try (Run run = Run.start(directory)) {
            Signals.send(run.parent().pid(), "KILL");
            run.awaitNothingLeft();
            assertThat(run.output()).containsSubsequence(FakeService.CLOSED, STOPPED);
        }
    }

    @Test
    void leavesNothingBehindWhenItIsKilled() throws Exception {
        try (Run run = Run.start(directory)) {
            Signals.send(run.service(), "KILL");
            run.awaitNothingLeft();
        }
    }

    @Test
    void leavesNothingBehindWhenTheWholeGroupIsKilled() throws Exception {
        try (Run run = Run.start(directory)) {
            Signals.send(-run.parent().pid(), "KILL");
            run.awaitNothingLeft();
        }
    }

    /** A process group as a terminal would hold it: the service's JVM, and a parent that waits for it as Maven does. */
    private record Run(Process parent, long service, Path data, Path outputFile) implements AutoCloseable {

        private static final Pattern DATA = Pattern.compile(FakeService.DATA + "(\\S+)");
        private static final Pattern READY = Pattern.compile("\\(process (\\d+)\\)");

        static Run start(Path directory) throws IOException, InterruptedException {
            Path outputFile = directory.resolve("output.txt");
            List<String> command = new ArrayList<>(List.of("setsid"));
            command.addAll(Signals.atTheirDefaults());
            command.addAll(List.of("sh", "-c", "\"$@\"; exit $?", "parent"));
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    FakeService.class.getName()));
            Process parent = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(outputFile.toFile())
                    .start();
            Awaitility.await("a banner in " + outputFile)
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> {
                        assertThat(parent.isAlive()).as(() -> text(outputFile)).isTrue();
                        return READY.matcher(text(outputFile)).find();
                    });
            Run run = new Run(
                    parent, Long.parseLong(find(READY, outputFile)), Path.of(find(DATA, outputFile)), outputFile);
            // PostgreSQL, Redis, and the guard.
            assertThat(run.servers()).hasSize(3);
            return run;
        }

        /** Waits until the service, its servers, their guard and their data are gone. */
        void awaitNothingLeft() {
            Awaitility.await("the end of everything").atMost(LIMIT_OF_STOP).untilAsserted(() -> {
                assertThat(ProcessHandle.of(service).filter(Run::runs)).isEmpty();
                assertThat(servers()).isEmpty();
                assertThat(data).doesNotExist();
            });
        }

        String output() {
            return text(outputFile);
        }

        private List<String> servers() {
            return ProcessHandle.allProcesses()
                    .flatMap(process -> process.info().commandLine().stream())
                    .filter(command -> command.contains(data.toString()))
                    .toList();
        }

        // One that has ended and waits for its parent to notice has no program any more.
        private static boolean runs(ProcessHandle process) {
            return process.isAlive() && process.info().command().isPresent();
        }

        private static String find(Pattern pattern, Path file) {
            Matcher matcher = pattern.matcher(text(file));
            assertThat(matcher.find()).isTrue();
            return matcher.group(1);
        }

        private static String text(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            ProcessHandle.of(service).ifPresent(ProcessHandle::destroyForcibly);
            parent.destroyForcibly();
        }
    }
}
