package io.scry.ingestor.cluster;

/**
 * How far the reading of a source has come.
 *
 * @param done how much was read, in the adapter's unit
 * @param total how much there is; 0 where that is not known
 */
public record Progress(long done, long total) {

    String text() {
        return done + "/" + total;
    }

    static Progress of(String text) {
        int slash = text.indexOf('/');
        return new Progress(Long.parseLong(text.substring(0, slash)), Long.parseLong(text.substring(slash + 1)));
    }
}
