package io.scry.ingestor.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.Refusal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What the status page shows and lets people do, in a real browser. */
class StatusPageIT extends StatusPage {

    @Test
    void asksForAKeyAndSaysIfItIsWrong() {
        assertThat(browser().text("#key-reason")).contains("X-API-Key");
        browser().await("#components", "database");
        assertThat(browser().find("#workers").isDisplayed()).isFalse();

        enter("no-secret-of-anybody");
        browser().await("#key-reason", "This key is not known");
        assertThat(browser().run("return sessionStorage.length")).isEqualTo(0L);
        assertThat(browser().errors()).isNotEmpty().allMatch(error -> error.contains("401"));

        enterAsAdmin();
        assertThat(browser().find("#key-form").isDisplayed()).isFalse();
        assertThat(browser().run("return Object.values(sessionStorage).join()")).isEqualTo(ADMIN);
        assertThat(browser().run("return localStorage.length + document.cookie"))
                .isEqualTo("0");
        browser().driver().navigate().refresh();
        browser().await("#workers", "worker-1@");

        browser().find("#forget").click();
        browser().await("#key-reason", "forgotten");
        assertThat(browser().run("return sessionStorage.length")).isEqualTo(0L);
        assertThat(browser().find("#workers").isDisplayed()).isFalse();
        assertThat(browser().run("return document.activeElement.id")).isEqualTo("key");
    }

    @Test
    void tellsUsersThatTheConfigurationIsForAdmins() throws Exception {
        enter(USER);
        browser().await("#config-notice", "admin key");
        browser().await("#config", version());
        assertThat(browser().find("#reload").isDisplayed()).isFalse();
        assertThat(browser().errors()).hasSize(1).allMatch(error -> error.contains("403"));
    }

    @Test
    void showsHealthQueueWorkersConfigurationAndIngestions() throws Exception {
        String id =
                service().submitter().queue("json", Map.of("data", "[1]", "source_id", "seen on the page"), AS_ADMIN);
        enterAsAdmin();
        for (String component : List.of("api", "database", "redis", "workers", "kafka")) {
            browser().await("#components", component);
        }
        browser().await("#overall", "healthy");
        browser().await("#config", version());
        browser().await("#recent", "seen on the page");
        browser().await("#figures", "0 of 4");
        await().until(() ->
                browser().number("return document.querySelectorAll('#components rect.healthy').length") > 10);

        openNewest();
        browser().await("#detail", id);
        browser().await("#detail pre", "1");
    }

    @Test
    void showsWhatAWorkerDoesAndCancelsIt() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        HttpServer slow = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        slow.createContext("/", exchange -> {
            try {
                over.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        slow.start();
        try {
            String url = "http://127.0.0.1:" + slow.getAddress().getPort() + "/slow";
            service().submitter().queue("rest", Map.of("source_type", "url", "url", url), AS_ADMIN);
            enterAsAdmin();
            browser().await("#workers", url);
            browser().await("#workers", "busy");
            browser().await("#figures", "1 of 4");
            browser().find("#workers .link").click();
            browser().await("#detail .state", "running");
            browser().all("#detail button").stream()
                    .filter(button -> button.getText().equals("Cancel"))
                    .findFirst()
                    .orElseThrow()
                    .click();
            browser().await("#detail .state", "cancelled");
        } finally {
            over.countDown();
            slow.stop(0);
        }
    }

    @Test
    void showsWhatAReloadWouldChangeBeforeItDoes() throws Exception {
        String before = version();
        try {
            config().development(SETTINGS + "retry: {max_attempts: 3}\n");
            enterAsAdmin();
            browser().find("#reload").click();
            browser().await("#change", "would change");
            assertThat(browser().text("#change table")).contains("retry.max_attempts\t8\t3");
            assertThat(version()).isEqualTo(before);

            browser().find("#change button.main").click();
            browser().await("#change", "Done. This has changed:");
            assertThat(version()).isNotEqualTo(before);
            browser().await("#config", version());
            browser().find("#change button").click();

            config().development(SETTINGS + "retry: {max_attempts: many}\n");
            browser().find("#reload").click();
            browser().await("#change", "settings.development.yaml:5");
            assertThat(browser().text("#change")).contains("retry.max_attempts: must be a whole number");
            assertThat(browser().find("#change button.main").isDisplayed()).isFalse();
            assertThat(browser().errors()).hasSize(1).allMatch(error -> error.contains("422"));
        } finally {
            config().development(SETTINGS);
            service().api().post("/api/v1/config/reload", AS_ADMIN);
        }
    }

    @Test
    void saysWhenTheServiceWasHeardOfLast() {
        enterAsAdmin();
        browser().await("#overall", "healthy");
        offline(true);
        try {
            browser().await("#lost", "The service cannot be reached. Its last answer came at ");
            assertThat(browser().text("#overall")).isEqualTo("No answer");
        } finally {
            offline(false);
        }
        await().until(() -> !browser().find("#lost").isDisplayed());
        browser().await("#overall", "healthy");
        assertThat(browser().errors()).isNotEmpty().allMatch(error -> error.contains("ERR_INTERNET_DISCONNECTED"));
    }

    private void offline(boolean isOff) {
        browser().command("Network.enable", Map.of());
        browser()
                .command(
                        "Network.emulateNetworkConditions",
                        Map.of("offline", isOff, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    @Test
    void asksNothingWhileNobodyLooks() {
        enterAsAdmin();
        hide(true);
        String asked = "return performance.getEntriesByType('resource').length";
        await().during(Duration.ofSeconds(6)).until(() -> {
            Object before = browser()
                    .run("const n = window.asked; window.asked = "
                            + "performance.getEntriesByType('resource').length; return n === window.asked");
            return Boolean.TRUE.equals(before);
        });
        long before = browser().number(asked);
        hide(false);
        await().until(() -> browser().number(asked) > before);
    }

    private void hide(boolean isHidden) {
        browser().run("""
                Object.defineProperty(document, 'hidden', {value: arguments[0], configurable: true});
                document.dispatchEvent(new Event('visibilitychange'));
                """, isHidden);
    }

    @Test
    void isNotThereWhenItIsSwitchedOff() throws Exception {
        Api api = service().api();
        try {
            config().development(SETTINGS + "feature_flags: {status_page: false}\n");
            assertThat(api.post("/api/v1/config/reload", AS_ADMIN).status()).isEqualTo(200);
            for (String path : List.of("/", "/index.html", "/page/main.js", "/page/style.css", "/%70age/main.js")) {
                Refusal.of(api.get(path), 404, "not-found");
            }
        } finally {
            config().development(SETTINGS);
            api.post("/api/v1/config/reload", AS_ADMIN);
        }
        assertThat(api.get("/").status()).isEqualTo(200);
    }

    // -Dscreenshots=true makes those of the README anew.
    @Test
    @EnabledIfSystemProperty(named = "screenshots", matches = "true")
    void isPhotographed() throws Exception {
        for (String sample : List.of("article.html", "report.docx", "orders.json", "invoice.pdf", "stock.xlsx")) {
            service().api().upload("/api/v1/ingest", Path.of("samples", sample), Map.of(), AS_ADMIN);
        }
        service()
                .api()
                .upload("/api/v1/ingest", Path.of("samples", "orders.csv"), Map.of("adapter_type", "pdf"), AS_ADMIN);
        enterAsAdmin();
        browser()
                .find("#file")
                .sendKeys(Path.of("samples", "stock.xlsx").toAbsolutePath().toString());
        browser().await("#uploads table", "EL-1001");
        await().atMost(Duration.ofMinutes(3))
                .until(() -> browser().number("return document.querySelectorAll('#components rect').length") > 5 * 20);
        for (String scheme : List.of("light", "dark")) {
            media(scheme);
            Files.createDirectories(Path.of("docs", "images"));
            Files.write(
                    Path.of("docs", "images", "status-page-" + scheme + ".png"),
                    browser().screenshot());
        }
    }
}
