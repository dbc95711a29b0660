package io.scry.ingestor.adapter.word;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lists of a document: many may count together, since they are of one abstract list. */
final class Lists {

    static final Lists NONE = new Lists();

    private final Map<String, AbstractList> abstractLists = new HashMap<>();
    private final Map<String, Instance> instances = new HashMap<>();

    private record AbstractList(
            Map<Integer, ListLevel> levels, @Nullable String style) {}

    private record Instance(String abstractList, Map<Integer, ListLevel> levels, Map<Integer, Integer> starts) {}

    /**
     * A list as it is used.
     *
     * @param counting what lists have in common that count together
     * @param levels its levels, from 0 on
     * @param starts the numbers at which levels start again at their first item in this list; the others do not
     */
    record Definition(String counting, Map<Integer, ListLevel> levels, Map<Integer, Integer> starts) {

        ListLevel level(int level) {
            return levels.getOrDefault(level, ListLevel.UNKNOWN);
        }

        /** The level, from 0 on, of paragraphs of this style; 0 if none is meant for it. */
        int levelOf(@Nullable String style) {
            for (int level = 0; style != null && level < ListLevel.COUNT; level++) {
                if (style.equals(level(level).paragraphStyle())) {
                    return level;
                }
            }
            return 0;
        }
    }

    static Lists read(XmlPart xml) throws IOException, InterruptedException {
        Lists lists = new Lists();
        xml.nextChild();
        while (xml.nextChild()) {
            switch (xml.name()) {
                case "abstractNum" -> lists.readAbstract(xml);
                case "num" -> lists.readInstance(xml);
                default -> xml.skip();
            }
        }
        return lists;
    }

    private void readAbstract(XmlPart xml) throws IOException, InterruptedException {
        String id = String.valueOf(xml.attribute("abstractNumId"));
        Map<Integer, ListLevel> levels = new HashMap<>();
        String style = null;
        while (xml.nextChild()) {
            switch (xml.name()) {
                case "lvl" -> readLevel(xml, xml.number("ilvl", 0), levels);
                case "numStyleLink" -> {
                    style = xml.attribute("val");
                    xml.skip();
                }
                default -> xml.skip();
            }
        }
        abstractLists.put(id, new AbstractList(levels, style));
    }

    private void readInstance(XmlPart xml) throws IOException, InterruptedException {
        String id = String.valueOf(xml.attribute("numId"));
        String abstractList = "";
        Map<Integer, ListLevel> levels = new HashMap<>();
        Map<Integer, Integer> starts = new HashMap<>();
        while (xml.nextChild()) {
            switch (xml.name()) {
                case "abstractNumId" -> {
                    abstractList = String.valueOf(xml.attribute("val"));
                    xml.skip();
                }
                case "lvlOverride" -> readOverride(xml, xml.number("ilvl", 0), levels, starts);
                default -> xml.skip();
            }
        }
        instances.put(id, new Instance(abstractList, levels, starts));
    }

    private static void readOverride(
            XmlPart xml, int level, Map<Integer, ListLevel> levels, Map<Integer, Integer> starts)
            throws IOException, InterruptedException {
        while (xml.nextChild()) {
            switch (xml.name()) {
                case "lvl" -> readLevel(xml, level, levels);
                case "startOverride" -> {
                    starts.put(level, Math.max(0, xml.number("val", 0)));
                    xml.skip();
                }
                default -> xml.skip();
            }
        }
    }

    private static void readLevel(XmlPart xml, int level, Map<Integer, ListLevel> levels)
            throws IOException, InterruptedException {
        levels.put(level, ListLevel.read(xml));
    }

    /** The list with this id, if there is one. */
    @Nullable
    Definition definition(String id, Styles styles) {
        Instance instance = instances.get(id);
        AbstractList list = instance == null ? null : abstractLists.get(instance.abstractList());
        if (instance == null || list == null) {
            return null;
        }
        String counting = instance.abstractList();
        if (list.style() != null) {
            // It only points to a style of lists, whose own list says how it looks.
            Instance linked = instances.get(String.valueOf(styles.list(list.style())));
            AbstractList target = linked == null ? null : abstractLists.get(linked.abstractList());
            if (linked != null && target != null) {
                counting = linked.abstractList();
                list = target;
            }
        }
        Map<Integer, ListLevel> levels = new HashMap<>(list.levels());
        levels.putAll(instance.levels());
        return new Definition(counting, levels, instance.starts());
    }
}
