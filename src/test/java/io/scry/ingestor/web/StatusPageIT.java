package io.scry.ingestor.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.scry.ingestor.harness.Api;
import io.scry.ingestor.harness.Browser;
import io.scry.ingestor.harness.ConfigFolder;
import io.scry.ingestor.harness.Refusal;
import io.scry.ingestor.harness.ServiceInJvm;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.JavascriptException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The status page as people have it, in a real browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatusPageIT {

    private static final String ADMIN = "secret-of-root";
    private static final String USER = "secret-of-ann";
    private static final String[] AS_ADMIN = {"X-API-Key", ADMIN};
    private static final String SETTINGS = "rate_limit: {enabled: false}\nextraction: {isolation: thread}\n"
            + "drain: {min_delay: 0s}\nfetch: {allowed_networks: [127.0.0.0/8]}\n";
    private static final String MARKUP = "<img src=x onerror=window.wasRun=1>";

    private ConfigFolder config;
    private ServiceInJvm service;
    private Browser browser;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        assumeTrue(Browser.isInstalled(), "Chromium is not installed: apt-get install chromium chromium-driver");
        config = ConfigFolder.in(directory).development(SETTINGS);
        service = ServiceInJvm.start(Map.of(
                "SCRY_CONFIG_DIR", directory.toString(),
                "SCRY_API_KEYS", "ann:" + USER,
                "SCRY_ADMIN_API_KEYS", "root:" + ADMIN));
        browser = Browser.start();
    }

    @AfterAll
    void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (service != null) {
            service.close();
        }
    }

    @BeforeEach
    void open() {
        media("light");
        width(1280);
        browser.driver().get(service.api().baseUrl() + "/");
        browser.run("sessionStorage.clear()");
        browser.driver().navigate().refresh();
        browser.await("#key-form", "A key is needed");
        browser.errors();
    }

    /** Whatever a test did: the browser had nothing to complain of, and asked nobody else. */
    @AfterEach
    @SuppressWarnings("unchecked") // a list of strings is what the script makes
    void wasInOrder() {
        if (browser == null) {
            return;
        }
        assertThat(browser.errors()).isEmpty();
        List<String> asked =
                (List<String>) browser.run("return performance.getEntriesByType('resource').map(e => e.name)");
        assertThat(asked)
                .isNotEmpty()
                .allMatch(url -> url.startsWith(service.api().baseUrl() + "/"));
    }

    private void enter(String secret) {
        browser.find("#key").sendKeys(secret, Keys.ENTER);
    }

    private void enterAsAdmin() {
        enter(ADMIN);
        browser.await("#workers", "worker-1@");
        browser.await("#config", "Generation");
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60));
    }

    private void media(String scheme) {
        browser.command(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    private void width(int pixels) {
        browser.command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", pixels, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Drops a file as a hand would. */
    private void drop(String name, String content) {
        browser.run("""
                const data = new DataTransfer();
                data.items.add(new File([arguments[1]], arguments[0]));
                document.getElementById('drop').dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true}));
                """, name, content);
    }

    @Test
    void asksForAKeyAndSaysIfItIsWrong() {
        assertThat(browser.text("#key-reason")).contains("X-API-Key");
        browser.await("#components", "database");
        assertThat(browser.find("#workers").isDisplayed()).isFalse();

        enter("no-secret-of-anybody");
        browser.await("#key-reason", "This key is not known");
        assertThat(browser.run("return sessionStorage.length")).isEqualTo(0L);
        assertThat(browser.errors()).isNotEmpty().allMatch(error -> error.contains("401"));

        enterAsAdmin();
        assertThat(browser.find("#key-form").isDisplayed()).isFalse();
        assertThat(browser.run("return Object.values(sessionStorage).join()")).isEqualTo(ADMIN);
        assertThat(browser.run("return localStorage.length + document.cookie")).isEqualTo("0");
        browser.driver().navigate().refresh();
        browser.await("#workers", "worker-1@");

        browser.find("#forget").click();
        browser.await("#key-reason", "forgotten");
        assertThat(browser.run("return sessionStorage.length")).isEqualTo(0L);
        assertThat(browser.find("#workers").isDisplayed()).isFalse();
        assertThat(browser.run("return document.activeElement.id")).isEqualTo("key");
    }

    @Test
    void tellsUsersThatTheConfigurationIsForAdmins() throws Exception {
        enter(USER);
        browser.await("#config-notice", "admin key");
        browser.await("#config", version());
        assertThat(browser.find("#reload").isDisplayed()).isFalse();
        assertThat(browser.errors()).hasSize(1).allMatch(error -> error.contains("403"));
    }

    private String version() throws Exception {
        return service.api()
                .get("/api/v1/config", AS_ADMIN)
                .json()
                .path("version")
                .asString();
    }

    @Test
    void showsHealthQueueWorkersConfigurationAndIngestions() throws Exception {
        String id = service.submitter().queue("json", Map.of("data", "[1]", "source_id", "seen on the page"), AS_ADMIN);
        enterAsAdmin();
        for (String component : List.of("api", "database", "redis", "workers", "kafka")) {
            browser.await("#components", component);
        }
        browser.await("#overall", "healthy");
        browser.await("#config", version());
        browser.await("#recent", "seen on the page");
        browser.await("#figures", "0 of 4");
        await().until(() -> browser.number("return document.querySelectorAll('#components rect.healthy').length") > 10);

        browser.find("#recent .link").click();
        browser.await("#detail", id);
        browser.await("#detail pre", "1");
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
            service.submitter().queue("rest", Map.of("source_type", "url", "url", url), AS_ADMIN);
            enterAsAdmin();
            browser.await("#workers", url);
            browser.await("#workers", "busy");
            browser.await("#figures", "1 of 4");
            browser.find("#workers .link").click();
            browser.await("#detail .state", "running");
            browser.all("#detail button").stream()
                    .filter(button -> button.getText().equals("Cancel"))
                    .findFirst()
                    .orElseThrow()
                    .click();
            browser.await("#detail .state", "cancelled");
        } finally {
            over.countDown();
            slow.stop(0);
        }
    }

    @Test
    void turnsADroppedFileIntoAPayloadBeforeOnesEyes() {
        enterAsAdmin();
        browser.run("""
                window.steps = [];
                new MutationObserver(() => {
                  const state = document.querySelector('#uploads .state')?.textContent;
                  if (state && window.steps.at(-1) !== state) window.steps.push(state);
                  window.hadBar ||= document.querySelector('#uploads progress') !== null;
                }).observe(document.getElementById('uploads'), {subtree: true, childList: true, attributes: true});
                """);
        drop("towns.csv", "town,people,area\nOslo,709037,1.10\nBergen,291940,90071992547409931\n");
        browser.await("#uploads", "succeeded");
        browser.await("#uploads table", "Oslo\t709037\t1.10");
        assertThat(browser.text("#uploads")).contains("towns.csv", "valid").contains("90071992547409931");
        assertThat(String.valueOf(browser.run("return window.steps.join()")))
                .startsWith("uploading,")
                .endsWith(",succeeded");
        assertThat(browser.run("return window.hadBar")).isEqualTo(true);
        assertThat(browser.all("#uploads progress")).isEmpty();
        assertThat(browser.text("#said")).isEqualTo("towns.csv: succeeded");
        browser.await("#recent", "towns.csv");
    }

    @Test
    void saysWhyAFileCannotBeRead(@TempDir Path directory) throws Exception {
        enterAsAdmin();
        Path broken = Files.writeString(directory.resolve("broken.pdf"), "%PDF-1.7\nnothing more\n");
        browser.find("#file").sendKeys(broken.toString());
        browser.await("#uploads .state", "failed");
        String detail = service.api()
                .get("/api/v1/ingestions?limit=1", AS_ADMIN)
                .json()
                .at("/items/0/problem/detail")
                .asString();
        assertThat(detail).isNotBlank();
        assertThat(browser.text("#uploads .notice")).contains(detail);
        browser.await("#recent small", detail);
    }

    @Test
    void showsMarkupAsTheTextThatItIs() throws Exception {
        String id = service.submitter()
                .queueUpload(MARKUP + ".json", "[1]".getBytes(StandardCharsets.UTF_8), Map.of(), AS_ADMIN);
        Awaitility.await()
                .until(() -> service.api()
                        .get("/api/v1/ingestions/" + id, AS_ADMIN)
                        .json()
                        .path("status")
                        .asString()
                        .equals("succeeded"));
        service.jdbc()
                .sql("UPDATE ingestion SET status = 'failed', problem = CAST(? AS json) WHERE id = CAST(? AS uuid)")
                .params("{\"title\": \"" + MARKUP + "\", \"detail\": \"" + MARKUP + "\"}", id)
                .update();
        enterAsAdmin();
        drop(MARKUP + ".csv", MARKUP + ",b\n" + MARKUP + ",1\n" + MARKUP + ",2\n");
        browser.await("#uploads table", MARKUP);
        browser.await("#recent small", MARKUP + ": " + MARKUP);
        assertThat(browser.text("#uploads strong")).isEqualTo(MARKUP + ".csv");
        assertThat(browser.run("return document.querySelectorAll('main img').length"))
                .isEqualTo(0L);
        assertThat(browser.run("return window.wasRun")).isNull();
    }

    @Test
    void showsWhatAReloadWouldChangeBeforeItDoes() throws Exception {
        String before = version();
        try {
            config.development(SETTINGS + "retry: {max_attempts: 3}\n");
            enterAsAdmin();
            browser.find("#reload").click();
            browser.await("#change", "would change");
            assertThat(browser.text("#change table")).contains("retry.max_attempts\t8\t3");
            assertThat(version()).isEqualTo(before);

            browser.find("#change button.main").click();
            browser.await("#change", "Done. This has changed:");
            assertThat(version()).isNotEqualTo(before);
            browser.await("#config", version());
            browser.find("#change button").click();

            config.development(SETTINGS + "retry: {max_attempts: many}\n");
            browser.find("#reload").click();
            browser.await("#change", "settings.development.yaml:5");
            assertThat(browser.text("#change")).contains("retry.max_attempts: must be a whole number");
            assertThat(browser.find("#change button.main").isDisplayed()).isFalse();
            assertThat(browser.errors()).hasSize(1).allMatch(error -> error.contains("422"));
        } finally {
            config.development(SETTINGS);
            service.api().post("/api/v1/config/reload", AS_ADMIN);
        }
    }

    @Test
    void isUsedWithoutAMouse() throws Exception {
        service.submitter().submit("json", Map.of("data", "[1]"), AS_ADMIN);
        browser.press(Keys.TAB);
        assertThat(browser.text(":focus")).isEqualTo("Skip to the content");
        int steps = 0;
        while (!"key".equals(browser.run("return document.activeElement.id"))) {
            assertThat(steps++).isLessThan(20);
            browser.press(Keys.TAB);
        }
        browser.press(ADMIN, Keys.ENTER);
        browser.await("#recent", "succeeded");
        browser.await("#config", "Generation");

        browser.run("document.body.focus(); document.activeElement.blur()");
        Set<String> reached = new TreeSet<>();
        String focused = next();
        while (reached.add(focused)) {
            focused = next();
        }
        Set<String> all = new TreeSet<>();
        browser.all("a, button, input, select").stream()
                .filter(element -> element.isDisplayed() || element.getText().startsWith("Skip"))
                .forEach(element -> all.add(name(element)));
        assertThat(all).hasSizeGreaterThan(9);
        assertThat(reached).containsAll(all);

        browser.run("document.querySelector('#recent .link').focus()");
        browser.press(Keys.ENTER);
        browser.await("#detail", "Correlation id");
        assertThat(browser.text(":focus")).isEqualTo("Close");
        browser.press(Keys.ESCAPE);
        await().until(() -> !browser.find("#detail").isDisplayed());
        assertThat(browser.run("return document.activeElement.closest('#recent') !== null"))
                .isEqualTo(true);
    }

    private String next() {
        browser.press(Keys.TAB);
        return name(browser.driver().switchTo().activeElement());
    }

    private String name(WebElement element) {
        return String.valueOf(browser.run(
                "const e = arguments[0]; return e.tagName + ' ' + (e.id || e.innerText.slice(0, 40)) + ' ' + (e.closest('tr')?.rowIndex ?? '')",
                element));
    }

    @Test
    void isReadableOnAPhone() throws Exception {
        service.submitter().submit("csv", Map.of("data", "a,b\n1,2\n", "source_id", "s".repeat(200)), AS_ADMIN);
        width(360);
        fits();
        enterAsAdmin();
        drop("w".repeat(120) + ".csv", "a,b\n" + "x".repeat(300) + ",2\n" + "y,1\n");
        browser.await("#uploads table", "xxx");
        browser.await("#recent", "ssss");
        fits();
        browser.find("#recent .link").click();
        browser.await("#detail", "Correlation id");
        fits();
    }

    private void fits() {
        assertThat(browser.number("return document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(360);
        assertThat(browser.run(
                        "return [...document.querySelectorAll('dialog[open]')].every(d => d.scrollWidth <= 360)"))
                .isEqualTo(true);
    }

    @Test
    void hasNoFaultThatAnAccessibilityCheckerFinds() throws Exception {
        service.submitter().submit("csv", Map.of("data", "a,b\n1,2\n3,4\n"), AS_ADMIN);
        service.submitter().submit("pdf", Map.of("data", "no pdf"), AS_ADMIN);
        browser.run(new PathMatchingResourcePatternResolver()
                .getResources("classpath*:/META-INF/resources/webjars/axe-core/*/axe.min.js")[0].getContentAsString(
                        StandardCharsets.UTF_8));
        for (String scheme : List.of("light", "dark")) {
            media(scheme);
            assertThat(faults()).isEqualTo("");
        }
        enterAsAdmin();
        drop("towns.csv", "town,people\nOslo,709037\nBergen,291940\n");
        browser.await("#uploads table", "Oslo");
        browser.await("#recent", "failed");
        for (String scheme : List.of("light", "dark")) {
            media(scheme);
            assertThat(faults()).isEqualTo("");
        }
        browser.find("#recent .link").click();
        browser.await("#detail", "Correlation id");
        assertThat(faults()).isEqualTo("");
        browser.find("#detail button").sendKeys(Keys.ESCAPE);
        browser.find("#reload").click();
        browser.await("#change", "The files are valid");
        assertThat(faults()).isEqualTo("");
    }

    private @Nullable Object faults() {
        return browser.runAsync("""
                const done = arguments[arguments.length - 1];
                axe.run().then(found => done(found.violations.map(v => `${v.impact} ${v.id}: ${v.nodes.map(n => n.html)}`).join()));
                """);
    }

    @Test
    void followsWhatTheSystemPrefersLightOrDark() {
        String background = "return getComputedStyle(document.documentElement).backgroundColor";
        assertThat(browser.run(background)).isEqualTo("rgb(243, 245, 246)");
        media("dark");
        assertThat(browser.run(background)).isEqualTo("rgb(16, 23, 26)");
    }

    @Test
    void mayNeitherLoadNorRunAnythingElse() throws Exception {
        assertThat(service.api().get("/").header("Content-Security-Policy"))
                .startsWith("default-src 'none'; script-src 'self';")
                .contains("frame-ancestors 'none'", "require-trusted-types-for 'script'")
                .doesNotContain("unsafe");
        assertThatThrownBy(() -> browser.run("document.getElementById('said').innerHTML = '<b>x</b>'"))
                .isInstanceOf(JavascriptException.class);
        assertThat(browser.runAsync("""
                const done = arguments[arguments.length - 1];
                fetch('http://127.0.0.1:9/').then(() => done('sent'), () => {});
                document.addEventListener('securitypolicyviolation', event => done(event.effectiveDirective));
                """)).isEqualTo("connect-src");
        assertThat(browser.errors())
                .isNotEmpty()
                .allMatch(error -> error.contains("Content Security Policy")
                        || error.contains("TrustedHTML")
                        || error.contains("127.0.0.1:9"));
    }

    @Test
    void saysWhenTheServiceWasHeardOfLast() {
        enterAsAdmin();
        browser.await("#overall", "healthy");
        offline(true);
        try {
            browser.await("#lost", "The service cannot be reached. Its last answer came at ");
            assertThat(browser.text("#overall")).isEqualTo("No answer");
        } finally {
            offline(false);
        }
        await().until(() -> !browser.find("#lost").isDisplayed());
        browser.await("#overall", "healthy");
        assertThat(browser.errors()).isNotEmpty().allMatch(error -> error.contains("ERR_INTERNET_DISCONNECTED"));
    }

    private void offline(boolean isOff) {
        browser.command("Network.enable", Map.of());
        browser.command(
                "Network.emulateNetworkConditions",
                Map.of("offline", isOff, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    @Test
    void asksNothingWhileNobodyLooks() {
        enterAsAdmin();
        hide(true);
        String asked = "return performance.getEntriesByType('resource').length";
        await().during(Duration.ofSeconds(6)).until(() -> {
            Object before = browser.run("const n = window.asked; window.asked = "
                    + "performance.getEntriesByType('resource').length; return n === window.asked");
            return Boolean.TRUE.equals(before);
        });
        long before = browser.number(asked);
        hide(false);
        await().until(() -> browser.number(asked) > before);
    }

    private void hide(boolean isHidden) {
        browser.run("""
                Object.defineProperty(document, 'hidden', {value: arguments[0], configurable: true});
                document.dispatchEvent(new Event('visibilitychange'));
                """, isHidden);
    }

    @Test
    void isNotThereWhenItIsSwitchedOff() throws Exception {
        Api api = service.api();
        try {
            config.development(SETTINGS + "feature_flags: {status_page: false}\n");
            assertThat(api.post("/api/v1/config/reload", AS_ADMIN).status()).isEqualTo(200);
            for (String path : List.of("/", "/index.html", "/page/main.js", "/page/style.css", "/%70age/main.js")) {
                Refusal.of(api.get(path), 404, "not-found");
            }
        } finally {
            config.development(SETTINGS);
            api.post("/api/v1/config/reload", AS_ADMIN);
        }
        assertThat(api.get("/").status()).isEqualTo(200);
    }

    // -Dscreenshots=true makes those of the README anew.
    @Test
    @EnabledIfSystemProperty(named = "screenshots", matches = "true")
    void isPhotographed() throws Exception {
        for (String sample : List.of("article.html", "report.docx", "orders.json", "invoice.pdf", "stock.xlsx")) {
            service.api().upload("/api/v1/ingest", Path.of("samples", sample), Map.of(), AS_ADMIN);
        }
        service.api()
                .upload("/api/v1/ingest", Path.of("samples", "orders.csv"), Map.of("adapter_type", "pdf"), AS_ADMIN);
        enterAsAdmin();
        browser.find("#file")
                .sendKeys(Path.of("samples", "stock.xlsx").toAbsolutePath().toString());
        browser.await("#uploads table", "EL-1001");
        await().atMost(Duration.ofMinutes(3))
                .until(() -> browser.number("return document.querySelectorAll('#components rect').length") > 5 * 20);
        for (String scheme : List.of("light", "dark")) {
            media(scheme);
            Files.createDirectories(Path.of("docs", "images"));
            Files.write(Path.of("docs", "images", "status-page-" + scheme + ".png"), browser.screenshot());
        }
    }
}
