package io.scry.ingestor.adapter.pdf;

import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.filter.FilterFactory;
import org.jspecify.annotations.Nullable;

/**
 * Looks for damage in what a page draws that the parser passes over in silence, and for content that would fill the
 * memory when decoded. It costs little beside the reading.
 */
final class ContentCheck {

    private static final int BUFFER = 16 * 1024;
    private static final int ZLIB_HEADER = 2;

    private final long maxSize;
    private final byte[] input = new byte[BUFFER];
    private final byte[] output = new byte[BUFFER];
    private long lastSize;

    /**
     * @param maxSize how many bytes one piece of content may have when decoded
     */
    ContentCheck(long maxSize) {
        this.maxSize = maxSize;
    }

    /** What is wrong with the page's own content, if anything. */
    @Nullable
    String ofPage(COSDictionary page) throws IOException {
        COSBase contents = page.getDictionaryObject(COSName.CONTENTS);
        if (contents instanceof COSArray parts) {
            for (int i = 0; i < parts.size(); i++) {
                String fault = of(parts.getObject(i));
                if (fault != null) {
                    return fault;
                }
            }
            return null;
        }
        return page.containsKey(COSName.CONTENTS) ? of(contents) : null;
    }

    /** How many bytes the content that was looked at last has when decoded. */
    long lastSize() {
        return lastSize;
    }

    /** What is wrong with one stream of content, if anything. */
    @Nullable
    String of(@Nullable COSBase content) throws IOException {
        if (!(content instanceof COSStream stream)) {
            return "a part of its content is missing";
        }
        lastSize = stream.getLength();
        List<COSName> filters = filters(stream);
        if (filters.isEmpty()) {
            return null;
        }
        if (filters.size() > 1 || !isFlate(filters.getFirst())) {
            measure(stream, filters);
            return null;
        }
        try (InputStream raw = stream.createRawInputStream()) {
            raw.skipNBytes(Math.min(ZLIB_HEADER, stream.getLength()));
            return inflate(raw) ? null : "a part of its content is cut off";
        } catch (DataFormatException e) {
            return "a part of its content is damaged";
        }
    }

    /** Whether the data comes to its end. The checksum behind it is not looked at: it is often wrong. */
    private boolean inflate(InputStream raw) throws IOException, DataFormatException {
        try (Inflater inflater = new Inflater(true)) {
            while (!inflater.finished()) {
                if (inflater.needsInput()) {
                    int count = raw.read(input);
                    if (count <= 0) {
                        return inflater.getBytesRead() == 0;
                    }
                    inflater.setInput(input, 0, count);
                }
                inflater.inflate(output);
                lastSize = inflater.getBytesWritten();
                requireSmall(lastSize);
                if (inflater.needsDictionary()) {
                    return false;
                }
            }
            return true;
        }
    }

    private void requireSmall(long size) {
        if (size > maxSize) {
            throw new UnreadableSourceException(
                    Reason.LIMIT_EXCEEDED,
                    "A page's content is larger than %d bytes when decoded (max_content_size)".formatted(maxSize));
        }
    }

    /** Decodes what is packed in other ways, or several times over, to see that it is small at every stage. */
    private void measure(COSStream stream, List<COSName> filters) throws IOException {
        long total = 0;
        try (InputStream raw = stream.createRawInputStream()) {
            InputStream packed = raw;
            for (int stage = 0; stage < filters.size(); stage++) {
                Bounded decoded = new Bounded(maxSize - total);
                FilterFactory.INSTANCE.getFilter(filters.get(stage)).decode(packed, decoded, stream, stage);
                total += decoded.size();
                lastSize = decoded.size();
                packed = new ByteArrayInputStream(decoded.toByteArray());
            }
        }
    }

    /** Takes so many bytes and no more. */
    private final class Bounded extends ByteArrayOutputStream {

        private final long most;

        Bounded(long most) {
            this.most = most;
        }

        @Override
        public synchronized void write(int b) {
            requireRoom(1);
            super.write(b);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            requireRoom(length);
            super.write(bytes, offset, length);
        }

        private void requireRoom(int more) {
            if (size() + (long) more > most) {
                requireSmall(maxSize + 1);
            }
        }
    }

    private static List<COSName> filters(COSStream stream) {
        COSBase filters = stream.getFilters();
        if (filters instanceof COSArray list) {
            return IntStream.range(0, list.size())
                    .mapToObj(list::getObject)
                    .filter(COSName.class::isInstance)
                    .map(COSName.class::cast)
                    .toList();
        }
        return filters instanceof COSName name ? List.of(name) : List.of();
    }

    private static boolean isFlate(COSName filter) {
        return COSName.FLATE_DECODE.equals(filter) || COSName.FLATE_DECODE_ABBREVIATION.equals(filter);
    }
}
