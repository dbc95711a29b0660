package io.scry.ingestor.web;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A key: {@code name:secret}, or {@code name:sha256:} and the SHA-256 of the secret in hexadecimal digits. */
@Pattern(
        regexp = "(?s)[A-Za-z0-9._-]{1,64}:.*",
        message = "must be name:secret, with a name of 1 to 64 letters, digits and . _ -")
@Pattern(regexp = "(?s)[^:]*(:.{12,})?", message = "must have a secret of 12 characters or more")
@Pattern(
        regexp = "(?s)[^:]*(:[\\x21-\\x7e]*)?",
        message = "must have a secret of printable ASCII characters, without spaces and control characters")
@Pattern(
        regexp = "(?s)(?![^:]*:sha256:).*|[^:]*:sha256:[0-9a-fA-F]{64}",
        message = "must have 64 hexadecimal digits after sha256:")
@Constraint(validatedBy = {})
@Target(ElementType.TYPE_USE)
@Retention(RetentionPolicy.RUNTIME)
@interface KeyForm {

    /** Each of the patterns has one of its own. */
    String message() default "must be a key";

    /** Not used. */
    Class<?>[] groups() default {};

    /** Not used. */
    Class<? extends Payload>[] payload() default {};
}
