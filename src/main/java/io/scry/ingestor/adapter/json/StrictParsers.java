package io.scry.ingestor.adapter.json;

import java.io.Reader;
import tools.jackson.core.ErrorReportConfiguration;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** Opens parsers that keep to RFC 8259 and to the limits. */
final class StrictParsers {

    private static final int LONGEST_TOKEN_SHOWN = 40;

    private StrictParsers() {}

    static JsonParser open(Reader reader, JsonOptions options) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(options.maxDepth())
                        .maxStringLength(options.maxStringLength())
                        .maxNumberLength(options.maxNumberLength())
                        .maxNameLength(options.maxNameLength())
                        .build())
                .errorReportConfiguration(ErrorReportConfiguration.builder()
                        .maxErrorTokenLength(LONGEST_TOKEN_SHOWN)
                        .build())
                // Names that were made to collide slow the parser's table down; they are not an error of the text.
                .disable(TokenStreamFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
                .build()
                .createParser(ObjectReadContext.empty(), reader);
    }
}
