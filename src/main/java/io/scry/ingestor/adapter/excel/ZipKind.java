package io.scry.ingestor.adapter.excel;

/** Tells what else a ZIP archive is that is no xlsx file. */
final class ZipKind {

    private ZipKind() {}

    /**
     * @param workbook the part that should be the workbook
     */
    static void require(ZipParts parts, String workbook) {
        if (workbook.endsWith(".bin") || parts.has("xl/workbook.bin")) {
            throw Refusals.unsupported("a binary workbook (xlsb)");
        }
        if (parts.has("word/document.xml") || workbook.startsWith("word/")) {
            throw Refusals.otherKind("a Word document: use the adapter word");
        }
        if (parts.has("ppt/presentation.xml")) {
            throw Refusals.otherKind("a PowerPoint presentation");
        }
        if (parts.has("content.xml") && parts.has("mimetype")) {
            throw Refusals.unsupported("an OpenDocument file (ods, odt)");
        }
        if (parts.has("Index/Document.iwa") || parts.has("Index.zip")) {
            throw Refusals.unsupported("a document of Apple Numbers");
        }
        if (!parts.has(workbook)) {
            throw Refusals.otherKind("a ZIP archive with something else in it: unpack it first");
        }
    }
}
