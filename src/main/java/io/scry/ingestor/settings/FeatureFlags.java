package io.scry.ingestor.settings;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be switched off while the service runs, at {@code feature_flags}.
 *
 * @param kafkaEvents whether what ingestions come to is announced; what an attempt that began while it was off comes to
 *     never is
 * @param pdfTables whether tables are looked for in PDF documents, if their options ask for it
 * @param restCache whether answers of APIs are kept in Redis, and looked for there
 * @param serverSentEvents whether ingestions can be followed as event streams; those that are open end when it is off
 * @param statusPage whether there is a page for people at {@code /}
 */
public record FeatureFlags(
        @DefaultValue("true") boolean kafkaEvents,
        @DefaultValue("true") boolean pdfTables,
        @DefaultValue("true") boolean restCache,
        @DefaultValue("true") boolean serverSentEvents,
        @DefaultValue("true") boolean statusPage) {}
