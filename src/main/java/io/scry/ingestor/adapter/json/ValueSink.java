package io.scry.ingestor.adapter.json;

import tools.jackson.core.JsonToken;

/** What is told the parts of a value, one after the other. */
interface ValueSink {

    /** An array or object begins here. */
    void start(Position position, JsonToken token);

    /** The array or object that began here ends. */
    void end(Position position, JsonToken token);

    /** A string, number, boolean or null stands here; {@code tokens} has its text. */
    void scalar(Position position, JsonToken token, Tokens tokens);
}
