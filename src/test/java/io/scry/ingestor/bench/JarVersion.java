package io.scry.ingestor.bench;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of a library, by the name of its jar. */
final class JarVersion {

    private JarVersion() {}

    /** On this JVM's class path. */
    static String of(String artifact) {
        return of(artifact, System.getProperty("java.class.path"));
    }

    static String of(String artifact, String classPath) {
        Matcher jar = Pattern.compile("/" + Pattern.quote(artifact) + "-(\\d[^/:]*)\\.jar")
                .matcher(classPath);
        if (!jar.find()) {
            throw new IllegalArgumentException("There is no jar of " + artifact + " on the class path");
        }
        return jar.group(1);
    }
}
