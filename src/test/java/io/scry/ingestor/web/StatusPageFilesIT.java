package io.scry.ingestor.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.JavascriptException;

/** Files that are given to the status page, and what others have put into theirs. */
class StatusPageFilesIT extends StatusPage {

    private static final String MARKUP = "<img src=x onerror=window.wasRun=1>";

    @Test
    void turnsADroppedFileIntoAPayloadBeforeOnesEyes() {
        enterAsAdmin();
        browser().run("""
                window.steps = [];
                new MutationObserver(() => {
                  const state = document.querySelector('#uploads .state')?.textContent;
                  if (state && window.steps.at(-1) !== state) window.steps.push(state);
                  window.hadBar ||= document.querySelector('#uploads progress') !== null;
                }).observe(document.getElementById('uploads'), {subtree: true, childList: true, attributes: true});
                """);
        drop("towns.csv", "town,people,area\nOslo,709037,1.10\nBergen,291940,90071992547409931\n");
        browser().await("#uploads", "succeeded");
        browser().await("#uploads table", "Oslo\t709037\t1.10");
        assertThat(browser().text("#uploads")).contains("towns.csv", "valid").contains("90071992547409931");
        assertThat(String.valueOf(browser().run("return window.steps.join()")))
                .startsWith("uploading,")
                .endsWith(",succeeded");
        assertThat(browser().run("return window.hadBar")).isEqualTo(true);
        assertThat(browser().all("#uploads progress")).isEmpty();
        assertThat(browser().text("#said")).isEqualTo("towns.csv: succeeded");
        browser().await("#recent", "towns.csv");
    }

    @Test
    void saysWhyAFileCannotBeRead(@TempDir Path directory) throws Exception {
        enterAsAdmin();
        Path broken = Files.writeString(directory.resolve("broken.pdf"), "%PDF-1.7\nnothing more\n");
        browser().find("#file").sendKeys(broken.toString());
        browser().await("#uploads .state", "failed");
        String detail = service()
                .api()
                .get("/api/v1/ingestions?limit=1", AS_ADMIN)
                .json()
                .at("/items/0/problem/detail")
                .asString();
        assertThat(detail).isNotBlank();
        assertThat(browser().text("#uploads .notice")).contains(detail);
        browser().await("#recent small", detail);
    }

    @Test
    void showsMarkupAsTheTextThatItIs() throws Exception {
        String id = service()
                .submitter()
                .queueUpload(MARKUP + ".json", "[1]".getBytes(StandardCharsets.UTF_8), Map.of(), AS_ADMIN);
        Awaitility.await()
                .until(() -> service()
                        .api()
                        .get("/api/v1/ingestions/" + id, AS_ADMIN)
                        .json()
                        .path("status")
                        .asString()
                        .equals("succeeded"));
        service()
                .jdbc()
                .sql("UPDATE ingestion SET status = 'failed', problem = CAST(? AS json) WHERE id = CAST(? AS uuid)")
                .params("{\"title\": \"" + MARKUP + "\", \"detail\": \"" + MARKUP + "\"}", id)
                .update();
        enterAsAdmin();
        drop(MARKUP + ".csv", MARKUP + ",b\n" + MARKUP + ",1\n" + MARKUP + ",2\n");
        browser().await("#uploads table", MARKUP);
        browser().await("#recent small", MARKUP + ": " + MARKUP);
        assertThat(browser().text("#uploads strong")).isEqualTo(MARKUP + ".csv");
        assertThat(browser().run("return document.querySelectorAll('main img').length"))
                .isEqualTo(0L);
        assertThat(browser().run("return window.wasRun")).isNull();
    }

    @Test
    void mayNeitherLoadNorRunAnythingElse() throws Exception {
        assertThat(service().api().get("/").header("Content-Security-Policy"))
                .startsWith("default-src 'none'; script-src 'self';")
                .contains("frame-ancestors 'none'", "require-trusted-types-for 'script'")
                .doesNotContain("unsafe");
        assertThatThrownBy(() -> browser().run("document.getElementById('said').innerHTML = '<b>x</b>'"))
                .isInstanceOf(JavascriptException.class);
        assertThat(browser().runAsync("""
                const done = arguments[arguments.length - 1];
                fetch('http://127.0.0.1:9/').then(() => done('sent'), () => {});
                document.addEventListener('securitypolicyviolation', event => done(event.effectiveDirective));
                """)).isEqualTo("connect-src");
        assertThat(browser().errors())
                .isNotEmpty()
                .allMatch(error -> error.contains("Content Security Policy")
                        || error.contains("TrustedHTML")
                        || error.contains("127.0.0.1:9"));
    }
}
