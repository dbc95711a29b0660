package io.scry.ingestor.adapter.pdf;

import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Calendar;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.jspecify.annotations.Nullable;

/**
 * What a document says of itself.
 *
 * @param description title, author and the like, those that are there
 * @param structure version, protection and parts, always there
 * @param cut whether a value was too long to be kept whole
 */
record DocumentFacts(Map<String, Object> description, Map<String, Object> structure, boolean cut) {

    /** Longer values are cut. */
    static final int MAX_VALUE = 10_000;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    static DocumentFacts of(PDDocument document) {
        Map<String, Object> description = new LinkedHashMap<>();
        PDDocumentInformation info = orElse(document::getDocumentInformation, new PDDocumentInformation());
        boolean cut = false;
        cut |= put(description, "title", info::getTitle);
        cut |= put(description, "author", info::getAuthor);
        cut |= put(description, "subject", info::getSubject);
        cut |= put(description, "keywords", info::getKeywords);
        cut |= put(description, "creator", info::getCreator);
        cut |= put(description, "producer", info::getProducer);
        cut |= put(description, "created", () -> time(info.getCreationDate()));
        cut |= put(description, "modified", () -> time(info.getModificationDate()));
        cut |= put(description, "language", () -> document.getDocumentCatalog().getLanguage());
        return new DocumentFacts(description, structure(document), cut);
    }

    private static Map<String, Object> structure(PDDocument document) {
        Map<String, Object> structure = new LinkedHashMap<>();
        COSDictionary catalog = document.getDocumentCatalog().getCOSObject();
        put(structure, "pdf_version", () -> String.format(Locale.ROOT, "%.1f", document.getVersion()));
        structure.put("encrypted", document.isEncrypted());
        if (document.isEncrypted()) {
            structure.put("can_extract", canExtract(document));
        }
        structure.put("tagged", orElse(() -> isTagged(catalog), false));
        structure.put("has_forms", orElse(() -> hasForms(catalog), false));
        structure.put("has_outline", orElse(() -> hasOutline(catalog), false));
        return structure;
    }

    static boolean canExtract(PDDocument document) {
        return document.getCurrentAccessPermission().canExtractContent();
    }

    private static boolean isTagged(COSDictionary catalog) {
        COSDictionary mark = catalog.getCOSDictionary(COSName.MARK_INFO);
        return mark != null && mark.getBoolean("Marked", false);
    }

    private static boolean hasForms(COSDictionary catalog) {
        COSDictionary form = catalog.getCOSDictionary(COSName.ACRO_FORM);
        COSArray fields = form == null ? null : form.getCOSArray(COSName.FIELDS);
        return fields != null && fields.size() > 0;
    }

    private static boolean hasOutline(COSDictionary catalog) {
        COSDictionary outline = catalog.getCOSDictionary(COSName.OUTLINES);
        return outline != null && outline.containsKey(COSName.FIRST);
    }

    /** Puts a value that is there, and says whether it had to be cut. */
    private static boolean put(Map<String, Object> facts, String name, Supplier<@Nullable String> value) {
        String text = orElse(value, "");
        String clean = text == null ? "" : CleanText.value(text);
        boolean cut = clean.length() > MAX_VALUE;
        if (!clean.isEmpty()) {
            facts.put(name, cut ? CleanText.value(clean.substring(0, MAX_VALUE)) : clean);
        }
        return cut;
    }

    /** The boundary to the parser, which throws anything at a value of the wrong kind: that is as good as none. */
    private static <T extends @Nullable Object> T orElse(Supplier<T> value, T fallback) {
        try {
            return value.get();
        } catch (RuntimeException | StackOverflowError e) {
            return fallback;
        }
    }

    private static @Nullable String time(@Nullable Calendar calendar) {
        try {
            return calendar == null ? null : TIME.format(calendar.toInstant());
        } catch (DateTimeException e) {
            return null;
        }
    }
}
