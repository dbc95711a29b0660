package io.scry.ingestor.health;

/** Something without which the service is not ready after its start. Every bean of this type counts. */
public interface StartCondition {

    /** Whether it is fulfilled; asked often, so it must not wait. Once all are, none is asked again. */
    boolean isMet();
}
