package io.scry.ingestor.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The engines of {@code bench/python}, each in a Python that has it. */
final class PythonEngine {

    private static final String SCRIPT =
            Path.of("bench", "python", "engines.py").toString();
    /** The system's packages may belong to another Python than the first on the path. */
    private static final List<String> PYTHONS = List.of("python3", "/usr/bin/python3");

    private static final int MISSING = 3;
    private static final int LIMIT_MINUTES = 10;

    private PythonEngine() {}

    /** How often a second it reads the file; empty if it is not here. */
    static Optional<Double> perSecond(String engine, Path file, int seconds) throws IOException, InterruptedException {
        return run(engine, file.toString(), Integer.toString(seconds)).map(Double::parseDouble);
    }

    /** Empty if the engine is not here. */
    static Optional<String> version(String engine) throws IOException, InterruptedException {
        return run("version", engine);
    }

    private static Optional<String> run(String... arguments) throws IOException, InterruptedException {
        for (String python : PYTHONS) {
            Process process;
            try {
                process = new ProcessBuilder(Stream.concat(Stream.of(python, SCRIPT), Stream.of(arguments))
                                .toList())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
            } catch (IOException noPython) {
                continue;
            }
            try {
                // It writes one line, which the pipe takes.
                if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                    throw new IOException(arguments[0] + " still runs after " + LIMIT_MINUTES + " min");
                }
                if (process.exitValue() == 0) {
                    return Optional.of(
                            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
                }
                if (process.exitValue() != MISSING) {
                    throw new IOException(arguments[0] + " ended with " + process.exitValue());
                }
            } finally {
                process.destroyForcibly();
            }
        }
        return Optional.empty();
    }
}
