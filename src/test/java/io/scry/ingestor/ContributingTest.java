package io.scry.ingestor;

import static org.assertj.core.api.Assertions.assertThat;

import io.scry.ingestor.adapter.Adapter;
import io.scry.ingestor.adapter.AdapterHarness;
import io.scry.ingestor.adapter.Adapters;
import io.scry.ingestor.adapter.Document;
import io.scry.ingestor.adapter.Head;
import io.scry.ingestor.adapter.Validation.Finding;
import io.scry.ingestor.harness.ConfigFolder;
import io.scry.ingestor.settings.Settings;
import io.scry.ingestor.settings.SettingsLoader;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.type.filter.AssignableTypeFilter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The eighth adapter of CONTRIBUTING.md: its code compiles, is found, and makes the payload that the page shows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContributingTest {

    private static final Pattern FILE = Pattern.compile("(?ms)^`([\\w/.-]+)`\n\n```\\w+\n(.*?)^```$");
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    private Path directory = Path.of("");
    private String page = "";
    private Map<String, String> files = Map.of();
    private URLClassLoader loader = new URLClassLoader(new URL[0]);

    /** Finds, from here on, the classes of the page beside the service's own. */
    @BeforeAll
    void compile(@TempDir Path empty) throws IOException {
        directory = empty;
        page = Files.readString(Path.of("CONTRIBUTING.md"));
        files = new TreeMap<>();
        Matcher file = FILE.matcher(page);
        while (file.find()) {
            files.put(file.group(1), file.group(2));
        }
        Path classes = Files.createDirectory(directory.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of("-Xlint:all", "-Werror", "-proc:none", "-d"));
        arguments.add(classes.toString());
        for (Map.Entry<String, String> source : files.entrySet()) {
            Path written = directory.resolve(source.getKey());
            Files.createDirectories(written.resolveSibling("."));
            Files.writeString(written, source.getValue());
            if (source.getKey().endsWith(".java")) {
                arguments.add(written.toString());
            }
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .as("what the compiler says of the code in CONTRIBUTING.md stands above")
                .isZero();
        loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, before);
        Thread.currentThread().setContextClassLoader(loader);
    }

    @AfterAll
    void forget() throws IOException {
        Thread.currentThread().setContextClassLoader(before);
        loader.close();
    }

    @Test
    void showsAnAdapterThatMakesThePayloadThatItShows() throws Exception {
        Settings settings = settings();
        Path file = Files.writeString(directory.resolve("server.ini"), block("ini"));
        try (AnnotationConfigApplicationContext context = context()) {
            Adapter<?> adapter = recognising(context, file);
            assertThat(adapter.name()).isEqualTo("ini");
            check(adapter, settings, file);
        }
    }

    private <O extends Record> void check(Adapter<O> adapter, Settings settings, Path file) throws Exception {
        AdapterHarness<O> harness = new AdapterHarness<>(adapter);
        Document document = new Document(file, "server.ini", null);
        AdapterHarness.Result read = harness.extract(document, settings.options("ini", adapter.options(), Map.of()));
        JsonNode payload = JSON.valueToTree(
                Map.of("data", read.data(), "metadata", read.metadata(), "validation", read.validation()));
        assertThat(payload).isEqualTo(JSON.readTree(block("json")));

        Map<String, ?> rule = Map.of("required_sections", List.of("server", "limits"));
        assertThat(harness.extract(document, settings.options("ini", adapter.options(), rule))
                        .validation()
                        .errors())
                .containsExactly(new Finding("required_sections", "There is no section [limits]", null, 1));
    }

    @Test
    void tellsEditorsOfItsOptions() {
        assertThat(ConfigSchemas.all().get("ini_adapter.schema.json")).contains("required_sections", "max_size");
        assertThat(files.get("config/ini_adapter.yaml"))
                .contains("# yaml-language-server: $schema=schema/ini_adapter.schema.json\n");
    }

    private Settings settings() throws IOException {
        ConfigFolder config = ConfigFolder.in(Files.createDirectory(directory.resolve("settings")));
        config.write("ini_adapter.yaml", files.getOrDefault("config/ini_adapter.yaml", ""));
        return new SettingsLoader(Configuration.SECTIONS, Configuration.adapterOptions(), Configuration.VARIABLES)
                .load(config.path(), Map.of("SCRY_DATABASE_URL", "postgresql://localhost/scry"));
    }

    /** All adapters, as Spring finds them: those that are components. */
    private static AnnotationConfigApplicationContext context() {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        AssignableTypeFilter adapters = new AssignableTypeFilter(Adapter.class);
        ClassPathBeanDefinitionScanner components = new ClassPathBeanDefinitionScanner(context);
        components.addExcludeFilter((type, types) -> !adapters.match(type, types));
        components.scan(Adapter.class.getPackageName());
        context.refresh();
        return context;
    }

    private static Adapter<?> recognising(AnnotationConfigApplicationContext context, Path file) throws IOException {
        List<Adapter<?>> all = new ArrayList<>();
        context.getBeansOfType(Adapter.class).values().forEach(all::add);
        return new Adapters(all)
                .recognising(new Head(Files.readAllBytes(file), "server.ini", null))
                .orElseThrow();
    }

    private String block(String language) {
        Matcher block = Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$").matcher(page);
        assertThat(block.find()).as("a block of " + language).isTrue();
        return block.group(1);
    }
}
