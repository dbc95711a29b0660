package io.scry.ingestor.isolation;

import io.scry.ingestor.harness.ConfigFolder;
import io.scry.ingestor.harness.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The packaged service with an adapter {@code wild} beside its own, which documents can make run away. */
public final class WildService {

    private static final String SOURCE = "src/test/java/io/scry/ingestor/isolation/WildAdapter.java";
    private static final String OPTIONS = "{greeting: Hi, size: 1MB, time: 1s, numbers: [one], names: {a: b}}\n";

    private WildService() {}

    /**
     * Starts it.
     *
     * @param folder an empty one
     */
    public static ServiceProcess start(Path folder, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path extension = Files.createDirectory(folder.resolve("extension"));
        Path config = Files.createDirectory(folder.resolve("config"));
        compile(extension);
        ConfigFolder.in(config).write("wild_adapter.yaml", OPTIONS);
        Map<String, String> whole = new HashMap<>(environment);
        whole.put("SCRY_CONFIG_DIR", config.toString());
        return ServiceProcess.startExtended(extension, whole);
    }

    /** Into a package where the service looks for adapters; were it there itself, every test's service would have it. */
    private static void compile(Path target) throws IOException {
        String source = Files.readString(Path.of(SOURCE))
                .replace("package io.scry.ingestor.isolation;", "package io.scry.ingestor.adapter.wild;")
                .replace(
                        "final class WildAdapter", "@org.springframework.stereotype.Component final class WildAdapter");
        SimpleJavaFileObject file =
                new SimpleJavaFileObject(
                        URI.create("string:///io/scry/ingestor/adapter/wild/WildAdapter.java"),
                        JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        List<String> options = List.of(
                "-d", target.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none", "-parameters");
        boolean isCompiled = ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, options, null, List.of(file))
                .call();
        if (!isCompiled) {
            throw new IOException("The adapter cannot be compiled");
        }
    }
}
