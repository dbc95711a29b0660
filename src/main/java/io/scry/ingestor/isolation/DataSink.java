package io.scry.ingestor.isolation;

import io.scry.ingestor.adapter.Output;
import java.io.OutputStream;

/** An output that also takes data which an adapter has written elsewhere: the bytes that its own generators would write. */
public interface DataSink extends Output {

    /** As {@link #records()}, for JSON values in UTF-8 with a line break between them. */
    OutputStream recordBytes();

    /** As {@link #document()}, for one JSON value in UTF-8. */
    OutputStream documentBytes();
}
