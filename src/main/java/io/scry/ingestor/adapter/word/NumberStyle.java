package io.scry.ingestor.adapter.word;

import com.ibm.icu.text.RuleBasedNumberFormat;
import com.ibm.icu.util.ULocale;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How Word writes the numbers of lists. What is not known here is written in decimal digits. */
final class NumberStyle {

    /** Word repeats letters (z is followed by aa, bb) no further. */
    private static final int MAX_LETTERS = 780;

    /** Making one takes far longer than using it, and none can be used by two threads. */
    private final Map<Integer, RuleBasedNumberFormat> rules = new HashMap<>();

    String format(int number, @Nullable String style) {
        String decimal = Integer.toString(number);
        if (style == null || number < 0) {
            return decimal;
        }
        return switch (style) {
            case "none", "bullet" -> "";
            case "decimalZero" -> number < 10 ? "0" + decimal : decimal;
            case "upperRoman" -> rules(RuleBasedNumberFormat.NUMBERING_SYSTEM).format(number, "%roman-upper");
            case "lowerRoman" -> rules(RuleBasedNumberFormat.NUMBERING_SYSTEM).format(number, "%roman-lower");
            case "upperLetter" -> letters(number).toUpperCase(Locale.ROOT);
            case "lowerLetter" -> letters(number);
            case "ordinal" -> rules(RuleBasedNumberFormat.ORDINAL).format(number);
            case "cardinalText" ->
                capitalised(rules(RuleBasedNumberFormat.SPELLOUT).format(number));
            case "ordinalText" ->
                capitalised(rules(RuleBasedNumberFormat.SPELLOUT).format(number, "%spellout-ordinal"));
            default -> decimal;
        };
    }

    private RuleBasedNumberFormat rules(int kind) {
        return rules.computeIfAbsent(kind, key -> new RuleBasedNumberFormat(ULocale.ENGLISH, key));
    }

    private static String letters(int number) {
        if (number == 0 || number > MAX_LETTERS) {
            return Integer.toString(number);
        }
        return String.valueOf((char) ('a' + (number - 1) % 26)).repeat((number - 1) / 26 + 1);
    }

    private static String capitalised(String words) {
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
