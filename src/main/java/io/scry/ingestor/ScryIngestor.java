package io.scry.ingestor;

import io.scry.ingestor.settings.ActiveSettings;
import io.scry.ingestor.settings.InvalidSettingsException;
import io.scry.ingestor.settings.ProcessSettings;
import io.scry.ingestor.settings.Settings;
import io.scry.ingestor.web.ServerSettings;
import io.scry.ingestor.work.Replica;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.ApplicationPidFileWriter;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisRepositoriesAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.web.context.support.StandardServletEnvironment;

/** The service. */
@SpringBootApplication(
        exclude = {
            KafkaAutoConfiguration.class,
            DataRedisAutoConfiguration.class,
            DataRedisReactiveAutoConfiguration.class,
            DataRedisRepositoriesAutoConfiguration.class
        })
public class ScryIngestor {

    /** The process's exit code if its configuration is invalid: EX_CONFIG of BSD's sysexits. */
    static final int INVALID_CONFIGURATION = 78;

    private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

    /** Starts the service; with {@code --check-config} it only says whether the configuration is valid. */
    public static void main(String[] args) {
        carryVirtualThreads();
        Settings settings;
        try {
            settings = Configuration.load(System.getenv());
        } catch (InvalidSettingsException e) {
            System.err.println(e.getMessage());
            System.exit(INVALID_CONFIGURATION);
            return;
        }
        if (List.of(args).contains("--check-config")) {
            System.out.println("The configuration is valid; its version is " + settings.version());
        } else {
            run(settings, args);
        }
    }

    /** A virtual thread that loads a class keeps its carrier, of which one or two processors give one or two. */
    private static void carryVirtualThreads() {
        if (System.getProperty(CARRIERS) == null) {
            System.setProperty(
                    CARRIERS, Integer.toString(Math.max(16, Runtime.getRuntime().availableProcessors())));
        }
    }

    /**
     * Starts the service in this JVM.
     *
     * @param environment what would be the process's environment; only {@code SCRY_…} names are read
     * @throws InvalidSettingsException if the configuration is invalid
     */
    public static ConfigurableApplicationContext start(Map<String, String> environment, String... args) {
        return run(Configuration.load(environment), args);
    }

    private static ConfigurableApplicationContext run(Settings settings, String... args) {
        SpringApplication application = new SpringApplication(ScryIngestor.class);
        application.setEnvironment(environment());
        application.setDefaultProperties(properties(settings));
        application.addInitializers(context -> {
            GenericApplicationContext beans = (GenericApplicationContext) context;
            beans.registerBean(ActiveSettings.class, () -> () -> settings);
            beans.registerBean(Replica.class, Replica::current);
        });
        String pidFile = settings.get(ServerSettings.class).pidFile();
        if (pidFile != null) {
            application.addListeners(new ApplicationPidFileWriter(pidFile));
        }
        return application.run(args);
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
        process.logLevels().forEach((logger, level) -> properties.put("logging.level." + logger, level));
        return properties;
    }
}
