package io.scry.ingestor.database;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the database is, in the form that the JDBC driver takes.
 *
 * @param jdbc without user and password
 * @param user null if the URL names none
 * @param password null if the URL names none
 */
record DatabaseUrl(
        String jdbc, @Nullable String user, @Nullable String password) {

    private static final Pattern LIBPQ = Pattern.compile(
            "postgres(?:ql)?(?:\\+\\w+)?://"
                    + "(?:(?<user>[^:@/?]*)(?::(?<password>[^@/?]*))?@)?(?<hosts>[^/?@]*)(?:/(?<name>[^?]*))?(?:\\?(?<query>.*))?");

    /** Parameters that libpq and the JDBC driver name differently. */
    private static final Map<String, String> NAMES = Map.of(
            "connect_timeout", "connectTimeout",
            "application_name", "ApplicationName");

    /**
     * Reads the form of libpq (RFC 3986 with percent-encoding; see "Connection URIs" in PostgreSQL's manual) or that of
     * JDBC.
     *
     * @throws IllegalArgumentException if it is neither; the message does not repeat it, since it may hold a password
     */
    static DatabaseUrl parse(String url) {
        if (url.startsWith("jdbc:postgresql:")) {
            return new DatabaseUrl(url, null, null);
        }
        Matcher libpq = LIBPQ.matcher(url);
        if (!libpq.matches()) {
            throw new IllegalArgumentException("SCRY_DATABASE_URL is neither postgresql://user:password@host:port/name"
                    + " nor jdbc:postgresql://…; characters such as @ or / in a password are written as %40 or %2F");
        }
        String hosts = libpq.group("hosts");
        String name = libpq.group("name");
        return new DatabaseUrl(
                "jdbc:postgresql://" + (hosts == null || hosts.isEmpty() ? "localhost" : hosts) + "/"
                        + (name == null ? "" : name) + query(libpq.group("query")),
                decoded(libpq.group("user")),
                decoded(libpq.group("password")));
    }

    private static String query(@Nullable String query) {
        if (query == null || query.isEmpty()) {
            return "";
        }
        StringJoiner joined = new StringJoiner("&", "?", "");
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            joined.add(NAMES.getOrDefault(name, name) + (equals < 0 ? "" : parameter.substring(equals)));
        }
        return joined.toString();
    }

    private static @Nullable String decoded(@Nullable String part) {
        return part == null || part.isEmpty()
                ? null
                : URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "PostgreSQL";
    }
}
