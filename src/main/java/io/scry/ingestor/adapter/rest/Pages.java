package io.scry.ingestor.adapter.rest;

import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException.Reason;
import io.scry.ingestor.adapter.Web;
import io.scry.ingestor.adapter.WebAddress;
import io.scry.ingestor.adapter.rest.RestOptions.Pagination;
import io.scry.ingestor.adapter.rest.RestOptions.PaginationType;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the address of each page. */
final class Pages {

    private static final int NOT_FOUND = 404;

    private final Pagination pagination;
    private final Set<WebAddress> asked = new HashSet<>();
    private int page;
    private long records;
    private String before = "";

    Pages(Pagination pagination) {
        this.pagination = pagination;
        this.page = pagination.firstPage();
    }

    /** The address of the first page. */
    WebAddress first(WebAddress endpoint) {
        WebAddress address = endpoint;
        if (pagination.type() != PaginationType.NONE && !pagination.sizeParam().isEmpty()) {
            address = address.with(pagination.sizeParam(), Integer.toString(pagination.size()));
        }
        address = switch (pagination.type()) {
            case NONE, LINK, CURSOR -> address;
            case PAGE -> address.with(pagination.pageParam(), Integer.toString(page));
            case OFFSET -> address.with(pagination.offsetParam(), "0");
        };
        asked.add(address);
        return address;
    }

    /** Whether this is how a server says that the page before was the last one. */
    boolean isBeyondTheLast(Web.Answer answer) {
        return pagination.type() == PaginationType.PAGE
                && page > pagination.firstPage()
                && answer.status() == NOT_FOUND;
    }

    /**
     * The address of the page after this one, if there is one.
     *
     * @param count how many records this one has
     * @param cursor what this one has at cursor_path
     */
    @Nullable
    WebAddress next(WebAddress current, Web.Answer answer, long count, @Nullable String cursor) {
        records += count;
        WebAddress next = switch (pagination.type()) {
            case NONE -> null;
            case LINK -> linked(answer);
            case CURSOR -> cursor(current, answer, cursor);
            case PAGE -> count == 0 ? null : current.with(pagination.pageParam(), Integer.toString(++page));
            case OFFSET -> count == 0 ? null : current.with(pagination.offsetParam(), Long.toString(records));
        };
        boolean again = count > 0 && answer.sha256().equals(before);
        before = answer.sha256();
        if (next != null && (!asked.add(next) || (again && isCounted()))) {
            throw new UnreadableSourceException(
                    Reason.UNSUPPORTED,
                    "The pages go in a circle: the server gives a page again that it gave before. Correct pagination.");
        }
        return next;
    }

    private boolean isCounted() {
        return pagination.type() == PaginationType.PAGE || pagination.type() == PaginationType.OFFSET;
    }

    private static @Nullable WebAddress linked(Web.Answer answer) {
        String next = LinkHeader.next(answer.headers("Link"));
        return next == null ? null : resolve(answer.address(), next);
    }

    private @Nullable WebAddress cursor(WebAddress current, Web.Answer answer, @Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        return pagination.cursorParam().isEmpty()
                ? resolve(answer.address(), cursor)
                : current.with(pagination.cursorParam(), cursor);
    }

    private static WebAddress resolve(WebAddress from, String link) {
        try {
            return from.resolve(link);
        } catch (IllegalArgumentException e) {
            throw new UnreadableSourceException(
                    Reason.UNSUPPORTED, "The next page cannot be fetched. " + e.getMessage(), e);
        }
    }
}
