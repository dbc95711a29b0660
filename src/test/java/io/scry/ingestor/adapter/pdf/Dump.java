package io.scry.ingestor.adapter.pdf;

import io.scry.ingestor.adapter.AdapterHarness;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.JsonNode;

final class Dump {
    private Dump() {}

    public static void main(String[] args) throws Exception {
        AdapterHarness<PdfOptions> pdf = new AdapterHarness<>(new PdfAdapter());
        for (String arg : args) {
            if (arg.startsWith("-")) {
                continue;
            }
            long start = System.nanoTime();
            try {
                AdapterHarness.Result result = pdf.extract(Path.of(arg), Map.of());
                System.out.printf(
                        "##### %s %d ms %s%n",
                        arg.replaceAll(".*/", ""),
                        (System.nanoTime() - start) / 1000000,
                        result.validation().warnings());
                for (JsonNode page : result.data().get("pages")) {
                    if (page.has("tables")) {
                        for (JsonNode t : page.get("tables")) {
                            System.out.printf("== page %s %s %s%n", t.get("page"), t.get("kind"), t.get("box"));
                            if (!args[0].equals("-s")) {
                                for (JsonNode row : t.get("rows")) {
                                    StringBuilder b = new StringBuilder();
                                    row.forEach(c -> b.append(c.stringValue().replace("\n", "\\n"))
                                            .append(" | "));
                                    System.out.println(b);
                                }
                            }
                        }
                    }
                    if (args[0].equals("-t")) {
                        System.out.println(page.get("text").stringValue());
                        System.out.println("-----");
                    }
                }
                if (args[0].equals("-h")) {
                    result.data()
                            .get("headings")
                            .forEach(h ->
                                    System.out.println(h.get("page") + " L" + h.get("level") + " " + h.get("text")));
                }
            } catch (Exception e) {
                System.out.println("##### " + arg + " " + e);
            }
        }
    }
}
