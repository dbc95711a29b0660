package io.scry.ingestor.adapter.fetch;

import io.scry.ingestor.adapter.Web;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.jspecify.annotations.Nullable;

/** What one ingestion asks of the web: it has its own connections, and knows what was fetched. */
public final class WebSession implements Web, AutoCloseable {

    private final Web web;
    private final CloseableHttpClient client;
    private final MessageDigest hash = Hashes.sha256();
    private @Nullable String contentType;
    private long bytes;
    private long answers;

    WebSession(Web web, CloseableHttpClient client) {
        this.web = web;
        this.client = client;
    }

    @Override
    public Answer send(Request request) throws IOException, InterruptedException {
        Answer answer = web.send(request);
        count(answer);
        return answer;
    }

    private void count(Answer answer) throws IOException {
        try (InputStream body = new DigestInputStream(Files.newInputStream(answer.file()), hash)) {
            body.transferTo(java.io.OutputStream.nullOutputStream());
        }
        if (answers++ == 0) {
            contentType = answer.header("Content-Type");
        }
        bytes += answer.bytes();
    }

    /** The media type of the first answer. */
    public @Nullable String contentType() {
        return contentType;
    }

    /** The size of all answers, decompressed. */
    public long bytes() {
        return bytes;
    }

    /** The hash of all answers one behind the other, in lower-case hex. */
    public String sha256() {
        return HexFormat.of().formatHex(hash.digest());
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
