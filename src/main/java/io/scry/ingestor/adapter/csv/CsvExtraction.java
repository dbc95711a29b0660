package io.scry.ingestor.adapter.csv;

import io.scry.ingestor.adapter.Extraction;
import io.scry.ingestor.adapter.Output;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads one file: finds out how it is written, surveys it, and writes its records. */
final class CsvExtraction {

    private final CsvFile file;
    private final CsvOptions options;
    private final Output output;

    CsvExtraction(CsvFile file, CsvOptions options, Output output) {
        this.file = file;
        this.options = options;
        this.output = output;
    }

    Extraction run() throws IOException, InterruptedException {
        TextEncoding encoding = TextEncoding.of(file.head(), options.encoding());
        requireText(encoding);
        try {
            return run(encoding);
        } catch (BadTextException e) {
            if (e.kind() == BadTextException.Kind.WRONG_ENCODING && encoding.hasFallback()) {
                return runFallback(encoding.fallback());
            }
            throw refusal(e, encoding);
        }
    }

    private Extraction runFallback(TextEncoding encoding) throws IOException, InterruptedException {
        try {
            return run(encoding);
        } catch (BadTextException e) {
            throw refusal(e, encoding);
        }
    }

    /** All that is wrong with the text shows in the survey, so that no output has been opened when this is repeated. */
    private Extraction run(TextEncoding encoding) throws IOException, InterruptedException {
        String sample = encoding.decode(file.head());
        Dialect dialect = new DialectDetector(sample, file.isLongerThanHead(), new DialectDetector.Hints(options))
                .detect()
                .dialect();
        Survey survey = new Survey(options);
        file.read(encoding, dialect, survey, 0);
        survey.names();
        RecordWriter writer = new RecordWriter(options, survey, output.records());
        file.read(encoding, dialect, writer, 1);
        LineEnding ending = LineEnding.of(sample, dialect.quote());
        return new Extraction(metadata(encoding, dialect, survey, ending), new Rules(options, survey, writer).check());
    }

    private void requireText(TextEncoding encoding) throws IOException, InterruptedException {
        if (file.isBlank(encoding)) {
            throw new UnreadableSourceException(Reason.EMPTY, "The file is empty, or holds nothing but white space");
        }
        String sample = encoding.decode(file.head());
        Signature.otherKind(file.head(), sample).ifPresent(kind -> {
            throw new UnreadableSourceException(
                    encoding.named() && Utf16Guess.of(file.head()).isPresent()
                            ? Reason.WRONG_ENCODING
                            : Reason.WRONG_TYPE,
                    "This is no CSV file, it is " + kind);
        });
    }

    private UnreadableSourceException refusal(BadTextException e, TextEncoding encoding)
            throws IOException, InterruptedException {
        String place = " (line " + file.lineOfBadText(encoding) + ")";
        if (e.kind() == BadTextException.Kind.NUL) {
            return new UnreadableSourceException(
                    Reason.DAMAGED, "The file is damaged: it holds NUL, which is no text" + place, e);
        }
        String advice =
                encoding.named() ? "name the encoding that it is in, or auto" : "name the encoding that it is in";
        String found =
                encoding.equals(encoding.fallback()) ? "neither UTF-8 nor windows-1252" : "not " + encoding.charset();
        return new UnreadableSourceException(
                Reason.WRONG_ENCODING, "The file's text is " + found + place + ": " + advice, e);
    }

    private static Map<String, Object> metadata(
            TextEncoding encoding, Dialect dialect, Survey survey, LineEnding ending) {
        List<String> names = survey.names().names();
        List<ColumnType> typeOf = survey.types();
        Map<String, String> types = new LinkedHashMap<>();
        for (int column = 0; column < names.size(); column++) {
            types.put(names.get(column), lower(typeOf.get(column)));
        }
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("record_count", survey.records());
        metadata.put("column_count", names.size());
        metadata.put("columns", names);
        metadata.put("column_types", types);
        metadata.put("has_header", survey.hasHeader());
        metadata.put("delimiter", dialect.delimiterOption());
        metadata.put("quote", dialect.quoteOption());
        metadata.put("encoding", encoding.charset().name());
        metadata.put("byte_order_mark", encoding.markLength() > 0);
        metadata.put("line_ending", lower(ending));
        return metadata;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
