package io.scry.ingestor;

import io.scry.ingestor.adapter.Adapter;
import io.scry.ingestor.adapter.fetch.FetchSettings;
import io.scry.ingestor.cluster.RedisSettings;
import io.scry.ingestor.database.DatabaseSettings;
import io.scry.ingestor.events.KafkaSettings;
import io.scry.ingestor.health.HealthSettings;
import io.scry.ingestor.isolation.ExtractionSettings;
import io.scry.ingestor.pipeline.RetentionSettings;
import io.scry.ingestor.pipeline.RetrySettings;
import io.scry.ingestor.settings.ConfigSettings;
import io.scry.ingestor.settings.FeatureFlags;
import io.scry.ingestor.settings.ProcessSettings;
import io.scry.ingestor.settings.Section;
import io.scry.ingestor.settings.SettingsLoader;
import io.scry.ingestor.settings.SettingsSource;
import io.scry.ingestor.shutdown.DrainSettings;
import io.scry.ingestor.shutdown.ShutdownSettings;
import io.scry.ingestor.submission.IngestionSettings;
import io.scry.ingestor.tracing.TracingSettings;
import io.scry.ingestor.web.RateLimitSettings;
import io.scry.ingestor.web.SecuritySettings;
import io.scry.ingestor.web.ServerSettings;
import io.scry.ingestor.work.WorkerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.BeanUtils;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/** All there is to configure: every section, and every variable with a name of its own. */
final class Configuration {

    static final List<Section<?>> SECTIONS = List.of(
            new Section<>("", ProcessSettings.class),
            new Section<>("config", ConfigSettings.class),
            new Section<>("server", ServerSettings.class),
            new Section<>("security", SecuritySettings.class),
            new Section<>("rate_limit", RateLimitSettings.class),
            new Section<>("feature_flags", FeatureFlags.class),
            new Section<>("database", DatabaseSettings.class),
            new Section<>("redis", RedisSettings.class),
            new Section<>("kafka", KafkaSettings.class),
            new Section<>("shutdown", ShutdownSettings.class),
            new Section<>("drain", DrainSettings.class),
            new Section<>("health", HealthSettings.class),
            new Section<>("ingestion", IngestionSettings.class),
            new Section<>("extraction", ExtractionSettings.class),
            new Section<>("tracing", TracingSettings.class),
            new Section<>("fetch", FetchSettings.class),
            new Section<>("workers", WorkerSettings.class),
            new Section<>("retry", RetrySettings.class),
            new Section<>("retention", RetentionSettings.class));

    static final Map<String, String> VARIABLES = Map.of(
            "SCRY_DATABASE_URL", "database.url",
            "SCRY_REDIS_URL", "redis.url",
            "SCRY_KAFKA_BOOTSTRAP_SERVERS", "kafka.bootstrap_servers",
            "SCRY_API_KEYS", "security.api_keys",
            "SCRY_ADMIN_API_KEYS", "security.admin_api_keys",
            "SCRY_PORT", "server.port",
            "SCRY_PID_FILE", "server.pid_file",
            "SCRY_ROLES", "roles",
            "SCRY_LOG_LEVEL", "log_level",
            "SCRY_LOG_FORMAT", "log_format");

    /** Variables that each name a file with a list. */
    static final Map<String, String> LISTS = Map.of(
            "SCRY_API_KEYS_FILE", "security.api_keys",
            "SCRY_ADMIN_API_KEYS_FILE", "security.admin_api_keys");

    private static final String DIRECTORY = "SCRY_CONFIG_DIR";

    private Configuration() {}

    /** All of it, in an environment. */
    static SettingsSource source(Map<String, String> environment) {
        Path directory = Path.of(environment.getOrDefault(DIRECTORY, "config"));
        SettingsLoader loader = new SettingsLoader(SECTIONS, adapterOptions(), VARIABLES, LISTS);
        return new SettingsSource(loader, directory, environment);
    }

    /** A new adapter needs no entry in any list. */
    static Map<String, Class<? extends Record>> adapterOptions() {
        Map<String, Class<? extends Record>> options = new HashMap<>();
        for (Class<?> type : typesNamedAdapter()) {
            if (Adapter.class.isAssignableFrom(type) && AnnotatedElementUtils.hasAnnotation(type, Component.class)) {
                Adapter<?> adapter = (Adapter<?>) BeanUtils.instantiateClass(type);
                options.put(adapter.name(), adapter.options());
            }
        }
        return options;
    }

    /** Only these are looked at: to look at all classes that adapters use would take as long as reading all settings. */
    private static List<Class<?>> typesNamedAdapter() {
        String folder = ClassUtils.classPackageAsResourcePath(Adapter.class);
        List<Class<?>> types = new ArrayList<>();
        try {
            for (Resource found : new PathMatchingResourcePatternResolver()
                    .getResources("classpath*:" + folder + "/**/*Adapter.class")) {
                String path = found.getURL().getPath();
                String name =
                        path.substring(path.lastIndexOf(folder), path.length() - ClassUtils.CLASS_FILE_SUFFIX.length());
                types.add(ClassUtils.resolveClassName(ClassUtils.convertResourcePathToClassName(name), null));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The adapters cannot be found", e);
        }
        return types;
    }
}
