package io.scry.ingestor.adapter.rest;

import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import io.scry.ingestor.adapter.Web;
import io.scry.ingestor.adapter.WebAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes requests out of the options. */
final class Requests {

    private static final String ACCEPTED =
            "application/json, application/x-ndjson, application/*+json;q=0.9, */*;q=0.1";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

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

    /**
     * The same with a value in its JSON body.
     *
     * @param path a JSON Pointer to the value; what it stands in has to be there
     */
    static Web.Request withBodyValue(Web.Request request, String path, JsonNode value) {
        JsonPointer pointer = JsonPointer.compile(path);
        try {
            JsonNode body = JSON.readTree(String.valueOf(request.body()));
            if (body.at(pointer.head()) instanceof ObjectNode object) {
                object.set(pointer.last().getMatchingProperty(), value);
                return request.withBody(body.toString());
            }
        } catch (JacksonException e) {
            throw noPlace(path, e);
        }
        throw noPlace(path, null);
    }

    private static UnreadableSourceException noPlace(String path, @Nullable Throwable cause) {
        String message = "The body has no place for the value of the next page: body_path (" + path
                + ") has to lead into an object of a JSON body.";
        return cause == null
                ? new UnreadableSourceException(Reason.UNSUPPORTED, message)
                : new UnreadableSourceException(Reason.UNSUPPORTED, message, cause);
    }

    private static void authorise(Map<String, String> headers, Auth auth) {
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
