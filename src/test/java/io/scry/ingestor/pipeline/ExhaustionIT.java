package io.scry.ingestor.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.scry.ingestor.adapter.Adapter;
import io.scry.ingestor.adapter.Adapters;
import io.scry.ingestor.adapter.Document;
import io.scry.ingestor.adapter.Extraction;
import io.scry.ingestor.adapter.Head;
import io.scry.ingestor.adapter.Output;
import io.scry.ingestor.adapter.fetch.Fetching;
import io.scry.ingestor.cluster.ProgressBoard;
import io.scry.ingestor.harness.ServiceInJvm;
import io.scry.ingestor.isolation.Extractions;
import io.scry.ingestor.records.Ingestions;
import io.scry.ingestor.records.Results;
import io.scry.ingestor.settings.ActiveSettings;
import io.scry.ingestor.tracing.Traces;
import io.scry.ingestor.work.ClaimedJob;
import io.scry.ingestor.work.JobHandler;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.json.JsonMapper;

class ExhaustionIT {

    static List<Supplier<Error>> errors() {
        return List.of(
                () -> new OutOfMemoryError("Java heap space"), StackOverflowError::new, NoClassDefFoundError::new);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void endsAnIngestionThatBreaksItsWorker(Supplier<Error> error) throws Exception {
        try (ServiceInJvm service = ServiceInJvm.start(Map.of("SCRY_ROLES", "api"))) {
            String id = service.submitter().queue("json", Map.of("data", "[]"));
            Pipeline pipeline = pipeline(service.context(), error);

            // Caught here: an OutOfMemoryError that escaped from the test would end the JVM of all tests.
            AtomicReference<JobHandler.@Nullable Outcome> outcome = new AtomicReference<>();
            Throwable escaped = catchThrowable(
                    () -> outcome.set(pipeline.run(new ClaimedJob(UUID.fromString(id), id + "/0", 2, "worker"))));
            assertThat(escaped == null).as("nothing escapes: %s", escaped).isTrue();
            assertThat(outcome.get()).isEqualTo(new JobHandler.Outcome.Done());
            assertThat(service.submitter().show(id).path("status").asString()).isEqualTo("failed");
            assertThat(service.submitter().show(id).path("failures").size()).isEqualTo(1);
        }
    }

    private static Pipeline pipeline(ApplicationContext beans, Supplier<Error> error) {
        JsonMapper json = beans.getBean(JsonMapper.class);
        Adapter<?> real = beans.getBean(Adapters.class).named("json").orElseThrow();
        Adapters broken = new Adapters(List.of(new Broken<>(real, error)));
        return new Pipeline(
                beans.getBean(Ingestions.class),
                beans.getBean(Results.class),
                new Extractor(
                        broken,
                        beans.getBean(SourceFiles.class),
                        beans.getBean(Fetching.class),
                        beans.getBean(Extractions.class),
                        json),
                beans.getBean(Finisher.class),
                beans.getBean(ProgressBoard.class),
                beans.getBean(ActiveSettings.class),
                json,
                Clock.systemUTC(),
                RandomGenerator.getDefault(),
                beans.getBean(IngestionMeters.class),
                beans.getBean(Traces.class));
    }

    /** Has the name and the options of a real adapter, and breaks off in an error of the JVM. */
    private record Broken<O extends Record>(Adapter<O> real, Supplier<Error> error) implements Adapter<O> {

        @Override
        public String name() {
            return real.name();
        }

        @Override
        public Class<O> options() {
            return real.options();
        }

        @Override
        public List<String> accepts() {
            return real.accepts();
        }

        @Override
        public Match recognise(Head head) {
            return real.recognise(head);
        }

        @Override
        public Extraction extract(Document document, O options, Output output) {
            throw error.get();
        }
    }
}
