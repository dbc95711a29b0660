package io.scry.ingestor.adapter.json;

import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import io.scry.ingestor.adapter.Validation;
import io.scry.ingestor.adapter.json.JsonOptions.DuplicateKeys;

/** Names that an object has twice: reported and renamed, or refused. */
final class Duplicates {

    private final DuplicateKeys policy;
    private final Validation.Builder validation;
    private final NameRegister.Budget budget = new NameRegister.Budget();
    private long count;

    Duplicates(DuplicateKeys policy, Validation.Builder validation) {
        this.policy = policy;
        this.validation = validation;
    }

    /** What the name that was read last is called among those that its object already has. */
    // The register returns the very same string for a name that is new.
    @SuppressWarnings({"ReferenceEquality", "StringEquality"})
    String resolve(NameRegister register, Tokens tokens) {
        String name = tokens.name();
        String unique = register.unique(name);
        if (unique != name) {
            report(name, unique, tokens);
        }
        return unique;
    }

    private void report(String name, String renamed, Tokens tokens) {
        String shown = shown(name);
        if (policy == DuplicateKeys.FAIL) {
            throw new UnreadableSourceException(
                    Reason.DAMAGED,
                    "An object has the name '" + shown + "' more than once (" + tokens.placeAndPath()
                            + "), which duplicate_keys = fail forbids.");
        }
        count++;
        validation.warning(
                "duplicate_keys",
                "An object has the name '" + shown + "' more than once; the later value is kept as '" + shown
                        + renamed.substring(name.length()) + "'",
                tokens.placeAndPath());
    }

    private static String shown(String name) {
        return Refusals.printable(name.length() > 40 ? name.substring(0, 40) + "..." : name);
    }

    NameRegister.Budget budget() {
        return budget;
    }

    long count() {
        return count;
    }

    /** Says so if some object has more names than are compared. */
    void finish() {
        if (budget.exhausted()) {
            validation.warning(
                    "duplicate_keys",
                    "An object has too many names to compare them all: duplicates among the last of them go unseen",
                    null);
        }
    }
}
