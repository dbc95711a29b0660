package io.scry.ingestor;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The service. */
@SpringBootApplication
public class ScryIngestor {

    public static void main(String[] args) {
        start(System.getenv(), args);
    }

    /**
     * Starts the service in this JVM.
     *
     * @param environment what would be the process's environment; only {@code SCRY_…} names are read
     */
    public static ConfigurableApplicationContext start(Map<String, String> environment, String... args) {
        return SpringApplication.run(ScryIngestor.class, args);
    }
}
