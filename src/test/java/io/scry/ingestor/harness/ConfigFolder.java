package io.scry.ingestor.harness;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A copy of the shipped configuration that a test may change while a service runs on it. */
public record ConfigFolder(Path path) {

    /** Copies the shipped files into an empty directory. */
    public static ConfigFolder in(Path empty) throws IOException {
        try (DirectoryStream<Path> shipped = Files.newDirectoryStream(Path.of("config"), "*.yaml")) {
            for (Path file : shipped) {
                Files.copy(file, empty.resolve(file.getFileName()));
            }
        }
        return new ConfigFolder(empty);
    }

    /** Says what is different in development, where tests run; as an editor does that writes beside and renames. */
    public ConfigFolder development(String yaml) throws IOException {
        return write("settings.development.yaml", yaml);
    }

    /** Replaces a file by one with another content, at once. */
    public ConfigFolder write(String name, String yaml) throws IOException {
        Path beside = Files.createTempFile(path, "." + name, ".tmp");
        Files.writeString(beside, yaml);
        Files.move(beside, path.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return this;
    }

    /** Puts the shipped file back. */
    public ConfigFolder restore(String name) throws IOException {
        return write(name, Files.readString(Path.of("config", name)));
    }
}
