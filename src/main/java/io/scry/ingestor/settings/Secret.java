package io.scry.ingestor.settings;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a record component whose value nobody may read: a password, a key, an address with credentials.
 *
 * <p>Errors say {@code (hidden)} instead of the value. The record's own {@code toString} is not changed by this.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Secret {}
