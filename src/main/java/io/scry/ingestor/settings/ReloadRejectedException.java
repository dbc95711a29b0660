package io.scry.ingestor.settings;

/** The settings are not read again: too many wait for that already, or the service stops. Nothing was done. */
public final class ReloadRejectedException extends RuntimeException {

    ReloadRejectedException(String message) {
        super(message);
    }
}
