package io.scry.ingestor.adapter.word;

import io.scry.ingestor.adapter.Adapter;
import io.scry.ingestor.adapter.Document;
import io.scry.ingestor.adapter.Extraction;
import io.scry.ingestor.adapter.Head;
import io.scry.ingestor.adapter.Output;
import io.scry.ingestor.adapter.TemporaryFile;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.stereotype.Component;

/** Reads Word documents. The data is one object: the blocks in order, what stands beside them, and all of their text. */
@Component
final class WordAdapter implements Adapter<WordOptions> {

    @Override
    public String name() {
        return "word";
    }

    @Override
    public Class<WordOptions> options() {
        return WordOptions.class;
    }

    @Override
    public List<String> accepts() {
        return Recognition.MEDIA_TYPES;
    }

    @Override
    public Match recognise(Head head) {
        return Recognition.of(head);
    }

    @Override
    public Extraction extract(Document document, WordOptions options, Output output)
            throws IOException, InterruptedException {
        byte[] head;
        try (InputStream start = Files.newInputStream(document.file())) {
            head = start.readNBytes(Head.SIZE);
        }
        if (head.length == 0) {
            throw new UnreadableSourceException(Reason.EMPTY, "The document is empty: it has no bytes");
        }
        return switch (Container.of(head)) {
            case ZIP -> read(document.file(), options, output);
            case OLE2 -> decrypted(document.file(), options, output);
            case RTF -> throw Refusals.unsupported("This is an RTF document");
            case OTHER -> throw Refusals.wrongType(Container.describe(head));
        };
    }

    private static Extraction decrypted(Path file, WordOptions options, Output output)
            throws IOException, InterruptedException {
        Path decrypted = TemporaryFile.create();
        try {
            OldDocument.decrypt(file, options.password(), decrypted);
            return read(decrypted, options, output);
        } finally {
            Files.delete(decrypted);
        }
    }

    private static Extraction read(Path file, WordOptions options, Output output)
            throws IOException, InterruptedException {
        Limits limits = new Limits(options);
        try (OfficePackage parts = OfficePackage.open(file, options, limits)) {
            return new WordExtraction(parts, options, limits, output).run();
        }
    }
}
