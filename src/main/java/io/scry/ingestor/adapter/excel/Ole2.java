package io.scry.ingestor.adapter.excel;

import io.scry.ingestor.adapter.UnreadableSourceException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.List;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.DocumentEntry;
import org.apache.poi.poifs.filesystem.Entry;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/** The container that old Office documents, and encrypted new ones, are in. */
final class Ole2 {

    private static final List<String> WORKBOOKS = List.of("Workbook", "WORKBOOK", "WorkBook", "BOOK", "Book");

    private Ole2() {}

    static POIFSFileSystem open(Path file) throws IOException {
        try {
            return new POIFSFileSystem(file.toFile(), true);
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw Refusals.damaged("its directory is broken or cut off", e);
        }
    }

    /** The entry that holds the workbook. */
    static DocumentEntry workbook(POIFSFileSystem files) {
        DirectoryNode root = files.getRoot();
        for (String name : WORKBOOKS) {
            if (root.hasEntryCaseInsensitive(name)) {
                return XlsRecords.guarded(() -> document(root, name));
            }
        }
        throw otherKind(root);
    }

    private static DocumentEntry document(DirectoryNode root, String name) {
        try {
            Entry entry = root.getEntryCaseInsensitive(name);
            if (entry instanceof DocumentEntry document) {
                return document;
            }
            throw Refusals.damaged("what should be the workbook is a folder");
        } catch (FileNotFoundException e) {
            throw Refusals.damaged("the workbook is missing", e);
        }
    }

    private static UnreadableSourceException otherKind(DirectoryNode root) {
        if (root.hasEntryCaseInsensitive("WordDocument")) {
            return Refusals.otherKind("an old Word document: use the adapter word");
        }
        if (root.hasEntryCaseInsensitive("PowerPoint Document")) {
            return Refusals.otherKind("an old PowerPoint presentation");
        }
        return Refusals.otherKind("an OLE2 file with something else in it, such as an e-mail or an installer");
    }
}
