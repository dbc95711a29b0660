package io.scry.ingestor.adapter.pdf;

import java.io.IOException;

/** Says for people what a parser stumbled over. */
final class Fault {

    private static final int LENGTH = 200;

    private Fault() {}

    static String describe(Throwable failure) {
        String message = failure.getMessage();
        if (failure instanceof StackOverflowError) {
            return "it is nested too deeply";
        }
        // Only what the parser itself says of the content is shown: the system's own messages name files.
        if (failure.getClass() == IOException.class && message != null && !message.contains("/")) {
            String clean = CleanText.value(message).replaceAll("\\p{Cntrl}+", " ");
            return clean.length() > LENGTH ? clean.substring(0, LENGTH) + "…" : clean;
        }
        return "its structure is broken (" + failure.getClass().getSimpleName() + ")";
    }
}
