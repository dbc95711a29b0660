package io.scry.ingestor.submission;

import io.scry.ingestor.settings.ActiveSettings;
import io.scry.ingestor.web.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Files of the machine that may be ingested: those under the allowed roots, and no others. */
@Component
class FileRoots {

    private static final Logger log = LoggerFactory.getLogger(FileRoots.class);

    private final ActiveSettings settings;

    FileRoots(ActiveSettings settings) {
        this.settings = settings;
    }

    /** The real file of a path under a root. All refusals sound alike, so that nobody can feel out what lies elsewhere. */
    Path resolve(String path) {
        List<String> roots = settings.current().get(IngestionSettings.class).fileRoots();
        if (roots.isEmpty()) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN,
                    "file-sources-disabled",
                    "Files of the server cannot be ingested",
                    "No folder is allowed. Upload the file, or have ingestion.file_roots set.");
        }
        for (String root : roots) {
            Path found = under(Path.of(root), path);
            if (found != null) {
                return found;
            }
        }
        throw new ProblemException(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "file-not-found",
                "There is no such file",
                "Under the allowed folders there is no readable file with the path that source_config.path names.");
    }

    private static @Nullable Path under(Path root, String path) {
        try {
            Path realRoot = root.toRealPath();
            Path real = realRoot.resolve(path).toRealPath();
            boolean inside = real.startsWith(realRoot)
                    && Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)
                    && Files.isReadable(real);
            return inside ? real : null;
        } catch (IOException | InvalidPathException e) {
            log.debug("A path is not under a root: {}", e.toString());
            return null;
        }
    }
}
