package io.scry.ingestor.submission;

import io.scry.ingestor.settings.ActiveSettings;
import jakarta.servlet.MultipartConfigElement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.boot.servlet.MultipartConfigFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** What submission needs of the web server and of threads. */
@Configuration(proxyBeanMethods = false)
class SubmissionConfiguration {

    private static final DataSize FORM_PARTS = DataSize.ofMegabytes(8);

    /** Virtual threads that wait for the database or for a reader; they do no work of their own. */
    @Bean(destroyMethod = "shutdownNow")
    ExecutorService waits() {
        return Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("waits-", 0).factory());
    }

    @Bean
    MultipartConfigElement multipartConfigElement(ActiveSettings settings) {
        DataSize most = settings.current().get(IngestionSettings.class).maxSourceSize();
        MultipartConfigFactory multipart = new MultipartConfigFactory();
        multipart.setMaxFileSize(most);
        multipart.setMaxRequestSize(DataSize.ofBytes(most.toBytes() + FORM_PARTS.toBytes()));
        multipart.setFileSizeThreshold(DataSize.ofKilobytes(256));
        return multipart.createMultipartConfig();
    }
}
