package io.scry.ingestor.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.harness.Submission;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The status page by keyboard, on a phone, in the dark, and as an accessibility checker sees it. */
class StatusPageForEverybodyIT extends StatusPage {

    @Test
    void isUsedWithoutAMouse() throws Exception {
        UUID id = Submission.id(service().submitter().submit("json", Map.of("data", "[1]"), AS_ADMIN));
        browser().press(Keys.TAB);
        assertThat(browser().text(":focus")).isEqualTo("Skip to the content");
        int steps = 0;
        while (!"key".equals(browser().run("return document.activeElement.id"))) {
            assertThat(steps++).isLessThan(20);
            browser().press(Keys.TAB);
        }
        browser().press(ADMIN, Keys.ENTER);
        browser().await("#recent", "succeeded");
        browser().await("#config", "Generation");

        browser().run("document.body.focus(); document.activeElement.blur()");
        Set<String> reached = new TreeSet<>();
        String focused = next();
        while (reached.add(focused)) {
            focused = next();
        }
        Set<String> all = new TreeSet<>();
        browser().all("a, button, input, select").stream()
                .filter(element -> element.isDisplayed() || element.getText().startsWith("Skip"))
                .forEach(element -> all.add(name(element)));
        assertThat(all).hasSizeGreaterThan(9);
        assertThat(reached).containsAll(all);

        browser().run("document.querySelector('#recent .link').focus()");
        browser().press(Keys.ENTER);
        browser().await("#detail", "Correlation id");
        assertThat(browser().text(":focus")).isEqualTo("Close");
        browser().press(Keys.ESCAPE);
        await().until(() -> !browser().find("#detail").isDisplayed());
        assertThat(isInTheList()).isEqualTo(true);
        service()
                .jdbc()
                .sql("UPDATE ingestion SET status = 'failed', problem = '{\"title\": \"Another state\"}' WHERE id = ?")
                .param(id)
                .update();
        browser().await("#recent", "Another state");
        assertThat(isInTheList()).as("the focus, when its row is made anew").isEqualTo(true);
    }

    private @Nullable Object isInTheList() {
        return browser().run("return document.activeElement.closest('#recent') !== null");
    }

    private String next() {
        browser().press(Keys.TAB);
        return name(browser().driver().switchTo().activeElement());
    }

    private String name(WebElement element) {
        return String.valueOf(browser()
                .run(
                        "const e = arguments[0]; return e.tagName + ' ' + (e.id || e.innerText.slice(0, 40)) + ' ' + (e.closest('tr')?.rowIndex ?? '')",
                        element));
    }

    @Test
    void isReadableOnAPhone() throws Exception {
        service().submitter().submit("csv", Map.of("data", "a,b\n1,2\n", "source_id", "s".repeat(200)), AS_ADMIN);
        width(360);
        fits();
        enterAsAdmin();
        drop("w".repeat(120) + ".csv", "a,b\n" + "x".repeat(300) + ",2\n" + "y,1\n");
        browser().await("#uploads table", "xxx");
        browser().await("#recent", "ssss");
        fits();
        openNewest();
        browser().await("#detail", "Correlation id");
        fits();
    }

    private void fits() {
        assertThat(browser().number("return document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(360);
        assertThat(browser()
                        .run("return [...document.querySelectorAll('dialog[open]')].every(d => d.scrollWidth <= 360)"))
                .isEqualTo(true);
    }

    @Test
    void hasNoFaultThatAnAccessibilityCheckerFinds() throws Exception {
        service().submitter().submit("csv", Map.of("data", "a,b\n1,2\n3,4\n"), AS_ADMIN);
        service().submitter().submit("pdf", Map.of("data", "no pdf"), AS_ADMIN);
        browser()
                .run(new PathMatchingResourcePatternResolver()
                        .getResources("classpath*:/META-INF/resources/webjars/axe-core/*/axe.min.js")[0]
                                .getContentAsString(StandardCharsets.UTF_8));
        for (String scheme : List.of("light", "dark")) {
            media(scheme);
            assertThat(faults()).isEqualTo("");
        }
        enterAsAdmin();
        drop("cities.csv", "town,people\nOslo,709037\nBergen,291940\n");
        browser().await("#uploads table", "Oslo");
        browser().await("#recent", "cities.csv");
        for (String scheme : List.of("light", "dark")) {
            media(scheme);
            assertThat(faults()).isEqualTo("");
        }
        openNewest();
        browser().await("#detail table", "Oslo");
        assertThat(faults()).isEqualTo("");
        browser().find("#detail button").sendKeys(Keys.ESCAPE);
        browser().find("#reload").click();
        browser().await("#change", "The files are valid");
        assertThat(faults()).isEqualTo("");
    }

    private @Nullable Object faults() {
        return browser().runAsync("""
                const done = arguments[arguments.length - 1];
                axe.run().then(found => done(found.violations.map(v => `${v.impact} ${v.id}: ${v.nodes.map(n => n.html)}`).join()));
                """);
    }

    @Test
    void followsWhatTheSystemPrefersLightOrDark() {
        String background = "return getComputedStyle(document.documentElement).backgroundColor";
        assertThat(browser().run(background)).isEqualTo("rgb(243, 245, 246)");
        media("dark");
        assertThat(browser().run(background)).isEqualTo("rgb(16, 23, 26)");
    }
}
