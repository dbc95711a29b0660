package io.scry.ingestor.adapter.word;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a document says of itself: title, author and the like, those that are there. */
final class DocumentFacts {

    /** Longer values are cut. */
    static final int MAX_VALUE = 10_000;

    private static final int MAX_CUSTOM = 1000;

    /** The names in the document's parts, in the order in which people read them, and ours. */
    private static final Map<String, String> TEXTS = names(
            "title", "title",
            "creator", "author",
            "subject", "subject",
            "keywords", "keywords",
            "description", "description",
            "category", "category",
            "contentStatus", "content_status",
            "language", "language",
            "lastModifiedBy", "last_modified_by",
            "revision", "revision",
            "Application", "application",
            "AppVersion", "app_version",
            "Template", "template",
            "Company", "company",
            "Manager", "manager");

    private static final Map<String, String> TIMES =
            names("created", "created", "modified", "modified", "lastPrinted", "last_printed");

    private static final Map<String, String> NUMBERS =
            names("Pages", "page_count", "Words", "word_count", "Characters", "character_count");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, Object> custom = new LinkedHashMap<>();
    private boolean cut;

    /** Reads the part of standard properties. */
    void readStandard(XmlPart xml) throws IOException, InterruptedException {
        xml.nextChild();
        while (xml.nextChild()) {
            String name = xml.localName();
            String value = value(xml);
            if (value.isEmpty()) {
                continue;
            }
            put(TEXTS.get(name), value);
            put(TIMES.get(name), time(value));
            put(NUMBERS.get(name), number(value));
        }
    }

    /** Reads the part of properties that people have made up. */
    void readCustom(XmlPart xml) throws IOException, InterruptedException {
        xml.nextChild();
        while (xml.nextChild()) {
            String name = xml.attribute("name");
            while (xml.nextChild()) {
                String type = xml.localName();
                String value = value(xml);
                if (name != null && custom.size() < MAX_CUSTOM) {
                    custom.put(name, typed(type, value));
                } else {
                    cut |= name != null;
                }
            }
        }
    }

    /** Those that are there, in the order in which people read them. */
    Map<String, Object> description() {
        Map<String, Object> description = new LinkedHashMap<>();
        for (Map<String, String> names : List.of(TEXTS, TIMES, NUMBERS)) {
            for (String name : names.values()) {
                Object value = values.get(name);
                if (value != null) {
                    description.put(name, value);
                }
            }
        }
        if (!custom.isEmpty()) {
            description.put("custom_properties", custom);
        }
        return description;
    }

    /** Whether a value was too long, or there were too many, to be kept whole. */
    boolean isCut() {
        return cut;
    }

    private String value(XmlPart xml) throws IOException, InterruptedException {
        String value = xml.text(MAX_VALUE + 1);
        cut |= value.length() > MAX_VALUE;
        return value.substring(0, Math.min(value.length(), MAX_VALUE)).strip();
    }

    private void put(@Nullable String name, @Nullable Object value) {
        if (name != null && value != null) {
            values.put(name, value);
        }
    }

    private static Object typed(String type, String value) {
        Object typed = switch (type) {
            case "bool" -> value.equals("true") || value.equals("1");
            case "i1", "i2", "i4", "i8", "int", "ui1", "ui2", "ui4", "uint" -> number(value);
            case "filetime", "date" -> time(value);
            default -> value;
        };
        return typed == null ? value : typed;
    }

    private static @Nullable Long number(String value) {
        try {
            return Long.valueOf(value);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable String time(String value) {
        try {
            return TIME.format(OffsetDateTime.parse(value));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Map<String, String> names(String... pairs) {
        Map<String, String> names = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            names.put(pairs[i], pairs[i + 1]);
        }
        return names;
    }
}
