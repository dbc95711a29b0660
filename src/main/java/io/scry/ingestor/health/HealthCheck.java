package io.scry.ingestor.health;

/**
 * Finds out how a component is. Every bean of this type becomes a component.
 *
 * <p>It is called on a virtual thread, never twice at once, and interrupted when {@code health.timeout} has passed.
 * Whatever it throws makes the component unhealthy.
 */
public interface HealthCheck {

    /** The component's name, unique in the process; its form is that of {@link HealthChecks#register}. */
    String name();

    /** Looks at the component itself, or at the pool through which the service uses it. */
    CheckResult check() throws Exception;
}
