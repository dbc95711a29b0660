package io.scry.ingestor.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.Submitter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The data of orders as it was streamed back.
 *
 * @param nanos from the request to the last byte, checking included
 */
record Download(long bytes, long nanos) {

    /** One of so many is compared in all its fields. */
    private static final int CHECKED_WHOLLY = 50;

    /** Where a record is from, which an order does not know. */
    private static final String SHEET = "_sheet";

    /** It reads a record and leaves the next one where it is. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Reads them as they come: all ids have to be there in order, and a part of them has to be as sent in all. */
    static Download of(Api api, UUID ingestion, String mediaType, long rows) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        HttpResponse<InputStream> response =
                api.get(Submitter.INGESTIONS + ingestion + "/data", BodyHandlers.ofInputStream(), "Accept", mediaType);
        assertThat(response.statusCode()).isEqualTo(200);
        try (Counter counter = new Counter(response.body());
                JsonParser parser = JSON.createParser(counter)) {
            boolean isArray = !mediaType.endsWith("ndjson");
            if (isArray) {
                assertThat(parser.nextToken()).isEqualTo(JsonToken.START_ARRAY);
            }
            for (long id = 1; id <= rows; id++) {
                check(parser, id, id % CHECKED_WHOLLY == 1 || id == rows);
            }
            assertThat(parser.nextToken()).isEqualTo(isArray ? JsonToken.END_ARRAY : null);
            assertThat(parser.nextToken()).isNull();
            assertThat(counter.lines).as("lines").isEqualTo(isArray ? 0 : rows);
            return new Download(counter.bytes, System.nanoTime() - begun);
        }
    }

    private static void check(JsonParser parser, long id, boolean wholly) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new AssertionError("The data ends before record " + id);
        }
        if (wholly) {
            ObjectNode record = (ObjectNode) JSON.readTree(parser);
            record.remove(SHEET);
            Order.of(id).assertIs(record);
            return;
        }
        parser.nextToken();
        if (parser.currentName().equals(SHEET)) {
            parser.nextToken();
            parser.nextToken();
        }
        if (!parser.currentName().equals("id") || parser.nextLongValue(0) != id) {
            throw new AssertionError("Where record " + id + " should be is another");
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            parser.skipChildren();
        }
    }

    private static final class Counter extends FilterInputStream {

        private long bytes;
        private long lines;

        Counter(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            for (int i = offset; i < offset + count; i++) {
                if (target[i] == '\n') {
                    lines++;
                }
            }
            bytes += Math.max(0, count);
            return count;
        }
    }
}
