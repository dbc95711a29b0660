package io.scry.ingestor.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.scry.ingestor.settings.ActiveSettings;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Begins the steps of traces, and sends those that have ended to {@code tracing.endpoint}, in batches and beside all else:
 * steps are lost when the collector is away, and nobody waits for it. Without an endpoint it does nothing.
 */
@Component
public class Traces {

    private static final String SERVICE = "scry-ingestor";
    private static final Duration EXPORT = Duration.ofSeconds(5);
    private static final Duration BATCH = Duration.ofSeconds(1);

    private final @Nullable SdkTracerProvider provider;
    private final @Nullable Tracer tracer;

    Traces(ActiveSettings settings) {
        TracingSettings tracing = settings.current().get(TracingSettings.class);
        String environment = settings.current().environment();
        this.provider = tracing.endpoint() == null ? null : provider(tracing.endpoint(), tracing, environment);
        this.tracer = provider == null ? null : provider.get(SERVICE);
    }

    private static SdkTracerProvider provider(String endpoint, TracingSettings tracing, String environment) {
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint)
                .setTimeout(EXPORT)
                .setConnectTimeout(EXPORT)
                .build();
        Resource resource = Resource.getDefault().toBuilder()
                .put(AttributeKey.stringKey("service.name"), SERVICE)
                .put(AttributeKey.stringKey("deployment.environment.name"), environment)
                .build();
        return SdkTracerProvider.builder()
                .setResource(resource)
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(tracing.sampleRatio())))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setScheduleDelay(BATCH)
                        .setExporterTimeout(EXPORT)
                        .build())
                .build();
    }

    /**
     * Begins a step, which whoever began it ends.
     *
     * @param name of few different values; what is particular goes into {@link Step#put}
     * @param parent the step that it is a part of, as {@code traceparent} of W3C Trace Context; null if there is none
     */
    public Step begin(SpanKind kind, String name, @Nullable String parent) {
        return tracer == null ? Step.untraced(parent) : Step.begin(tracer, kind, name, parent);
    }

    boolean isOn() {
        return provider != null;
    }

    /** Sends what has ended; returns when that is done, or its time is over. */
    void close(Duration limit) {
        if (provider != null) {
            provider.shutdown().join(limit.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
