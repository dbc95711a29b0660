package io.scry.ingestor.fuzz;

import io.scry.ingestor.adapter.Adapter;
import io.scry.ingestor.adapter.AdapterHarness;
import io.scry.ingestor.adapter.UnreadableSourceException;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the fuzzer calls: one input through one adapter. That the adapter says what is wrong with it is what should
 * happen; anything else that it throws is a finding.
 */
public final class AdapterFuzz {

    /** Options that reach more of the code, by adapter. */
    private static final Map<String, Map<String, ?>> OPTIONS = Map.of(
            "pdf", Map.of("mode", "layout", "table_mode", "aligned"),
            "excel", Map.of("all_sheets", true, "values", "displayed", "merged_cells", "fill"),
            "word", Map.of("tracked_changes", "show"),
            "json", Map.of("unique_fields", "a", "required_fields", "a.b"),
            "soup", Map.of("selectors.x", "div > p, li ~ li, :has(a)"),
            "csv", Map.of("unique_columns", "a"));

    private static @Nullable AdapterHarness<?> harness;
    private static Map<String, ?> options = Map.of();

    private AdapterFuzz() {}

    /** Called once by the fuzzer. */
    public static void fuzzerInitialize() throws ReflectiveOperationException {
        String name = System.getProperty("fuzz.adapter");
        harness = harness(name);
        options = Boolean.getBoolean("fuzz.more") ? OPTIONS.getOrDefault(name, Map.of()) : Map.of();
    }

    /** Called with each input. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException, InterruptedException {
        run(Objects.requireNonNull(harness, "fuzzerInitialize comes first"), input, options);
    }

    static void run(AdapterHarness<?> harness, byte[] input, Map<String, ?> options)
            throws IOException, InterruptedException {
        try {
            harness.extract(Parts.archive(input), options);
        } catch (UnreadableSourceException said) {
            if (said.getMessage() == null || said.getMessage().isBlank()) {
                throw new AssertionError("The reason is not said", said);
            }
        }
    }

    /** The adapter of this name; adapters are seen by nobody else. */
    static AdapterHarness<?> harness(String name) throws ReflectiveOperationException {
        String simple = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + "Adapter";
        var constructor =
                Class.forName("io.scry.ingestor.adapter." + name + "." + simple).getDeclaredConstructor();
        constructor.setAccessible(true);
        return new AdapterHarness<>((Adapter<?>) constructor.newInstance());
    }
}
