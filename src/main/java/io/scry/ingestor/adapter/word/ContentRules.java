package io.scry.ingestor.adapter.word;

import io.scry.ingestor.adapter.Validation;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Counts what the document holds and judges it by the configured rules. */
final class ContentRules {

    private final WordOptions options;
    private final Validation.Builder findings = new Validation.Builder();
    private final Set<String> missingTexts = new LinkedHashSet<>();
    private final Map<String, String> missingHeadings = new LinkedHashMap<>();
    private long textLength;
    private long paragraphs;
    private long headings;
    private long listItems;
    private long tables;
    private long cells;
    private long textBoxes;
    private long notes;
    private long comments;
    private long changes;
    private int parts;
    private int damagedParts;

    ContentRules(WordOptions options) {
        this.options = options;
        options.requiredText().forEach(text -> missingTexts.add(oneLine(text)));
        options.requiredHeadings().forEach(heading -> missingHeadings.put(key(heading), heading));
    }

    void warn(String rule, String message) {
        findings.warning(rule, message, null);
    }

    /** A part was read, or could not be read to its end. */
    void part(String name, boolean damaged) {
        parts++;
        if (damaged) {
            damagedParts++;
            findings.warning("damaged_part", "A part of the document is damaged: what it says may be missing", name);
        }
    }

    void block(Block block, Area area) {
        references(block.references());
        if (!missingTexts.isEmpty()) {
            String line = oneLine(block.text());
            missingTexts.removeIf(line::contains);
        }
        if (!area.counts() || block.text().isBlank()) {
            return;
        }
        textLength += block.text().codePointCount(0, block.text().length());
        paragraphs++;
        switch (block.kind()) {
            case TITLE, HEADING -> {
                headings++;
                missingHeadings.remove(key(block.text()));
                missingHeadings.remove(key(block.numberedText()));
            }
            case LIST_ITEM -> listItems++;
            case PARAGRAPH -> {}
        }
    }

    void references(References references) {
        if (references.isCut()) {
            warn("references", "A paragraph or table has more links, notes, comments or changes than are listed");
        }
    }

    void table(Area area) {
        tables += area.counts() ? 1 : 0;
    }

    void cell(Area area) {
        cells += area.counts() ? 1 : 0;
    }

    void textBox(Area area) {
        textBoxes += area.counts() ? 1 : 0;
    }

    void note() {
        notes++;
    }

    void comment() {
        comments++;
    }

    void change() {
        changes++;
    }

    boolean hasChanges() {
        return changes > 0;
    }

    /** What was counted, under the names that metadata has for it. */
    Map<String, Object> counts() {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("text_length", textLength);
        counts.put("paragraph_count", paragraphs);
        counts.put("heading_count", headings);
        counts.put("list_item_count", listItems);
        counts.put("table_count", tables);
        counts.put("text_box_count", textBoxes);
        counts.put("note_count", notes);
        counts.put("comment_count", comments);
        return counts;
    }

    Validation judge(Map<String, Object> description) {
        atLeast("min_text_length", textLength, options.minTextLength(), "characters");
        atLeast("min_paragraphs", paragraphs, options.minParagraphs(), "paragraphs with text");
        atLeast("min_tables", tables, options.minTables(), "tables");
        for (String name : options.requiredMetadata()) {
            if (!description.containsKey(name)) {
                error("required_metadata", "The document does not tell its " + name);
            }
        }
        missingTexts.forEach(text -> error("required_text", "No paragraph has the text '%s'".formatted(text)));
        missingHeadings
                .values()
                .forEach(heading -> error("required_headings", "There is no heading '%s'".formatted(heading)));
        if (changes > 0) {
            warn(
                    "tracked_changes",
                    "The document has %d tracked changes that nobody has accepted or rejected; tracked_changes was %s"
                            .formatted(changes, options.trackedChanges().name().toLowerCase(Locale.ROOT)));
        }
        counts().forEach(findings::metric);
        return findings.metric("cell_count", cells)
                .metric("tracked_changes", changes)
                .metric("completeness", parts == 0 ? 0 : (double) (parts - damagedParts) / parts)
                .build();
    }

    private void atLeast(String rule, long found, long least, String what) {
        if (found < least) {
            error(rule, "The document has %d of at least %d %s".formatted(found, least, what));
        }
    }

    private void error(String rule, String message) {
        findings.error(rule, message, null);
    }

    private static String key(String heading) {
        return oneLine(heading).toLowerCase(Locale.ROOT);
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
