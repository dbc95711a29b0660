package io.scry.ingestor.submission;

import io.scry.ingestor.settings.ActiveSettings;
import jakarta.servlet.MultipartConfigElement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What submission needs of the web server and of threads. */
@Configuration(proxyBeanMethods = false)
class SubmissionConfiguration {

    private static final int ANSWERING = 16;

    /**
     * Looks up what became of an ingestion that somebody has waited for, and hands the answer to the web server. Its queue
     * holds no more than one entry for each request in flight.
     */
    @Bean(destroyMethod = "shutdownNow")
    ExecutorService answering() {
        return Executors.newFixedThreadPool(
                ANSWERING, Thread.ofPlatform().daemon().name("answering-", 1).factory());
    }

    /** One thread for each event stream, of which {@code ingestion.max_streams} says how many there are at most. */
    @Bean(destroyMethod = "shutdownNow")
    ExecutorService streaming() {
        return Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().daemon().name("streaming-", 1).factory());
    }

    @Bean
    MultipartConfigElement multipartConfigElement(ActiveSettings settings) {
        return new UploadLimits(settings);
    }
}
