package io.scry.ingestor.adapter.word;

/** Counts what a document has of everything, and refuses it as soon as it is too much. */
final class Limits {

    private final WordOptions options;
    private long unpacked;
    private long paragraphs;
    private long cells;
    private long characters;

    Limits(WordOptions options) {
        this.options = options;
    }

    void unpacked(long bytes) {
        unpacked += bytes;
        if (unpacked > options.maxUnpackedSize().toBytes()) {
            throw Refusals.limit(
                    "The document is larger than %d bytes when unpacked"
                            .formatted(options.maxUnpackedSize().toBytes()),
                    "max_unpacked_size");
        }
    }

    void ratio(long ratio) {
        if (ratio > options.maxRatio()) {
            throw Refusals.limit(
                    "A part unpacks to more than %d times its size".formatted(options.maxRatio()), "max_ratio");
        }
    }

    void entries(int entries) {
        if (entries > options.maxEntries()) {
            throw Refusals.limit("The archive has more than %d entries".formatted(options.maxEntries()), "max_entries");
        }
    }

    void depth(int depth) {
        if (depth > options.maxDepth()) {
            throw Refusals.limit("Elements are nested more than %d deep".formatted(options.maxDepth()), "max_depth");
        }
    }

    void paragraph() {
        if (++paragraphs > options.maxParagraphs()) {
            throw Refusals.limit(
                    "The document has more than %d paragraphs".formatted(options.maxParagraphs()), "max_paragraphs");
        }
    }

    void cells(long count) {
        cells += count;
        if (cells > options.maxCells()) {
            throw Refusals.limit(
                    "The tables have more than %d cells together".formatted(options.maxCells()), "max_cells");
        }
    }

    void characters(int count) {
        characters += count;
        if (characters > options.maxTextLength()) {
            throw Refusals.limit(
                    "The text has more than %d characters".formatted(options.maxTextLength()), "max_text_length");
        }
    }

    void block(long length) {
        if (length > options.maxBlockLength()) {
            throw Refusals.limit(
                    "A paragraph, cell, text box, note or header has more than %d characters"
                            .formatted(options.maxBlockLength()),
                    "max_block_length");
        }
    }

    /** How many characters were read until now. */
    long charactersRead() {
        return characters;
    }
}
