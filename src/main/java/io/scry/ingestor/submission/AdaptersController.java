package io.scry.ingestor.submission;

import io.scry.ingestor.adapter.Adapter;
import io.scry.ingestor.adapter.Adapters;
import io.scry.ingestor.settings.OptionsSchema;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Says which adapters there are, and what they take. */
@RestController
@Tag(name = "ingest")
class AdaptersController {

    private final Adapters adapters;
    /** Made when they are asked for: few ever are, and every start would wait for all of them. */
    private final Map<String, JsonNode> schemas = new ConcurrentHashMap<>();

    AdaptersController(Adapters adapters) {
        this.adapters = adapters;
    }

    /**
     * One adapter.
     *
     * @param accepts the media types that it reads
     * @param options the JSON Schema of its options
     */
    record Detail(String name, List<String> accepts, JsonNode options) {}

    @Operation(summary = "List the adapters")
    @GetMapping(IngestController.PATH + "/adapters")
    Map<String, Object> adapters(@RequestParam(defaultValue = "false") boolean detailed) {
        Function<Adapter<?>, Object> shown =
                detailed ? adapter -> new Detail(adapter.name(), adapter.accepts(), schema(adapter)) : Adapter::name;
        return Map.of("adapters", adapters.all().stream().map(shown).toList());
    }

    private JsonNode schema(Adapter<?> adapter) {
        return schemas.computeIfAbsent(adapter.name(), _ -> OptionsSchema.of(adapter.options()));
    }
}
