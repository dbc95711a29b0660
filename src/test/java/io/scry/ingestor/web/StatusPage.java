package io.scry.ingestor.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.scry.ingestor.harness.Browser;
import io.scry.ingestor.harness.ConfigFolder;
import io.scry.ingestor.harness.ServiceInJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.openqa.selenium.Keys;
import org.springframework.util.FileSystemUtils;

/** A service with the status page, and a browser that looks at it: the same for all tests of the page. */
abstract class StatusPage {

    static final String ADMIN = "secret-of-root";
    static final String USER = "secret-of-ann";
    static final String[] AS_ADMIN = {"X-API-Key", ADMIN};
    static final String SETTINGS = "rate_limit: {enabled: false}\nextraction: {isolation: thread}\n"
            + "drain: {min_delay: 0s}\nfetch: {allowed_networks: [127.0.0.0/8]}\n";

    /** Spring's shutdown hook closes the service. */
    private record Shared(ConfigFolder config, ServiceInJvm service, Browser browser) {

        private static final Shared ONE = create();

        private static Shared create() {
            try {
                Path directory = Files.createTempDirectory("status-page-");
                ConfigFolder config = ConfigFolder.in(directory).development(SETTINGS);
                ServiceInJvm service = ServiceInJvm.start(Map.of(
                        "SCRY_CONFIG_DIR", directory.toString(),
                        "SCRY_API_KEYS", "ann:" + USER,
                        "SCRY_ADMIN_API_KEYS", "root:" + ADMIN));
                Browser browser = Browser.start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> end(browser, directory)));
                return new Shared(config, service, browser);
            } catch (IOException | SQLException e) { // A static initializer may throw no checked exception.
                throw new IllegalStateException("The service or the browser did not start", e);
            }
        }

        private static void end(Browser browser, Path directory) {
            try {
                browser.close();
                FileSystemUtils.deleteRecursively(directory);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @BeforeAll
    static void needABrowser() {
        assumeTrue(Browser.isInstalled(), "Chromium is not installed: apt-get install chromium chromium-driver");
    }

    /** Others may run for long after. */
    @AfterAll
    static void lookAway() {
        if (Browser.isInstalled()) {
            Shared.ONE.browser().driver().get("about:blank");
        }
    }

    /** By its element: where it was a moment ago there may be another one now. */
    static void openNewest() {
        browser().run("document.querySelector('#recent .link').click()");
    }

    static ConfigFolder config() {
        return Shared.ONE.config();
    }

    static ServiceInJvm service() {
        return Shared.ONE.service();
    }

    static Browser browser() {
        return Shared.ONE.browser();
    }

    @BeforeEach
    void open() {
        media("light");
        width(1280);
        // Where no script runs that may still keep the key of the test before.
        browser().driver().get(service().api().baseUrl() + "/page/style.css");
        browser().run("sessionStorage.clear()");
        browser().driver().get(service().api().baseUrl() + "/");
        browser().await("#key-reason", "X-API-Key");
        browser().errors();
    }

    /** Whatever a test did: the browser had nothing to complain of, and asked nobody else. */
    @AfterEach
    @SuppressWarnings("unchecked") // a list of strings is what the script makes
    void wasInOrder() {
        assertThat(browser().errors()).isEmpty();
        List<String> asked =
                (List<String>) browser().run("return performance.getEntriesByType('resource').map(e => e.name)");
        assertThat(asked)
                .isNotEmpty()
                .allMatch(url -> url.startsWith(service().api().baseUrl() + "/"));
    }

    final void enter(String secret) {
        browser().find("#key").sendKeys(secret, Keys.ENTER);
    }

    final void enterAsAdmin() {
        enter(ADMIN);
        browser().await("#workers", "worker-1@");
        browser().await("#config", "Generation");
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60));
    }

    final void media(String scheme) {
        browser()
                .command(
                        "Emulation.setEmulatedMedia",
                        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    final void width(int pixels) {
        browser()
                .command(
                        "Emulation.setDeviceMetricsOverride",
                        Map.of("width", pixels, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Drops a file as a hand would. */
    final void drop(String name, String content) {
        browser().run("""
                const data = new DataTransfer();
                data.items.add(new File([arguments[1]], arguments[0]));
                document.getElementById('drop').dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true}));
                """, name, content);
    }

    final String version() throws Exception {
        return service()
                .api()
                .get("/api/v1/config", AS_ADMIN)
                .json()
                .path("version")
                .asString();
    }
}
