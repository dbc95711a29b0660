package io.scry.ingestor.adapter.word;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Form fields of old make, whose state is shown and is no text. */
final class FormField {

    private FormField() {}

    /** What is seen of the form field at whose data the part stands; empty if its text follows in the document. */
    static String read(XmlPart xml) throws IOException, InterruptedException {
        String seen = "";
        while (xml.nextChild()) {
            switch (xml.name()) {
                case "checkBox" -> seen = checkBox(xml);
                case "ddList" -> seen = choice(xml);
                default -> xml.skip();
            }
        }
        return seen;
    }

    private static String checkBox(XmlPart xml) throws IOException, InterruptedException {
        boolean checked = false;
        while (xml.nextChild()) {
            if (xml.name().equals("checked") || xml.name().equals("default")) {
                // What it is now comes after what it is by default.
                checked = xml.isOn();
            }
            xml.skip();
        }
        return checked ? "☒" : "☐";
    }

    private static String choice(XmlPart xml) throws IOException, InterruptedException {
        int chosen = 0;
        List<String> choices = new ArrayList<>();
        while (xml.nextChild()) {
            switch (xml.name()) {
                case "result", "default" -> chosen = xml.number("val", chosen);
                case "listEntry" -> choices.add(String.valueOf(xml.attribute("val")));
                default -> {}
            }
            xml.skip();
        }
        return chosen >= 0 && chosen < choices.size() ? choices.get(chosen) : "";
    }
}
