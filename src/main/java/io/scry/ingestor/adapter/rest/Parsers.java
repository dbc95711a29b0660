package io.scry.ingestor.adapter.rest;

import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.ErrorReportConfiguration;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** Opens parsers that keep to RFC 8259 and to the limits. */
final class Parsers {

    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*+charset\\s*+=\\s*+\"?([^\\s;\"]++)");
    private static final int LONGEST_NUMBER = 1000;
    private static final int LONGEST_TOKEN_SHOWN = 40;

    private Parsers() {}

    /** JSON is UTF-8, or shows by its first bytes what it is; only another charset has to be told. */
    static JsonParser open(InputStream body, @Nullable String contentType, RestOptions options) {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(options.maxDepth())
                        .maxStringLength(options.maxStringLength())
                        .maxNumberLength(LONGEST_NUMBER)
                        .build())
                .errorReportConfiguration(ErrorReportConfiguration.builder()
                        .maxErrorTokenLength(LONGEST_TOKEN_SHOWN)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(TokenStreamFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
                .build();
        Charset charset = charset(contentType);
        return charset == null
                ? factory.createParser(ObjectReadContext.empty(), body)
                : factory.createParser(ObjectReadContext.empty(), new InputStreamReader(body, charset.newDecoder()));
    }

    /** The charset that a media type names, if it is not one that shows by itself. */
    private static @Nullable Charset charset(@Nullable String contentType) {
        Matcher named = CHARSET.matcher(contentType == null ? "" : contentType);
        if (!named.find()) {
            return null;
        }
        try {
            Charset charset = Charset.forName(named.group(1));
            boolean shows = charset.name().startsWith("UTF-") || charset.equals(StandardCharsets.US_ASCII);
            return shows ? null : charset;
        } catch (IllegalArgumentException e) {
            throw new UnreadableSourceException(
                    Reason.WRONG_ENCODING, "The server names a charset that is not known for its answer.", e);
        }
    }
}
