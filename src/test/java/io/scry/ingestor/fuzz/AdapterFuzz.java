package io.scry.ingestor.fuzz;

import io.scry.ingestor.adapter.Adapter;
import io.scry.ingestor.adapter.AdapterHarness;
import io.scry.ingestor.adapter.UnavailableSourceException;
import io.scry.ingestor.adapter.UnreadableSourceException;
import io.scry.ingestor.adapter.rest.RestFuzz;
import java.io.IOException;
import java.util.HashMap;
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
            "csv", Map.of("unique_columns", "a"),
            "rest", Map.of("pagination.type", "cursor", "pagination.cursor_path", "/next"));
    /** Every page is the same one, so few of them are enough. */
    private static final Map<String, ?> FEW = Map.of("max_pages", 3, "timeout", "5s", "retry.max_attempts", 1);

    private static @Nullable Target target;

    private AdapterFuzz() {}

    /** What takes an input. */
    private interface Target {
        void run(byte[] input) throws IOException, InterruptedException;
    }

    /** Called once by the fuzzer. */
    public static void fuzzerInitialize() throws ReflectiveOperationException, IOException {
        String name = System.getProperty("fuzz.adapter");
        Map<String, Object> options =
                new HashMap<>(Boolean.getBoolean("fuzz.more") ? OPTIONS.getOrDefault(name, Map.of()) : Map.of());
        if (name.equals("rest")) {
            options.putAll(FEW);
            RestFuzz server = new RestFuzz();
            target = input -> server.run(input, options);
        } else {
            AdapterHarness<?> harness = harness(name);
            target = input -> harness.extract(Parts.archive(input), options);
        }
    }

    /** Called with each input. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException, InterruptedException {
        try {
            Objects.requireNonNull(target, "fuzzerInitialize comes first").run(input);
        } catch (UnreadableSourceException | UnavailableSourceException said) {
            if (said.getMessage() == null || said.getMessage().isBlank()) {
                throw new AssertionError("The reason is not said", said);
            }
        }
    }

    /** The adapter of this name; adapters are seen by nobody else. */
    private static AdapterHarness<?> harness(String name) throws ReflectiveOperationException {
        String simple = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + "Adapter";
        var constructor =
                Class.forName("io.scry.ingestor.adapter." + name + "." + simple).getDeclaredConstructor();
        constructor.setAccessible(true);
        return new AdapterHarness<>((Adapter<?>) constructor.newInstance());
    }
}
