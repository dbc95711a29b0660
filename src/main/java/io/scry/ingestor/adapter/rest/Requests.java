package io.scry.ingestor.adapter.rest;

import io.scry.ingestor.adapter.Web;
import io.scry.ingestor.adapter.WebAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** Makes the first request out of the options. */
final class Requests {

    private static final String ACCEPTED =
            "application/json, application/x-ndjson, application/*+json;q=0.9, */*;q=0.1";

    private Requests() {}

    static Web.Request first(WebAddress address, RestOptions options) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Accept", ACCEPTED);
        boolean hasBody = options.method() == RestOptions.RestMethod.POST && options.body() != null;
        if (hasBody) {
            headers.put("Content-Type", options.bodyType());
        }
        headers.putAll(options.headers());
        authorise(headers, options.auth());
        return new Web.Request(
                options.method().method(), address, address, headers, hasBody ? options.body() : null, options.terms());
    }

    private static void authorise(Map<String, String> headers, RestOptions.Auth auth) {
        switch (auth.type()) {
            case NONE -> {}
            case BASIC ->
                headers.put(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString((auth.username() + ":" + auth.password())
                                                .getBytes(StandardCharsets.UTF_8)));
            case BEARER -> headers.put("Authorization", "Bearer " + auth.token());
            case HEADER -> headers.put(auth.header(), String.valueOf(auth.key()));
        }
    }
}
