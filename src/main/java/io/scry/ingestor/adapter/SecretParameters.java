package io.scry.ingestor.adapter;

import java.util.regex.Pattern;

/** Which parameters of a query hold secrets, and how they are shown. */
final class SecretParameters {

    static final String HIDDEN = "***";

    /** Names of parameters behind which keys stand, and values that look like one. */
    private static final Pattern NAME =
            Pattern.compile("(?i).*(?:key|token|secret|pass|pwd|auth|sig|cred|session|jwt|code|otp|hmac).*|(?i)sid");

    private static final Pattern VALUE = Pattern.compile("(?=.*\\d)(?=.*[A-Za-z])[A-Za-z0-9+/=_.~%-]{24,}");

    private SecretParameters() {}

    /** {@code name=value} or {@code value}, hidden if its name or its look says that it is a secret. */
    static String masked(String parameter) {
        String[] pair = parameter.split("=", 2);
        boolean secret = pair.length == 2
                ? NAME.matcher(WebAddress.decoded(pair[0])).matches()
                        || VALUE.matcher(pair[1]).matches()
                : VALUE.matcher(pair[0]).matches();
        if (!secret) {
            return parameter;
        }
        return pair.length == 2 ? pair[0] + "=" + HIDDEN : HIDDEN;
    }
}
