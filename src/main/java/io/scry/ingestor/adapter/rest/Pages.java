package io.scry.ingestor.adapter.rest;

import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import io.scry.ingestor.adapter.Web;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Makes the request for each page out of the one before. */
final class Pages {

    private static final int NOT_FOUND = 404;
    private static final int LONGEST_CURSOR = 8000;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Pagination pagination;
    /** The addresses or, if it goes into the body, the cursors. */
    private final Set<Object> asked = new HashSet<>();

    private int page;
    private long records;
    private String before = "";

    Pages(Pagination pagination) {
        this.pagination = pagination;
        this.page = pagination.firstPage();
    }

    /** The request for the first page. */
    Web.Request first(Web.Request endpoint) {
        boolean sized = pagination.type() != Pagination.Type.NONE
                && !pagination.sizeParam().isEmpty();
        Web.Request request = sized
                ? endpoint.at(endpoint.address().with(pagination.sizeParam(), Integer.toString(pagination.size())))
                : endpoint;
        request = switch (pagination.type()) {
            case NONE, LINK, CURSOR -> request;
            case PAGE -> with(request, pagination.pageParam(), JSON.numberNode(page));
            case OFFSET -> with(request, pagination.offsetParam(), JSON.numberNode(0));
        };
        asked.add(request.address());
        return request;
    }

    /** Whether this is how a server says that the page before was the last one. */
    boolean isBeyondTheLast(Web.Answer answer) {
        return pagination.type() == Pagination.Type.PAGE
                && page > pagination.firstPage()
                && answer.status() == NOT_FOUND;
    }

    /**
     * The request for the page after this one, if there is one.
     *
     * @param count how many records this one has
     * @param cursor what this one has at cursor_path
     */
    Web.@Nullable Request next(Web.Request current, Web.Answer answer, long count, @Nullable JsonNode cursor) {
        records += count;
        Web.Request next = switch (pagination.type()) {
            case NONE -> null;
            case LINK -> linked(current, answer, LinkHeader.next(answer.headers("Link")));
            case CURSOR -> cursor == null ? null : following(current, answer, cursor);
            case PAGE -> count == 0 ? null : with(current, pagination.pageParam(), JSON.numberNode(++page));
            case OFFSET -> count == 0 ? null : with(current, pagination.offsetParam(), JSON.numberNode(records));
        };
        boolean isNew = pagination.bodyPath().isEmpty()
                ? next == null || asked.add(next.address())
                : cursor == null || asked.add(cursor);
        boolean again = count > 0 && answer.sha256().equals(before);
        before = answer.sha256();
        if (next != null && (!isNew || (again && pagination.type().isCounted()))) {
            throw new UnreadableSourceException(
                    Reason.UNSUPPORTED,
                    "The pages go in a circle: the server gives a page again that it gave before. Correct pagination.");
        }
        return next;
    }

    private Web.@Nullable Request following(Web.Request current, Web.Answer answer, JsonNode cursor) {
        String text = cursor.asString();
        if (text.isEmpty()) {
            return null;
        }
        if (text.length() > LONGEST_CURSOR) {
            throw new UnreadableSourceException(
                    Reason.LIMIT_EXCEEDED,
                    "The server's cursor is longer than " + LONGEST_CURSOR + " characters. Correct cursor_path.");
        }
        return pagination.cursorParam().isEmpty() && pagination.bodyPath().isEmpty()
                ? linked(current, answer, text)
                : with(current, pagination.cursorParam(), cursor);
    }

    /** The same with a value in its address or in its body. */
    private Web.Request with(Web.Request request, String parameter, JsonNode value) {
        return pagination.bodyPath().isEmpty()
                ? request.at(request.address().with(parameter, value.asString()))
                : Requests.withBodyValue(request, pagination.bodyPath(), value);
    }

    private static Web.@Nullable Request linked(Web.Request current, Web.Answer answer, @Nullable String link) {
        try {
            return link == null ? null : current.at(answer.address().resolve(link));
        } catch (IllegalArgumentException e) {
            throw new UnreadableSourceException(
                    Reason.UNSUPPORTED, "The next page cannot be fetched. " + e.getMessage(), e);
        }
    }
}
