package io.scry.ingestor.pipeline;

import io.scry.ingestor.adapter.TemporaryFile;
import io.scry.ingestor.records.Ingestion;
import io.scry.ingestor.records.Sources;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/** Local copies of sources, each for as long as it is read. */
@Component
class SourceFiles {

    private static final Logger log = LoggerFactory.getLogger(SourceFiles.class);

    private final Sources sources;
    private final Path directory = Path.of(System.getProperty("java.io.tmpdir"));

    SourceFiles(Sources sources) throws IOException {
        this.sources = sources;
        removeLeftovers();
    }

    /** A copy that is deleted when it is closed. */
    record Copy(Path file) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            Files.deleteIfExists(file);
        }
    }

    /** A new, empty file, to be deleted by who has asked for it. */
    Path create() throws IOException {
        return TemporaryFile.create();
    }

    Copy copy(Ingestion ingestion) throws IOException {
        Copy copy = new Copy(create());
        try (InputStream bytes = sources.open(ingestion)) {
            Files.copy(bytes, copy.file(), StandardCopyOption.REPLACE_EXISTING);
            return copy;
        } catch (IOException | RuntimeException e) {
            copy.close();
            throw e;
        }
    }

    /** A process that was killed could not delete its copies. */
    private void removeLeftovers() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, TemporaryFile.PREFIX + "*")) {
            for (Path file : files) {
                if (TemporaryFile.isLeftover(file)) {
                    remove(file);
                }
            }
        }
    }

    private static void remove(Path leftover) {
        log.info("Removing {}, which a process that is gone has left", leftover);
        try {
            FileSystemUtils.deleteRecursively(leftover);
        } catch (IOException e) {
            log.warn("{} cannot be removed; remove it by hand: {}", leftover, e.toString());
        }
    }
}
