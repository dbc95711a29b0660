package io.scry.ingestor.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Says as a problem what the web server itself refuses, before anything of the service knows of the request; it has no
 * correlation id then. Public as the web server makes it by its name.
 */
public final class BareProblems extends ErrorReportValve {

    private static final Logger log = LoggerFactory.getLogger(BareProblems.class);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int code = response.getStatus();
        if (code < HttpStatus.BAD_REQUEST.value() || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        HttpStatus status = HttpStatus.resolve(code);
        String title = status == null ? "Error" : status.getReasonPhrase();
        String body = "{\"type\":\"urn:scry:problem:%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
                .formatted(title.toLowerCase(Locale.ROOT).replace(' ', '-'), title, code, detail(code));
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("Cache-Control", "no-store");
            response.getOutputStream().write(body.getBytes(StandardCharsets.US_ASCII));
            response.finishResponse();
        } catch (IOException e) {
            log.debug("Who is refused is gone", e);
        }
    }

    private static String detail(int code) {
        return code == HttpStatus.INTERNAL_SERVER_ERROR.value()
                ? "The request met a fault of the service."
                : "The request is not HTTP that this service takes: see to its first line, and to the form, number and size of"
                        + " its headers.";
    }
}
