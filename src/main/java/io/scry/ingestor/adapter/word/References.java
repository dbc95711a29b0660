package io.scry.ingestor.adapter.word;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** What hangs on a piece of text: its links, notes, comments and changes, in order. More than fits is left out. */
final class References {

    /** How much is kept, in characters and so many more for each reference. */
    private static final int ROOM = 500_000;

    private static final int EACH = 20;

    private final List<Link> links = new ArrayList<>();
    private final List<String> footnotes = new ArrayList<>();
    private final List<String> endnotes = new ArrayList<>();
    private final List<String> comments = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();
    private int held;
    private boolean cut;

    private record Link(String text, String url) {}

    private record Change(
            Revision revision,
            @Nullable String author,
            @Nullable String date,
            String text) {}

    void link(String text, String url) {
        if (hasRoom(text.length() + url.length())) {
            links.add(new Link(text, url));
        }
    }

    void footnote(@Nullable String id) {
        note(footnotes, id);
    }

    void endnote(@Nullable String id) {
        note(endnotes, id);
    }

    void comment(@Nullable String id) {
        note(comments, id);
    }

    void change(Revision revision, @Nullable String author, @Nullable String date, String text) {
        int length = (author == null ? 0 : author.length()) + (date == null ? 0 : date.length()) + text.length();
        if (hasRoom(length)) {
            changes.add(new Change(revision, author, date, text));
        }
    }

    /** Adds all of another piece's. */
    void add(References other) {
        if (hasRoom(other.held)) {
            links.addAll(other.links);
            footnotes.addAll(other.footnotes);
            endnotes.addAll(other.endnotes);
            comments.addAll(other.comments);
            changes.addAll(other.changes);
        }
        cut |= other.cut;
    }

    boolean isEmpty() {
        return held == 0;
    }

    /** Whether some were left out. */
    boolean isCut() {
        return cut;
    }

    /** Writes them as properties of the current object, those that there are. */
    void write(JsonGenerator json) {
        if (!links.isEmpty()) {
            json.writeArrayPropertyStart("links");
            for (Link link : links) {
                json.writeStartObject();
                json.writeStringProperty("text", link.text());
                json.writeStringProperty("url", link.url());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        write(json, "footnotes", footnotes);
        write(json, "endnotes", endnotes);
        write(json, "comments", comments);
        if (!changes.isEmpty()) {
            json.writeArrayPropertyStart("changes");
            changes.forEach(change -> write(json, change));
            json.writeEndArray();
        }
    }

    private static void write(JsonGenerator json, String name, List<String> ids) {
        if (!ids.isEmpty()) {
            json.writeArrayPropertyStart(name);
            ids.forEach(json::writeString);
            json.writeEndArray();
        }
    }

    private static void write(JsonGenerator json, Change change) {
        json.writeStartObject();
        json.writeStringProperty("type", change.revision().label());
        if (change.author() != null) {
            json.writeStringProperty("author", change.author());
        }
        if (change.date() != null) {
            json.writeStringProperty("date", change.date());
        }
        json.writeStringProperty("text", change.text());
        json.writeEndObject();
    }

    private void note(List<String> notes, @Nullable String id) {
        if (id != null && hasRoom(id.length())) {
            notes.add(id);
        }
    }

    private boolean hasRoom(int length) {
        boolean room = held + length + EACH <= ROOM;
        held += room ? length + EACH : 0;
        cut |= !room;
        return room;
    }
}
