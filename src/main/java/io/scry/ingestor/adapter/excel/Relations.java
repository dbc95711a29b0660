package io.scry.ingestor.adapter.excel;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What other parts a part of an xlsx file refers to. */
final class Relations {

    private final Map<String, Relation> byId = new LinkedHashMap<>();

    /**
     * One reference.
     *
     * @param type a URI whose last segment tells what it is
     * @param target the path of the other part
     */
    record Relation(String type, String target) {

        boolean is(String kind) {
            return type.endsWith("/" + kind);
        }
    }

    /** Opens a part, if it is there. */
    interface Opener {
        @Nullable
        Xml open(String part) throws IOException;
    }

    /**
     * @param part the part whose references these are; empty for those of the file
     */
    static Relations of(ZipParts parts, String part, Opener opener) throws IOException, InterruptedException {
        Relations relations = new Relations();
        int slash = part.lastIndexOf('/') + 1;
        String folder = part.substring(0, slash);
        try (Xml xml = opener.open(folder + "_rels/" + part.substring(slash) + ".rels")) {
            while (xml != null && xml.next()) {
                if (xml.isStart("Relationship")) {
                    relations.add(xml, folder, parts);
                }
            }
        }
        return relations;
    }

    private void add(Xml xml, String folder, ZipParts parts) {
        String id = xml.attribute("Id");
        String type = xml.attribute("Type");
        String target = xml.attribute("Target");
        if (id != null && type != null && target != null) {
            String path = resolve(folder, target);
            byId.put(id, new Relation(type, parts.has(path) || !parts.has(target) ? path : target));
        }
    }

    private static String resolve(String folder, String target) {
        try {
            String path =
                    URI.create("/" + folder).resolve(target.replace('\\', '/')).getPath();
            return path == null || path.isEmpty() ? target : path.substring(1);
        } catch (IllegalArgumentException _) {
            return folder + target;
        }
    }

    @Nullable
    Relation get(@Nullable String id) {
        return id == null ? null : byId.get(id);
    }

    /** The first of a kind. */
    @Nullable
    Relation first(String kind) {
        for (Relation relation : byId.values()) {
            if (relation.is(kind)) {
                return relation;
            }
        }
        return null;
    }
}
