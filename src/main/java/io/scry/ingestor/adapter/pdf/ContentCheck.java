package io.scry.ingestor.adapter.pdf;

import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
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
        if (!isDeflated(stream)) {
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
                if (lastSize > maxSize) {
                    throw new UnreadableSourceException(
                            Reason.LIMIT_EXCEEDED,
                            "A page's content is larger than %d bytes when decoded (max_content_size)"
                                    .formatted(maxSize));
                }
                if (inflater.needsDictionary()) {
                    return false;
                }
            }
            return true;
        }
    }

    private static boolean isDeflated(COSStream stream) {
        COSBase filters = stream.getFilters();
        if (filters instanceof COSArray list) {
            filters = list.size() == 1 ? list.getObject(0) : null;
        }
        return COSName.FLATE_DECODE.equals(filters) || COSName.FLATE_DECODE_ABBREVIATION.equals(filters);
    }
}
