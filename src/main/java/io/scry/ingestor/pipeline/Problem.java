package io.scry.ingestor.pipeline;

import io.scry.ingestor.adapter.UnavailableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.isolation.StoppedExtractionException;
import java.util.Arrays;
import java.util.Locale;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Why an attempt failed, in the words of RFC 9457.
 *
 * @param name the last part of its type, for programs
 * @param status the HTTP status that a waiting caller gets
 * @param transientFault whether it can pass by itself
 */
record Problem(String name, String title, int status, String detail, boolean transientFault) {

    static final String TYPE = "urn:scry:problem:";

    private static final int UNPROCESSABLE = 422;
    private static final String QUARANTINED = "quarantined";

    static Problem of(UnreadableSourceException unreadable) {
        return new Problem(
                name(unreadable.reason()),
                title(unreadable.reason()),
                UNPROCESSABLE,
                String.valueOf(unreadable.getMessage()),
                false);
    }

    private static String title(UnreadableSourceException.Reason reason) {
        return switch (reason) {
            case EMPTY -> "The source is empty";
            case WRONG_TYPE -> "The source is of another kind";
            case DAMAGED -> "The source is damaged";
            case WRONG_ENCODING -> "The source is in another encoding";
            case PASSWORD_REQUIRED -> "The source is protected by a password";
            case LIMIT_EXCEEDED -> "The source exceeds a limit";
            case UNSUPPORTED -> "The source asks for something that is not supported";
            case FORBIDDEN_ADDRESS -> "The address may not be fetched";
            case UNREACHABLE -> "The server cannot be reached";
            case REFUSED_BY_SERVER -> "The server refused";
        };
    }

    /** Once may have been bad luck, or another one's fault; twice is the document's own. */
    static Problem of(StoppedExtractionException stopped, boolean wasStoppedBefore) {
        return wasStoppedBefore
                ? new Problem(
                        QUARANTINED,
                        "The source is quarantined",
                        UNPROCESSABLE,
                        stopped.getMessage()
                                + " It was stopped before, so it is not read again unless an admin retries it.",
                        false)
                : new Problem(
                        name(stopped.reason()),
                        "The reading of the source was stopped",
                        UNPROCESSABLE,
                        String.valueOf(stopped.getMessage()),
                        true);
    }

    /** Whether an attempt that failed with a problem of this type was stopped. */
    static boolean isStop(String type) {
        return type.equals(TYPE + QUARANTINED)
                || Arrays.stream(StoppedExtractionException.Reason.values())
                        .anyMatch(reason -> type.equals(TYPE + name(reason)));
    }

    private static String name(Enum<?> reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Problem passing(Exception cause) {
        if (cause instanceof UnavailableSourceException) {
            return new Problem(
                    "source-unavailable", "The source cannot be had", 503, String.valueOf(cause.getMessage()), true);
        }
        return new Problem(
                "temporarily-unavailable",
                "Something that the ingestion needs is away",
                503,
                "The ingestion could not be finished because of a fault that should pass ("
                        + cause.getClass().getSimpleName() + "). Retry it later.",
                true);
    }

    static Problem internal(String correlationId) {
        return new Problem(
                "internal-error",
                "The service failed",
                500,
                "The service could not read this source because of a fault of its own. Report it with the correlation id "
                        + correlationId + "; the source is kept and can be retried.",
                false);
    }

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", TYPE + name)
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
    }
}
