package io.scry.ingestor.adapter.soup;

import com.ibm.icu.text.CharsetDetector;
import com.ibm.icu.text.CharsetMatch;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import io.scry.ingestor.adapter.Validation;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how a page is encoded: by its byte order mark, by what its server said, by what it says itself, and then by how
 * it looks. Whoever says something that the bytes contradict is passed over, with a warning.
 */
final class EncodingChoice {

    private static final int DETECTED_BY = 64 * 1024;
    private static final int PRESCANNED = 8 * 1024;
    private static final int LEAST_CONFIDENCE = 25;
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*+=\\s*+[\"']?([^\\s\"'/>;,]++)");
    private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?-->");
    private static final Pattern META = Pattern.compile("(?i)<meta\\s[^>]*+>");
    private static final Pattern XML = Pattern.compile("(?i)^\\s*<\\?xml[^>]*?encoding\\s*=\\s*[\"']([^\"']+)");

    /** What the WHATWG's Encoding Standard takes for something larger. */
    private static final Map<String, String> READ_AS = Map.of(
            "us-ascii", "windows-1252",
            "iso-8859-1", "windows-1252",
            "iso-8859-9", "windows-1254",
            "gb2312", "gb18030",
            "gbk", "gb18030",
            "shift_jis", "windows-31j");

    private record Mark(String bytes, int length, String charset) {}

    /** The longer ones first: UTF-32LE's begins with UTF-16LE's. */
    private static final List<Mark> MARKS = List.of(
            new Mark("fffe0000", 4, "UTF-32LE"),
            new Mark("0000feff", 4, "UTF-32BE"),
            new Mark("efbbbf", 3, "UTF-8"),
            new Mark("fffe", 2, "UTF-16LE"),
            new Mark("feff", 2, "UTF-16BE"));

    private final byte[] bytes;
    private final String option;
    private final @Nullable String contentType;
    private final Validation.Builder validation;
    private final Fit utf8;

    EncodingChoice(byte[] bytes, String option, @Nullable String contentType, Validation.Builder validation) {
        this.bytes = bytes;
        this.option = option;
        this.contentType = contentType;
        this.validation = validation;
        this.utf8 = Fit.of(bytes, StandardCharsets.UTF_8);
    }

    TextEncoding made() {
        if (!option.equals("auto")) {
            return new TextEncoding(named(option), "option", 0);
        }
        TextEncoding marked = byMark();
        if (marked != null) {
            return marked;
        }
        TextEncoding told = told("header", contentType == null ? null : charsetIn(contentType));
        if (told == null) {
            told = told("meta", meta());
        }
        return told == null ? new TextEncoding(detected(), "detected", 0) : told;
    }

    private @Nullable TextEncoding byMark() {
        String start = HexFormat.of().formatHex(bytes, 0, Math.min(4, bytes.length));
        for (Mark mark : MARKS) {
            if (start.startsWith(mark.bytes)) {
                return new TextEncoding(Charset.forName(mark.charset), "bom", mark.length);
            }
        }
        return null;
    }

    private static Charset named(String name) {
        Charset charset = find(name);
        if (charset == null) {
            throw new UnreadableSourceException(
                    Reason.UNSUPPORTED, "The encoding is not known: name another, such as utf-8, or auto.");
        }
        return charset;
    }

    private static @Nullable Charset find(String name) {
        try {
            Charset charset = Charset.forName(name);
            return Charset.forName(READ_AS.getOrDefault(charset.name().toLowerCase(Locale.ROOT), charset.name()));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable String charsetIn(String text) {
        Matcher charset = CHARSET.matcher(text);
        return charset.find() ? charset.group(1) : null;
    }

    /** What was told, if it can be true. */
    private @Nullable TextEncoding told(String by, @Nullable String name) {
        if (name == null) {
            return null;
        }
        Charset charset = find(name);
        if (charset == null) {
            validation.warning("wrong_charset", "The " + by + " names a charset that is not known", null);
            return null;
        }
        boolean utf8Instead = !charset.name().startsWith("UTF-") && utf8.faults() == 0 && utf8.foreign() > 0;
        Fit fit = utf8Instead ? utf8 : Fit.of(bytes, charset);
        if (utf8Instead || !fit.isGood()) {
            validation.warning(
                    "wrong_charset", "The " + by + " says " + charset.name() + ", but the bytes are not in it", null);
            return null;
        }
        if (fit.faults() > 0) {
            validation.warning(
                    "undecodable_bytes",
                    fit.faults() + " sequences of bytes are no characters in " + charset.name(),
                    null);
        }
        return new TextEncoding(charset, by, 0);
    }

    /** As browsers do it: what can be read as ASCII says what it is not UTF-16. */
    private @Nullable String meta() {
        String head = COMMENT.matcher(
                        new String(bytes, 0, Math.min(bytes.length, PRESCANNED), StandardCharsets.ISO_8859_1))
                .replaceAll("");
        Matcher xml = XML.matcher(head);
        String found = xml.find() ? xml.group(1) : null;
        Matcher meta = META.matcher(head);
        while (found == null && meta.find()) {
            found = charsetIn(meta.group());
        }
        return found != null && found.toLowerCase(Locale.ROOT).startsWith("utf-16") ? "utf-8" : found;
    }

    private Charset detected() {
        if (utf8.isGood() && !hasZeros()) {
            return StandardCharsets.UTF_8;
        }
        CharsetDetector detector = new CharsetDetector();
        detector.setText(Arrays.copyOf(bytes, Math.min(bytes.length, DETECTED_BY)));
        detector.enableInputFilter(!hasZeros());
        for (CharsetMatch match : detector.detectAll()) {
            Charset charset = find(match.getName());
            if (match.getConfidence() >= LEAST_CONFIDENCE
                    && charset != null
                    && Fit.of(bytes, charset).isGood()) {
                return charset;
            }
        }
        return WINDOWS_1252;
    }

    /** Text has none, but for that in UTF-16 or UTF-32. */
    private boolean hasZeros() {
        for (int i = 0; i < Math.min(bytes.length, PRESCANNED); i++) {
            if (bytes[i] == 0) {
                return true;
            }
        }
        return false;
    }
}
