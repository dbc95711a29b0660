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

    /** Virtual threads that wait for the database or for a reader; they do no work of their own. */
    @Bean(destroyMethod = "shutdownNow")
    ExecutorService waits() {
        return Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("waits-", 0).factory());
    }

    @Bean
    MultipartConfigElement multipartConfigElement(ActiveSettings settings) {
        return new UploadLimits(settings);
    }
}
