package io.scry.ingestor.adapter.word;

/** The places of a document where text stands. */
enum Area {
    BODY,
    NOTES,
    /** Headers and footers. */
    MARGINS,
    COMMENTS;

    /** Whether its text is the document's own, and counts as such. */
    boolean counts() {
        return this == BODY || this == NOTES;
    }
}
