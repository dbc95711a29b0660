package io.scry.ingestor;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.scry.ingestor.settings.InvalidSettingsException;
import io.scry.ingestor.settings.ProcessSettings;
import io.scry.ingestor.settings.ReloadableSettings;
import io.scry.ingestor.settings.ReplicaName;
import io.scry.ingestor.settings.Settings;
import io.scry.ingestor.settings.SettingsSource;
import io.scry.ingestor.shutdown.ExitCode;
import io.scry.ingestor.shutdown.ProcessSignals;
import io.scry.ingestor.shutdown.Shutdown;
import io.scry.ingestor.shutdown.ShutdownSettings;
import io.scry.ingestor.shutdown.Termination;
import io.scry.ingestor.web.ServerSettings;
import io.scry.ingestor.work.Replica;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.ApplicationPidFileWriter;
import org.springframework.boot.data.autoconfigure.web.DataWebAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisRepositoriesAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.web.context.support.StandardServletEnvironment;

/** The service. */
@SpringBootApplication(
        exclude = {
            KafkaAutoConfiguration.class,
            DataRedisAutoConfiguration.class,
            DataRedisReactiveAutoConfiguration.class,
            DataRedisRepositoriesAutoConfiguration.class,
            DataWebAutoConfiguration.class,
            // It would look through all methods of all beans for annotations that this code does not use.
            TransactionAutoConfiguration.class
        },
        // Only there when the service runs.
        excludeName = "org.springframework.boot.netty.autoconfigure.NettyAutoConfiguration")
public class ScryIngestor {

    private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

    /** Starts the service; with {@code --check-config} it only says whether the configuration is valid. */
    public static void main(String[] args) {
        if (Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
            // The build asks which beans there are, and makes none of them. None depends on the settings.
            start(Map.of("SCRY_DATABASE_URL", "postgresql://nobody@localhost:1/none"));
            return;
        }
        run(System.getenv(), args);
    }

    /** As {@link #main}, with what is to take the place of the process's environment. */
    public static void run(Map<String, String> environment, String... args) {
        carryVirtualThreads();
        // First of all: a signal that comes before its handler kills.
        Termination termination = new Termination();
        // How the log is written is not known yet, and its version is not worth a line of another form.
        ((Logger) LoggerFactory.getLogger("org.hibernate.validator")).setLevel(Level.WARN);
        SettingsSource source = Configuration.source(environment);
        Settings settings;
        try {
            settings = source.load();
        } catch (InvalidSettingsException e) {
            System.err.println(e.getMessage());
            System.exit(ExitCode.INVALID_CONFIGURATION.code());
            return;
        }
        if (List.of(args).contains("--check-config")) {
            System.out.println("The configuration is valid; its version is " + settings.version());
            return;
        }
        SpringApplication application = application(source, settings, termination.shutdown(), termination.signals());
        application.addInitializers(
                context -> context.getBeanFactory().addBeanPostProcessor(termination.givingUp()),
                context -> termination.signals().report());
        termination.start(() -> application.run(args));
    }

    /** A virtual thread that loads a class keeps its carrier, of which one or two processors give one or two. */
    private static void carryVirtualThreads() {
        if (System.getProperty(CARRIERS) == null) {
            System.setProperty(
                    CARRIERS, Integer.toString(Math.max(16, Runtime.getRuntime().availableProcessors())));
        }
    }

    /**
     * Starts the service in this JVM, whose signals stay as they are; it ends when its context is closed.
     *
     * @param environment what would be the process's environment; only {@code SCRY_…} names are read
     * @throws InvalidSettingsException if the configuration is invalid
     */
    public static ConfigurableApplicationContext start(Map<String, String> environment, String... args) {
        SettingsSource source = Configuration.source(environment);
        return application(source, source.load(), new Shutdown(), new ProcessSignals())
                .run(args);
    }

    private static SpringApplication application(
            SettingsSource source, Settings settings, Shutdown shutdown, ProcessSignals signals) {
        ReloadableSettings active = new ReloadableSettings(settings);
        Replica replica = Replica.current();
        shutdown.limitBy(
                () -> active.latest().settings().get(ShutdownSettings.class).timeout());
        SpringApplication application = new SpringApplication(ScryIngestor.class);
        application.setEnvironment(environment());
        application.setDefaultProperties(properties(settings));
        application.addInitializers(context -> {
            ConfigurableListableBeanFactory beans = context.getBeanFactory();
            beans.registerSingleton("settingsSource", source);
            beans.registerSingleton("reloadableSettings", active);
            beans.registerSingleton("replica", replica);
            beans.registerSingleton("replicaName", new ReplicaName(replica.id()));
            beans.registerSingleton("shutdown", shutdown);
            beans.registerSingleton("processSignals", signals);
            beans.registerSingleton("installedSignals", signals.installed());
        });
        String pidFile = settings.get(ServerSettings.class).pidFile();
        if (pidFile != null) {
            application.addListeners(new ApplicationPidFileWriter(pidFile));
        }
        return application;
    }

    /** Kubernetes and others put all sorts of variables into a process's environment: Spring is to see none of them. */
    private static StandardServletEnvironment environment() {
        StandardServletEnvironment environment = new StandardServletEnvironment();
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        return environment;
    }

    private static Map<String, Object> properties(Settings settings) {
        ServerSettings server = settings.get(ServerSettings.class);
        ProcessSettings process = settings.get(ProcessSettings.class);
        Map<String, Object> properties = new HashMap<>();
        properties.put("server.port", server.port());
        properties.put("server.tomcat.threads.max", server.allThreads());
        properties.put("logging.level.root", process.logLevel());
        properties.put("logging.charset.console", "UTF-8");
        properties.put(
                "logging.structured.format.console", log(process.logFormat()).getName());
        properties.put(JsonLog.ENVIRONMENT, settings.environment());
        process.logLevels().forEach((logger, level) -> properties.put("logging.level." + logger, level));
        return properties;
    }

    private static Class<?> log(ProcessSettings.LogFormat format) {
        return switch (format) {
            case JSON -> JsonLog.class;
            case TEXT -> TextLog.class;
        };
    }
}
