package io.scry.ingestor.settings;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a record component whose value is only looked at when the service starts. A reload leaves it as it is, says so, and
 * lets everything else take effect.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface RestartOnly {

    /**
     * Whether it counts in the version of the settings. What a process has for itself, such as its port, does not: replicas
     * that differ in nothing else have the same version.
     */
    boolean inVersion() default true;
}
