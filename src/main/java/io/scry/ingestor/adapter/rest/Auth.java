package io.scry.ingestor.adapter.rest;

import io.scry.ingestor.settings.Secret;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who asks.
 *
 * @param header the header of the key
 */
record Auth(
        @DefaultValue("none") @NotNull Type type,
        @Secret @Nullable String username,
        @Secret @Nullable String password,

        @Secret @Nullable @Pattern(regexp = RestOptions.VALUE)
        String token,

        @DefaultValue("X-API-Key") @NotNull @Pattern(regexp = RestOptions.HEADER)
        String header,

        @Secret @Nullable @Pattern(regexp = RestOptions.VALUE)
        String key) {

    /** How who asks shows who it is. */
    enum Type {
        NONE,
        /** User and password. */
        BASIC,
        /** A token, as OAuth 2 has it. */
        BEARER,
        /** A key in a header of any name. */
        HEADER
    }

    @AssertTrue(message = "type basic needs username and password")
    boolean isUserKnown() {
        return type != Type.BASIC || (username != null && password != null);
    }

    @AssertTrue(message = "type bearer needs token")
    boolean isTokenKnown() {
        return type != Type.BEARER || token != null;
    }

    @AssertTrue(message = "type header needs key")
    boolean isKeyKnown() {
        return type != Type.HEADER || key != null;
    }

    /** Only what may be seen. */
    @Override
    public String toString() {
        return "Auth[" + type + "]";
    }
}
