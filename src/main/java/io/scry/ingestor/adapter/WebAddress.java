package io.scry.ingestor.adapter;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An absolute http or https URL with a host that can be read in one way only. Shown, it has no secrets.
 *
 * @param uri without credentials and without a fragment
 * @param credentials {@code user:password} as they stood in the URL, if they did
 */
public record WebAddress(URI uri, @Nullable String credentials) {

    private static final int LONGEST = 8000;
    private static final String TO_BE_ENCODED = "\"<>^`{|} ";
    private static final Pattern AUTHORITY = Pattern.compile("(?:(.*)@)?(\\[[^]]*]|[^:]*)(?::(\\d{0,5}))?");

    /**
     * The address that a text names. Characters that are not allowed in URLs are encoded.
     *
     * @throws IllegalArgumentException if it names none; the message is for its sender, and does not repeat the text
     */
    public static WebAddress of(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("The URL is longer than " + LONGEST + " characters.");
        }
        try {
            return of(new URI(encoded(text.strip())));
        } catch (URISyntaxException e) {
            throw malformed(e);
        }
    }

    private static WebAddress of(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("Only http and https URLs are fetched: begin it with https://.");
        }
        Matcher authority = AUTHORITY.matcher(String.valueOf(uri.getRawAuthority()));
        if (uri.getRawAuthority() == null || !authority.matches()) {
            throw new IllegalArgumentException("The URL has no host: write it as https://host/path.");
        }
        String host = UrlHost.normal(authority.group(2));
        String port = UrlHost.port(authority.group(3), scheme);
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new WebAddress(URI.create(scheme + "://" + host + port + path + query), authority.group(1));
    }

    private static IllegalArgumentException malformed(@Nullable Exception cause) {
        return new IllegalArgumentException("The URL is not well-formed: write it as https://host/path.", cause);
    }

    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            // Browsers take a backslash for a slash, and others do not: what can be read in two ways is refused.
            if (c < ' ' || c == 0x7f || c == '\\') {
                throw malformed(null);
            }
            if (c > 0x7f || TO_BE_ENCODED.indexOf(c) >= 0) {
                encoded.append(URLEncoder.encode(Character.toString(c), StandardCharsets.UTF_8)
                        .replace("+", "%20"));
            } else {
                encoded.appendCodePoint(c);
            }
        });
        return encoded.toString();
    }

    /** The address that a link on this one leads to. */
    public WebAddress resolve(String reference) {
        if (reference.length() > LONGEST) {
            throw new IllegalArgumentException("The URL is longer than " + LONGEST + " characters.");
        }
        try {
            URI link = new URI(encoded(reference.strip()));
            // RFC 3986 and java.net.URI differ on references that begin with a question mark.
            return link.getRawPath() != null && link.getRawPath().isEmpty() && link.getRawAuthority() == null
                    ? of(link.getRawQuery() == null ? uri : withQuery(link.getRawQuery()))
                    : of(uri.resolve(link));
        } catch (URISyntaxException e) {
            throw malformed(e);
        }
    }

    private URI withQuery(String query) {
        return URI.create(origin() + uri.getRawPath() + (query.isEmpty() ? "" : "?" + query));
    }

    /** The same address with a parameter set in its query. */
    public WebAddress with(String name, String value) {
        List<String> parameters = new ArrayList<>();
        for (String parameter : parameters()) {
            if (!decoded(parameter.split("=", 2)[0]).equals(name)) {
                parameters.add(parameter);
            }
        }
        parameters.add(URLEncoder.encode(name, StandardCharsets.UTF_8) + "="
                + URLEncoder.encode(value, StandardCharsets.UTF_8));
        return new WebAddress(withQuery(String.join("&", parameters)), credentials);
    }

    private List<String> parameters() {
        String query = uri.getRawQuery();
        return query == null || query.isEmpty()
                ? List.of()
                : Arrays.stream(query.split("&")).toList();
    }

    static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** The name or address of the server, in lower case; an IPv6 address stands in brackets. */
    public String host() {
        return uri.getRawAuthority().replaceFirst(":\\d+$", "");
    }

    /** Scheme, host and port: what two addresses of one server have in common. */
    public String origin() {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    /** The last part of the path, if it is the name of a file. */
    public @Nullable String fileName() {
        String name = decoded(uri.getRawPath().substring(uri.getRawPath().lastIndexOf('/') + 1));
        return name.contains(".") && name.length() <= 255 && name.chars().noneMatch(Character::isISOControl)
                ? name
                : null;
    }

    /** As it may be shown and logged: credentials, and values in the query that look like secrets, are hidden. */
    public String masked() {
        String query = String.join(
                "&", parameters().stream().map(SecretParameters::masked).toList());
        return uri.getScheme() + "://" + (credentials == null ? "" : SecretParameters.HIDDEN + "@")
                + uri.getRawAuthority() + uri.getRawPath() + (query.isEmpty() ? "" : "?" + query);
    }

    /** {@link #masked()}. */
    @Override
    public String toString() {
        return masked();
    }
}
