package io.scry.ingestor.adapter.rest;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the next answer is found.
 *
 * @param cursorPath a JSON Pointer to the cursor, or to the next URL
 * @param cursorParam the parameter that takes the cursor; empty if the cursor is the next URL
 * @param pageParam the parameter that takes the number of the page
 * @param firstPage the number of the first page
 * @param offsetParam the parameter that takes the number of records so far
 * @param sizeParam the parameter that takes the size of a page; empty to leave that to the server
 * @param size the size of a page
 * @param bodyPath a JSON Pointer to what takes the cursor, page or offset in the body, in place of the parameter
 */
record Pagination(
        @DefaultValue("none") @NotNull Type type,

        @DefaultValue("") @NotNull @Pattern(regexp = RestOptions.POINTER)
        String cursorPath,

        @DefaultValue("") @NotNull String cursorParam,
        @DefaultValue("page") @NotBlank String pageParam,
        @DefaultValue("1") @Min(0) @Max(1_000_000) int firstPage,
        @DefaultValue("offset") @NotBlank String offsetParam,
        @DefaultValue("") @NotNull String sizeParam,
        @DefaultValue("100") @Min(1) @Max(1_000_000) int size,

        @DefaultValue("") @NotNull @Pattern(regexp = RestOptions.POINTER)
        String bodyPath) {

    /** Refuses a cursor that is nowhere. */
    Pagination {
        if (type == Type.CURSOR && cursorPath.isEmpty()) {
            throw new IllegalArgumentException("needs cursor_path, which says where in the answer the cursor is");
        }
        if (!bodyPath.isEmpty() && (type == Type.NONE || type == Type.LINK)) {
            throw new IllegalArgumentException("body_path goes with the types cursor, page and offset");
        }
    }

    /** How the next answer is found. */
    enum Type {
        /** There is one answer. */
        NONE,
        /** By the header Link with rel="next" (RFC 8288). */
        LINK,
        /** By a value in the answer. */
        CURSOR,
        /** By counting pages. */
        PAGE,
        /** By counting records. */
        OFFSET;

        boolean isCounted() {
            return this == PAGE || this == OFFSET;
        }
    }
}
