package io.scry.ingestor.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scry.ingestor.settings.InvalidOptionsException;
import io.scry.ingestor.settings.Settings;
import io.scry.ingestor.settings.SettingsLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestConfigTest {

    private static Settings load(Path config) {
        return new SettingsLoader(List.of(), Map.of("rest", RestOptions.class), Map.of()).load(config, Map.of());
    }

    @Test
    void showsEveryOptionWithItsDefault(@TempDir Path empty, @TempDir Path shipped) throws Exception {
        for (Path folder : List.of(empty, shipped)) {
            Files.writeString(folder.resolve("settings.base.yaml"), "---\n{}\n");
        }
        String file = Files.readString(Path.of("config", "rest_adapter.yaml"));
        Files.writeString(shipped.resolve("rest_adapter.yaml"), file);
        RestOptions written = load(shipped).options("rest", RestOptions.class);
        RestOptions standard = load(empty).options("rest", RestOptions.class);
        assertThat(written).isEqualTo(standard);
        for (Class<?> type : List.of(RestOptions.class, Auth.class, Pagination.class, RestOptions.Retry.class)) {
            for (var component : type.getRecordComponents()) {
                String key = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT);
                assertThat(file).containsPattern("(?m)^ *(# )?" + key + ":");
            }
        }
    }

    @Test
    void refusesOptionsThatMakeNoSenseAndShowsNoSecrets(@TempDir Path config) throws Exception {
        Files.writeString(config.resolve("settings.base.yaml"), "---\n{}\n");
        Files.copy(Path.of("config", "rest_adapter.yaml"), config.resolve("rest_adapter.yaml"));
        Settings settings = load(config);
        for (Map<String, ?> bad : List.<Map<String, ?>>of(
                Map.of("headers", Map.of("Host", "hush.example")),
                Map.of("headers", Map.of("X-A", "hush\r\nX-B: c")),
                Map.of("headers", Map.of("transfer-encoding", "hush")),
                Map.of("auth", Map.of("type", "bearer")),
                Map.of("auth", Map.of("type", "header", "key", "hush\n")),
                Map.of("auth", Map.of("type", "hush")),
                Map.of("auth", "hush"),
                Map.of("body", List.of("hush")),
                Map.of("pagination", Map.of("type", "cursor")),
                Map.of("records_path", "items"),
                Map.of("timeout", "2h"),
                Map.of("retry", Map.of("max_attempts", 100)),
                Map.of("cache_ttl", "2d"),
                Map.of("max_pages", 5))) {
            assertThatThrownBy(() -> settings.options("rest", RestOptions.class, bad))
                    .as("%s", bad)
                    .isInstanceOf(InvalidOptionsException.class)
                    .hasMessageNotContaining("hush");
        }
        assertRefused(
                settings,
                Map.of("auth", Map.of("type", "basic", "username", "hush")),
                "auth: type basic needs username and password");
        assertRefused(
                settings, Map.of("auth", Map.of("type", "bearer", "key", "hush")), "auth: type bearer needs token");
        assertRefused(
                settings, Map.of("auth", Map.of("type", "header", "token", "hush")), "auth: type header needs key");
        assertRefused(
                settings,
                Map.of("body", "{\"hush\":1}", "pagination", Map.of("type", "page", "body_path", "/page")),
                "pagination.body_path needs method post and a body");
        assertRefused(
                settings,
                Map.of(
                        "method",
                        "post",
                        "body",
                        "{\"hush\":1}",
                        "pagination",
                        Map.of("type", "link", "body_path", "/page")),
                "pagination: body_path goes with the types cursor, page and offset");
        assertThat(settings.options(
                                "rest",
                                RestOptions.class,
                                Map.of("auth", Map.of("type", "basic", "username", "u", "password", "p")))
                        .auth()
                        .username())
                .isEqualTo("u");
    }

    private static void assertRefused(Settings settings, Map<String, ?> options, String words) {
        assertThatThrownBy(() -> settings.options("rest", RestOptions.class, options))
                .isInstanceOf(InvalidOptionsException.class)
                .hasMessageContaining(words)
                .hasMessageNotContaining("hush");
    }
}
