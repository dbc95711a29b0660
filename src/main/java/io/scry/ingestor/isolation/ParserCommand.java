package io.scry.ingestor.isolation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.util.unit.DataSize;

/** How a parser is started: with this process's Java and classes, and limits of its own. */
final class ParserCommand {

    private static final String LAUNCHER = "org.springframework.boot.loader.launch.PropertiesLauncher";

    private ParserCommand() {}

    static List<String> of(DataSize heap, Path temporary) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx" + heap.toKilobytes() + "k",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                // What the machine itself says must not get between the frames.
                "-XX:+DisplayVMOutputToStderr",
                "-XX:MaxMetaspaceSize=96m",
                "-XX:ReservedCodeCacheSize=48m",
                "-XX:MaxDirectMemorySize=16m",
                "-XX:-UsePerfData",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + temporary.resolve("hs_err.log"),
                "-Djava.io.tmpdir=" + temporary,
                "-Djava.awt.headless=true",
                "-Dlogback.configurationFile=parser-logback.xml",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(isPackaged() ? launched() : List.of(Parser.class.getName()));
        return command;
    }

    /** In one file with the libraries inside, which only Boot's own class loader finds. */
    private static boolean isPackaged() {
        return Parser.class.getClassLoader().getClass().getName().startsWith("org.springframework.boot.loader.");
    }

    private static List<String> launched() {
        List<String> command = new ArrayList<>();
        command.add("-Dloader.main=" + Parser.class.getName());
        String extensions = System.getProperty("loader.path");
        if (extensions != null) {
            command.add("-Dloader.path=" + extensions);
        }
        command.add(LAUNCHER);
        return command;
    }
}
