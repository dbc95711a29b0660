package io.scry.ingestor.adapter.rest;

import io.scry.ingestor.adapter.Web;
import io.scry.ingestor.settings.Secret;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How an API is asked, how its answers are read, and which rules the data is held to.
 *
 * @param method how it is asked
 * @param headers what is sent along; only the endpoint's own server sees them
 * @param body sent with {@code post}
 * @param bodyType the media type of the body
 * @param auth who asks
 * @param format what an answer is taken for
 * @param recordsPath a JSON Pointer to the array whose elements are the records; empty for the root
 * @param pagination how the next answer is found
 * @param timeout how long one answer may take, to its last byte
 * @param retry when an answer is asked for again
 * @param cacheTtl how old an answer from the cache may be; zero for none
 * @param requiredFields names that every record has
 * @param nonNullFields names whose values are not null where they are there
 * @param uniqueFields names whose scalar values differ between any two records
 * @param minRecords how many records there are at least
 * @param minCompleteness the share (0 to 1) of fields that are there and not null, at least
 * @param maxRecords how many records are read at most; 0 for any number
 * @param maxPages how many answers are asked for at most
 * @param maxDepth how deeply arrays and objects may nest
 * @param maxStringLength the longest string, in UTF-16 code units
 */
record RestOptions(
        @DefaultValue("get") @NotNull RestMethod method,

        @Secret @DefaultValue @NotNull @Size(max = 100)
        Map<
                        @Pattern(regexp = HEADER, message = "must be a header that a request may set") String,
                        @Pattern(regexp = VALUE, message = "must be printable ASCII") String>
                headers,

        @Secret @Nullable @Size(max = 1_000_000) String body,

        @DefaultValue("application/json") @NotNull @Pattern(regexp = VALUE)
        String bodyType,

        @Secret @DefaultValue @NotNull Auth auth,
        @DefaultValue("auto") @NotNull RestFormat format,

        @DefaultValue("") @NotNull @Pattern(regexp = POINTER)
        String recordsPath,

        @DefaultValue @NotNull Pagination pagination,

        @DefaultValue("30s") @NotNull @DurationMin(millis = 10) @DurationMax(minutes = 10)
        Duration timeout,

        @DefaultValue @NotNull Retry retry,

        @DefaultValue("0s") @NotNull @DurationMin(nanos = 0) @DurationMax(days = 1)
        Duration cacheTtl,

        @DefaultValue @NotNull @Size(max = 1000) List<@NotBlank String> requiredFields,

        @DefaultValue @NotNull @Size(max = 1000) List<@NotBlank String> nonNullFields,

        @DefaultValue @NotNull @Size(max = 4) List<@NotBlank String> uniqueFields,

        @DefaultValue("0") @PositiveOrZero long minRecords,

        @DefaultValue("0") @DecimalMin("0") @DecimalMax("1") double minCompleteness,

        @DefaultValue("0") @PositiveOrZero long maxRecords,

        @DefaultValue("1000") @Min(1) @Max(100_000) int maxPages,

        @DefaultValue("200") @Min(1) @Max(500) int maxDepth,

        @DefaultValue("20000000") @Min(1) @Max(100_000_000) int maxStringLength) {

    /** A name of RFC 9110, and none that says how the message itself is sent. */
    static final String HEADER = "(?i)(?!(?:host|content-length|transfer-encoding|connection|te|trailer|upgrade|expect"
            + "|keep-alive|accept-encoding|proxy-.*)$)[!#$%&'*+.^_`|~0-9a-z-]{1,100}";

    static final String VALUE = "[\\x20-\\x7e]{0,8000}";
    /** A JSON Pointer (RFC 6901); without a group that is repeated, for which the JDK takes a stack as deep as the text. */
    static final String POINTER = "(?![\\s\\S]*~([^01]|$))(/[\\s\\S]*)?";

    /** How an API is asked. */
    enum RestMethod {
        GET,
        POST;

        Web.Method method() {
            return this == GET ? Web.Method.GET : Web.Method.POST;
        }
    }

    /** What an answer is taken for. */
    enum RestFormat {
        /** An array, or whatever records_path names, is records; JSON Lines by their media type; else it is a document. */
        AUTO,
        /** One array, each element of which is a record. */
        RECORDS,
        /** One JSON value, of whatever type. */
        DOCUMENT,
        /** JSON Lines: one value a line, each a record. */
        NDJSON
    }

    /**
     * When an answer is asked for again.
     *
     * @param maxAttempts how often in all
     * @param initialDelay before the second attempt; each further pause is twice as long
     * @param maxDelay no pause is longer
     */
    record Retry(
            @DefaultValue("3") @Min(1) @Max(10) int maxAttempts,

            @DefaultValue("500ms") @NotNull @DurationMin(millis = 1) @DurationMax(minutes = 1)
            Duration initialDelay,

            @DefaultValue("10s") @NotNull @DurationMin(millis = 1) @DurationMax(minutes = 1)
            Duration maxDelay) {}

    @AssertTrue(message = "pagination.body_path needs method post and a body")
    boolean isBodyForPagesSent() {
        return pagination.bodyPath().isEmpty() || (method == RestMethod.POST && body != null);
    }

    Web.Terms terms() {
        return new Web.Terms(timeout, retry.maxAttempts, retry.initialDelay, retry.maxDelay, cacheTtl);
    }

    /** Only what may be seen. */
    @Override
    public String toString() {
        return "RestOptions[method=" + method + ", format=" + format + ", pagination=" + pagination + "]";
    }
}
