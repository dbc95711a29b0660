package io.scry.ingestor.shutdown;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Registers shutdown handlers in a service of their own, good ones and bad ones. */
@Configuration(proxyBeanMethods = false)
@Profile(SampleHandlers.PROFILE)
class SampleHandlers {

    static final String PROFILE = "sample-handlers";

    SampleHandlers(ShutdownHandlers handlers, Environment environment, JdbcClient jdbc) {
        handlers.register("first", () -> say("first ran"));
        handlers.register(
                "database",
                () -> say("database said "
                        + jdbc.sql("SELECT 42").query(Integer.class).single()));
        if (environment.getProperty("bad", boolean.class, false)) {
            handlers.register("throws", () -> {
                say("throws ran");
                throw new IllegalStateException("This handler always fails");
            });
            handlers.register(
                    "hangs",
                    () -> {
                        say("hangs ran");
                        new CountDownLatch(1).await();
                    },
                    Duration.ofMillis(500));
        }
        handlers.register("last", () -> {
            say("last ran");
            handlers.register("meanwhile", () -> say("meanwhile ran"));
        });
    }

    private static void say(String line) {
        System.out.println("Handler: " + line);
    }
}
