package io.scry.ingestor.adapter.word;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/** What a part refers to, by id: other parts, and addresses elsewhere, which are told and never followed. */
record Relationships(Map<String, Relationship> byId) {

    static final Relationships NONE = new Relationships(Map.of());

    /**
     * One of them.
     *
     * @param type the last part of its type, such as {@code styles}
     * @param target the other part's name, or the address as it is written if it is elsewhere
     */
    record Relationship(String type, String target, boolean external) {}

    /** Reads them, as seen from a part in this folder. */
    static Relationships read(XmlPart xml, String folder) throws IOException, InterruptedException {
        Map<String, Relationship> byId = new LinkedHashMap<>();
        xml.nextChild();
        while (xml.nextChild()) {
            String id = xml.attribute("Id");
            String type = xml.attribute("Type");
            String target = xml.attribute("Target");
            if (id != null && type != null && target != null) {
                boolean external = "External".equalsIgnoreCase(xml.attribute("TargetMode"));
                byId.put(
                        id,
                        new Relationship(
                                type.substring(type.lastIndexOf('/') + 1),
                                external ? target : resolve(folder, target),
                                external));
            }
            xml.skip();
        }
        return new Relationships(byId);
    }

    /** The part of this type, if there is one. */
    Optional<String> part(String type) {
        return byId.values().stream()
                .filter(it -> !it.external() && it.type().equalsIgnoreCase(type))
                .map(Relationship::target)
                .findFirst();
    }

    /** The part with this id, if it is one. */
    Optional<String> partWithId(@Nullable String id) {
        return Optional.ofNullable(id == null ? null : byId.get(id))
                .filter(it -> !it.external())
                .map(Relationship::target);
    }

    /** The address with this id, if it is one. */
    @Nullable
    String address(@Nullable String id) {
        Relationship relationship = id == null ? null : byId.get(id);
        return relationship != null && relationship.external() ? relationship.target() : null;
    }

    /** Whether something that Word would load lies elsewhere, such as an image or a template. */
    boolean referElsewhere() {
        return byId.values().stream().anyMatch(it -> it.external() && !it.type().equals("hyperlink"));
    }

    private static String resolve(String folder, String target) {
        String path = StringUtils.cleanPath(target.startsWith("/") ? target : folder + target);
        return path.startsWith("/") ? path.substring(1) : path;
    }
}
