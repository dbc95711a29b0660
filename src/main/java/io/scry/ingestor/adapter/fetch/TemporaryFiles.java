package io.scry.ingestor.adapter.fetch;

import java.io.IOException;
import java.nio.file.Path;

/** Makes the files that answers are put in; they are deleted by who reads them. */
@FunctionalInterface
public interface TemporaryFiles {

    /** A new, empty file. */
    Path create() throws IOException;
}
