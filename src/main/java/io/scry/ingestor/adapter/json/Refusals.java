package io.scry.ingestor.adapter.json;

import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.io.ContentReference;

/** Puts what the parser complains of into words for whoever sent the source. */
final class Refusals {

    private static final int LONGEST = 200;
    private static final String END_OF_INPUT = "Unexpected end-of-input";

    /** What the parser says to programmers: its switches, its list of value types, where it hides the source. */
    private static final Pattern NOISE = Pattern.compile(": enable `.*|: maybe a \\(non-standard\\) comment.*"
            + "| \\(for (Object|Array) starting at .*| ?\\(JSON String.*| \\(code \\d+\\)|: was expecting \\(.*");

    private static final Pattern CONTROL = Pattern.compile("\\(+CTRL-CHAR, code (\\d+)\\)+");

    private Refusals() {}

    static UnreadableSourceException of(JacksonException problem, JsonParser parser, JsonOptions options) {
        if (problem instanceof StreamConstraintsException) {
            return new UnreadableSourceException(
                    Reason.LIMIT_EXCEEDED,
                    limit(problem, options) + ", " + place(parser.currentLocation()) + ".",
                    problem);
        }
        if (endsTooEarly(problem)) {
            return new UnreadableSourceException(Reason.DAMAGED, cutOff(parser), problem);
        }
        TokenStreamLocation location = problem.getLocation() == null ? parser.currentLocation() : problem.getLocation();
        return new UnreadableSourceException(
                Reason.DAMAGED, "Not valid JSON at " + place(location) + ": " + words(problem), problem);
    }

    /** Whether the text ends before its value does. */
    static boolean endsTooEarly(JacksonException problem) {
        return problem instanceof UnexpectedEndOfInputException
                || problem.getOriginalMessage().startsWith(END_OF_INPUT);
    }

    static String place(TokenStreamLocation location) {
        return "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String cutOff(JsonParser parser) {
        TokenStreamContext open = parser.streamReadContext();
        if (open.inRoot()) {
            return "The JSON ends at " + place(parser.currentLocation())
                    + " in the middle of a value: it was cut off. Send it again, whole.";
        }
        return "The JSON ends at " + place(parser.currentLocation()) + " in the middle of an "
                + (open.inArray() ? "array" : "object") + " that opens at "
                + place(open.startLocation(ContentReference.unknown()))
                + ": it was cut off. Send it again, whole.";
    }

    private static String limit(JacksonException problem, JsonOptions options) {
        String message = problem.getOriginalMessage();
        if (message.startsWith("Document nesting depth")) {
            return "Arrays and objects nest deeper than max_depth (" + options.maxDepth() + ") allows";
        }
        if (message.startsWith("Number")) {
            return "A number is longer than max_number_length (" + options.maxNumberLength() + " characters) allows";
        }
        if (message.startsWith("Name")) {
            return "A name is longer than max_name_length (" + options.maxNameLength() + " characters) allows";
        }
        return string(options);
    }

    private static String string(JsonOptions options) {
        return "A string is longer than max_string_length (" + options.maxStringLength() + " characters) allows";
    }

    static UnreadableSourceException longString(JsonParser parser, JsonOptions options) {
        return new UnreadableSourceException(
                Reason.LIMIT_EXCEEDED, string(options) + ", " + place(parser.currentTokenLocation()) + ".");
    }

    private static String words(JacksonException problem) {
        String words = NOISE.matcher(
                        problem.getOriginalMessage().lines().findFirst().orElse(""))
                .replaceAll("");
        words = CONTROL.matcher(words).replaceAll("(control character $1)");
        if (words.startsWith("Unexpected character ('/'") || words.startsWith("Unexpected character ('#'")) {
            words += "; comments are no part of JSON";
        }
        return printable(words) + ".";
    }

    /** One line of ordinary characters, whatever the text contains; cut if it is long. */
    static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length() && shown.length() < LONGEST; i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || Character.isSurrogate(c) || isSeparatorOrFormat(c)) {
                shown.append(String.format("\\u%04x", (int) c));
            } else {
                shown.append(c);
            }
        }
        return shown.toString();
    }

    private static boolean isSeparatorOrFormat(char c) {
        int type = Character.getType(c);
        return type == Character.FORMAT || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }
}
